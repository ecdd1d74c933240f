import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import type { NextContent } from "../../../src/ports/files.ts";
import { systemFiles } from "../../../src/world/files/files.ts";
import { expectFault } from "../../expect-fault.ts";
import { runProgram } from "../../run-program.ts";
import { temporaryFolder } from "../../temporary-folder.ts";

const PROGRAM = fileURLToPath(new URL("updating-program.ts", import.meta.url));
const MAX_BYTES = 1024;
const text = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);
const adding =
  (more: string): NextContent =>
  (bytes) =>
    new TextEncoder().encode(text(bytes) + more);

function place() {
  const folder = temporaryFolder();
  const path = join(folder, "capsule.lock");
  const lines = () => readFileSync(path, "utf8").split("\n").slice(0, -1).sort();
  const run = (...args: string[]) => runProgram(process.execPath, [PROGRAM, path, ...args], { cwd: folder });
  return { folder, path, lines, run };
}

describe("an update", () => {
  test("makes a file for everybody to read, changes it, and leaves nothing else", async () => {
    const { folder, path } = place();
    await systemFiles.update(path, MAX_BYTES, adding("a"));
    await systemFiles.update(path, MAX_BYTES, adding("b"));
    expect([readFileSync(path, "utf8"), readdirSync(folder)]).toEqual(["ab", ["capsule.lock"]]);
    expect(statSync(path).mode & 0o777).toBe(0o644);
  });

  test("that changes nothing writes nothing", async () => {
    const { path } = place();
    await systemFiles.update(path, MAX_BYTES, () => undefined);
    await systemFiles.update(path, MAX_BYTES, adding("a"));
    const before = statSync(path, { bigint: true });
    for (const same of [() => undefined, (bytes?: Uint8Array) => bytes && Uint8Array.from(bytes)]) {
      await systemFiles.update(path, MAX_BYTES, same);
    }
    expect(statSync(path, { bigint: true })).toMatchObject({ ino: before.ino, mtimeNs: before.mtimeNs });
  });

  test("begins again if the file was changed while it thought", async () => {
    const { path } = place();
    writeFileSync(path, "a");
    const seen: string[] = [];
    await systemFiles.update(path, MAX_BYTES, (bytes) => {
      seen.push(text(bytes));
      if (seen.length < 3) writeFileSync(path, `${text(bytes)}+`);
      return adding("!")(bytes);
    });
    expect([seen, readFileSync(path, "utf8")]).toEqual([["a", "a+", "a++"], "a++!"]);
  });

  test("of a link, a folder, too many bytes, or in a folder that is not there, is a fault, and changes nothing", async () => {
    const { folder, path } = place();
    writeFileSync(join(folder, "real"), "mine");
    symlinkSync(join(folder, "real"), path);
    await expectFault("file-unreadable", () => systemFiles.update(path, MAX_BYTES, adding("a")));
    expect(readFileSync(join(folder, "real"), "utf8")).toBe("mine");
    mkdirSync(join(folder, "one"));
    await expectFault("file-unreadable", () => systemFiles.update(join(folder, "one"), MAX_BYTES, adding("a")));
    writeFileSync(join(folder, "huge"), "x".repeat(MAX_BYTES + 1));
    await expectFault("file-unreadable", () => systemFiles.update(join(folder, "huge"), MAX_BYTES, adding("a")));
    await expectFault("file-unwritable", () => systemFiles.update(join(folder, "no", "x"), MAX_BYTES, adding("a")));
  });

  test.skipIf(process.getuid?.() === 0)("in a folder that cannot be written to is a fault", async () => {
    const { folder, path } = place();
    chmodSync(folder, 0o500);
    await expectFault("file-unwritable", () => systemFiles.update(path, MAX_BYTES, adding("a")));
    chmodSync(folder, 0o700);
  });
});

describe("of many processes at once", () => {
  test("nobody's line is lost, and nothing is left beside the file", async () => {
    const { folder, lines, run } = place();
    const names = Array.from({ length: 24 }, (_, index) => `line-${String(index).padStart(2, "0")}`);
    const runs = await Promise.all(names.map((name) => run(name)));
    expect(runs.map(({ status, stderr }) => [status, stderr])).toEqual(names.map(() => [0, ""]));
    expect(lines()).toEqual(names);
    expect(readdirSync(folder)).toEqual(["capsule.lock"]);
  }, 120_000);

  test("those that are killed hold up nobody, and the others' lines are all there", async () => {
    const { lines, run } = place();
    const calls = ["mkdirSync", "renameSync", "rmdirSync"];
    const dying = Array.from({ length: 12 }, (_, index) =>
      run(`dead-${index}`, calls[index % 3] ?? "", index % 2 === 0 ? "1" : "2", index % 4 < 2 ? "before" : "after"),
    );
    const living = Array.from({ length: 12 }, (_, index) => run(`live-${index}`));
    expect((await Promise.all(living)).map(({ status }) => status)).toEqual(living.map(() => 0));
    await Promise.all(dying);
    await run("last");
    const found = lines();
    expect(found.filter((line) => !line.startsWith("dead-"))).toEqual(
      [...living.map((_, index) => `live-${index}`), "last"].sort(),
    );
    expect(new Set(found).size).toBe(found.length);
  }, 120_000);
});

describe("a process that is killed", () => {
  test.each([
    ["mkdirSync", "1", "before"],
    ["mkdirSync", "1", "after"],
    ["openSync", "1", "after"],
    ["renameSync", "1", "before"],
    ["renameSync", "1", "after"],
    ["renameSync", "2", "before"],
    ["renameSync", "2", "after"],
    ["rmdirSync", "1", "before"],
  ])("at %s, call %s, %s it, leaves the old file or the new one, and holds up nobody", async (...how) => {
    const { path, lines, run } = place();
    writeFileSync(path, "old\n");
    expect((await run("killed", ...how)).signal).toBe("SIGKILL");
    expect([["old"], ["killed", "old"]]).toContainEqual(lines());
    await systemFiles.update(path, MAX_BYTES, adding("next\n"));
    expect(lines().filter((line) => line !== "killed")).toEqual(["next", "old"]);
  });

  test("right after it became the successor has its change, which the next one finishes", async () => {
    const { lines, run, folder } = place();
    expect((await run("killed", "renameSync", "1", "after")).signal).toBe("SIGKILL");
    expect(readdirSync(folder)).toEqual([expect.stringMatching(/^\.capsule-[0-9a-f]{32}\.next$/)]);
    expect((await run("next")).status).toBe(0);
    expect([lines(), readdirSync(folder)]).toEqual([["killed", "next"], ["capsule.lock"]]);
  });
});
