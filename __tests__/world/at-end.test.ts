import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";

const FOLDERS = new URL("../../src/world/files/temporary-folders.ts", import.meta.url).href;
const WRITE = new URL("../../src/world/files/write-atomically.ts", import.meta.url).href;

/** Runs a program that makes a temporary folder, prints its path and goes on with `rest`. */
async function child(rest: string, act: (pid: number) => void = () => undefined) {
  const code = `import { temporaryFolders } from ${JSON.stringify(FOLDERS)};
    const folder = await temporaryFolders.make();
    (await import("node:fs")).writeFileSync(folder + "/content", "x");
    console.log(folder);
    ${rest}`;
  const process_ = spawn(process.execPath, ["--no-warnings", "--input-type=module-typescript", "-e", code]);
  let folder = "";
  let existed = false;
  let mode = 0;
  process_.stdout.on("data", (data: Buffer) => {
    folder = data.toString().trim();
    existed = existsSync(join(folder, "content"));
    if (existed) mode = statSync(folder).mode & 0o777;
    act(process_.pid ?? 0);
  });
  const [status, signal] = await new Promise<[number | null, string | null]>((resolve) =>
    process_.once("close", (code, by) => resolve([code, by])),
  );
  return { folder, existed, mode, status, signal };
}

test.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)(
  "a temporary folder is gone after %s, and the signal still ends the process (P01)",
  async (name) => {
    const end = await child("setInterval(() => {}, 1000);", (pid) => process.kill(pid, name));
    expect(end.existed).toBe(true);
    expect(existsSync(end.folder)).toBe(false);
    expect([end.status, end.signal]).toEqual([null, name]);
  },
);

test("a temporary folder is private and gone after a normal end (D13)", async () => {
  const end = await child(
    "process.stdin.destroy(); await new Promise((resolve) => setTimeout(resolve, 300)); process.exitCode = 3;",
  );
  expect(end.existed).toBe(true);
  expect(end.mode).toBe(0o700);
  expect(existsSync(end.folder)).toBe(false);
  expect(end.status).toBe(3);
});

test("a temporary folder is gone after an error that nobody catches", async () => {
  const end = await child("setTimeout(() => { throw new Error('lost'); }, 300);");
  expect(end.existed).toBe(true);
  expect(existsSync(end.folder)).toBe(false);
});

test("an atomic write that a signal interrupts leaves nothing", async () => {
  const at = mkdtempSync(join(tmpdir(), "capsule-end-"));
  const target = join(at, "out");
  await child(
    `const { writeAtomically } = await import(${JSON.stringify(WRITE)});
     const big = new Uint8Array(512 * 1024 * 1024);
     await writeAtomically(${JSON.stringify(target)}, big);`,
    (pid) => setTimeout(() => process.kill(pid, "SIGTERM"), 60),
  );
  const { readdirSync } = await import("node:fs");
  expect(readdirSync(at).filter((name) => name !== "out")).toEqual([]);
});
