import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { capsule, newFolder, runProgram } from "../run-program.ts";

const HUNG = fileURLToPath(new URL("../doors/process/hung-program.ts", import.meta.url));

function project(): string {
  const folder = newFolder();
  mkdirSync(join(folder, "dist"));
  writeFileSync(join(folder, "dist", "tool"), "the tool\n");
  return folder;
}

test.each(["seal.hosts.0.open.put", "seal.hosts.0.open.list", "seal.hosts.0.open.publish"])(
  "a run that ended at %s is finished by running again (P01, P04)",
  async (port) => {
    const cwd = project();
    const args = ["seal", "--sigstore", "local", "--name", "demo", "--version", "1.0.0", "--json", "dist"];
    expect((await runProgram(process.execPath, [HUNG, ...args], { cwd, env: { HANG: port } })).status).toBe(4);
    expect(readdirSync(join(cwd, "demo-1.0.0.release")).length).toBeGreaterThan(0);

    const again = await capsule(args, { cwd });
    expect(again.status).toBe(0);
    const { verify, files } = JSON.parse(again.stdout);
    expect(readdirSync(join(cwd, "demo-1.0.0.release"))).toHaveLength(files.length);
    expect((await capsule(verify.argv, { cwd })).status).toBe(0);
  },
);

test("the rest of another release's run is left alone", async () => {
  const cwd = project();
  const args = (version: string) => ["seal", "--sigstore", "local", "--version", version, "--out", "out", "dist"];
  await runProgram(process.execPath, [HUNG, ...args("1.0.0")], { cwd, env: { HANG: "seal.hosts.0.open.list" } });
  const before = readdirSync(join(cwd, "out"));
  expect((await capsule(args("2.0.0"), { cwd })).status).toBe(2);
  expect(readdirSync(join(cwd, "out"))).toEqual(before);
});

test("a refused asset leaves no output folder behind", async () => {
  const cwd = project();
  writeFileSync(join(cwd, "dist", "CON\u202e.txt"), "");
  expect((await capsule(["seal", "--sigstore", "local", "--out", "out", "dist"], { cwd })).status).toBe(1);
  expect(readdirSync(cwd)).toEqual(["dist"]);
});
