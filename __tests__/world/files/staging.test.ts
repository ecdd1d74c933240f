import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { systemStaging } from "../../../src/world/files/staging.ts";
import { expectFault } from "../../expect-fault.ts";
import { runProgram } from "../../run-program.ts";
import { temporaryFolder } from "../../temporary-folder.ts";

const PROGRAM = fileURLToPath(new URL("placing-program.ts", import.meta.url));

async function staged(out: string, names: readonly string[] = ["a", "b"]) {
  const folder = await systemStaging.open(out);
  for (const name of names) writeFileSync(join(folder.path, name), `the file ${name}`, { mode: 0o600 });
  return folder;
}

test("puts files into a folder that is there, and into one that is not, for everybody to read", async () => {
  const out = temporaryFolder();
  for (const place of [out, join(out, "new", "one")]) {
    const folder = await staged(place);
    expect(statSync(join(folder.path, "..")).mode & 0o777).toBe(0o700);
    expect(await folder.place(["a", "b"])).toEqual([join(place, "a"), join(place, "b")]);
    folder.remove();
    expect(readFileSync(join(place, "a"), "utf8")).toBe("the file a");
    expect(statSync(join(place, "b")).mode & 0o777).toBe(0o644);
  }
  expect(readdirSync(out).sort()).toEqual(["a", "b", "new"]);
});

test("puts nothing over what is there, and takes back what it had put before it found that out", async () => {
  const out = temporaryFolder();
  const folder = await staged(out);
  writeFileSync(join(out, "b"), "mine");
  await expectFault("file-exists", () => folder.place(["a", "b"]));
  folder.remove();
  expect(readdirSync(out)).toEqual(["b"]);
  expect(readFileSync(join(out, "b"), "utf8")).toBe("mine");
});

test("a new folder that somebody made meanwhile is not replaced", async () => {
  const out = join(temporaryFolder(), "out");
  const folder = await staged(out);
  mkdirSync(out);
  writeFileSync(join(out, "theirs"), "theirs");
  await expectFault("file-exists", () => folder.place(["a"]));
  folder.remove();
  expect(readdirSync(out)).toEqual(["theirs"]);
});

test("what goes nowhere is not put into place, and a file is no folder", async () => {
  const folder = await systemStaging.open(undefined);
  await expectFault("internal", () => folder.place([]));
  folder.remove();
  const file = join(temporaryFolder(), "file");
  writeFileSync(file, "");
  await expectFault("file-unwritable", () => systemStaging.open(file));
});

test("a private folder of a run that still works, or of another machine, is left alone", async () => {
  const out = temporaryFolder();
  const folder = await staged(out);
  const other = join(out, ".capsule-get-0000000000000000");
  mkdirSync(other);
  writeFileSync(join(other, "owner.json"), JSON.stringify({ host: "another", pid: 1 }));
  mkdirSync(join(out, ".capsule-get-1111111111111111"));
  const second = await staged(out);
  expect(readdirSync(out)).toHaveLength(4);
  for (const one of [folder, second]) one.remove();
  expect(readdirSync(out)).toHaveLength(2);
});

describe.skipIf(process.platform === "win32")("a run that is killed while it puts files into place", () => {
  async function killed(isNew: boolean, how: readonly string[]) {
    const base = temporaryFolder();
    const out = isNew ? join(base, "out") : base;
    const { signal } = await runProgram(process.execPath, [PROGRAM, out, ...how], { cwd: base });
    return { base, out, signal };
  }
  const visible = (folder: string) => readdirSync(folder).filter((name) => !name.startsWith(".capsule-get-"));

  test.each([
    ["chmodSync", "1", "before"],
    ["chmodSync", "2", "after"],
    ["writeFileSync", "1", "after"],
    ["linkSync", "1", "before"],
    ["linkSync", "1", "after"],
    ["linkSync", "2", "before"],
    ["linkSync", "2", "after"],
    ["unlinkSync", "1", "before"],
  ])("at %s, call %s, %s it: the next run there takes back what was not finished", async (...how) => {
    const { out, signal } = await killed(false, how);
    expect(signal).toBe("SIGKILL");
    // Each file that is there is whole, at any moment.
    for (const name of visible(out)) expect(readFileSync(join(out, name), "utf8")).toBe(`the file ${name}`);
    (await systemStaging.open(out)).remove();
    expect(readdirSync(out)).toEqual([]);
  });

  test("at unlinkSync after it: all files are in place, and stay", async () => {
    const { out } = await killed(false, ["unlinkSync", "1", "after"]);
    (await systemStaging.open(out)).remove();
    expect(readdirSync(out)).toEqual(["a", "b"]);
  });

  test.each([
    ["renameSync", "1", "after", 0],
    ["renameSync", "2", "after", 0],
    ["renameSync", "3", "before", 0],
    ["renameSync", "3", "after", 2],
  ] as const)("into a new folder, at %s, call %s, %s it: there are %i files", async (name, nth, when, count) => {
    const { base, out } = await killed(true, [name, nth, when]);
    expect(visible(base)).toEqual(count === 0 ? [] : ["out"]);
    if (count > 0) expect(readdirSync(out)).toHaveLength(count);
    (await systemStaging.open(out)).remove();
    expect(visible(base)).toEqual(readdirSync(base));
  });

  test("a file that replaced a placed one meanwhile is not taken back", async () => {
    const { out } = await killed(false, ["linkSync", "1", "after"]);
    const other = join(out, "other");
    writeFileSync(other, "theirs");
    const { renameSync } = await import("node:fs");
    renameSync(other, join(out, "a"));
    (await systemStaging.open(out)).remove();
    expect(readFileSync(join(out, "a"), "utf8")).toBe("theirs");
  });
});
