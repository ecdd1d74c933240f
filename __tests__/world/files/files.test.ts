import { execFileSync } from "node:child_process";
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { systemFiles } from "../../../src/world/files/files.ts";
import { expectFault } from "../../expect-fault.ts";

const folder = () => mkdtempSync(join(tmpdir(), "capsule-files-"));
const bytes = (text: string) => new TextEncoder().encode(text);
const posix = process.platform !== "win32";

test("says what stands at a path without following a link at its end", async () => {
  const at = folder();
  writeFileSync(join(at, "file"), "12345");
  mkdirSync(join(at, "folder"));
  symlinkSync(join(at, "file"), join(at, "link"));
  expect(await systemFiles.facts(join(at, "file"))).toMatchObject({ kind: "file", size: 5 });
  expect((await systemFiles.facts(join(at, "folder")))?.kind).toBe("directory");
  expect((await systemFiles.facts(join(at, "link")))?.kind).toBe("symlink");
  expect(await systemFiles.facts(join(at, "nothing"))).toBeUndefined();
  expect(await systemFiles.facts(join(at, "file", "below"))).toBeUndefined();
});

test("the revision of a file changes with its content and with nothing else (D01, D11)", async () => {
  const path = join(folder(), "file");
  writeFileSync(path, "same length");
  const file = await systemFiles.open(path);
  const before = await file.factsNow();
  expect(await file.factsNow()).toEqual(before);
  expect((await systemFiles.facts(path))?.revision).toBe(before.revision);
  writeFileSync(path, "SAME LENGTH");
  expect((await file.factsNow()).revision).not.toBe(before.revision);
  await file.close();
});

test("lists a folder in bytewise order and names what is no UTF-8 by its bytes (N17)", async () => {
  const at = folder();
  for (const name of ["b", "B", "ä", "a"]) writeFileSync(join(at, name), "");
  writeFileSync(Buffer.concat([Buffer.from(`${at}/`), Buffer.from([0xff, 0xfe])]), "");
  const entries = await systemFiles.list(at);
  expect(entries.map(({ name, hex }) => name ?? hex)).toEqual(["B", "a", "b", "ä", "fffe"]);
  expect(entries.every(({ kind }) => kind === "file")).toBe(true);
});

test.skipIf(!posix)("opens no link, folder or named pipe, and does not hang (D02, D03, D04)", async () => {
  const at = folder();
  writeFileSync(join(at, "file"), "x");
  symlinkSync(join(at, "file"), join(at, "link"));
  execFileSync("mkfifo", [join(at, "pipe")]);
  for (const name of ["link", "pipe", "."]) {
    await expectFault("file-unreadable", () => systemFiles.open(join(at, name)));
  }
  await expectFault("file-unreadable", () => systemFiles.open("/dev/null"));
});

test("names the path that is missing, and one that is none", async () => {
  const fault = await expectFault("file-missing", () => systemFiles.open(join(folder(), "absent")));
  expect(fault.message).toContain("absent");
  await expectFault("file-unreadable", () => systemFiles.open("a\0b"));
  await expectFault("file-unreadable", () => systemFiles.facts("a\0b"));
  await expectFault("file-unreadable", () => systemFiles.facts(join(folder(), "n".repeat(300))));
  await expectFault("file-missing", () => systemFiles.list(join(folder(), "absent")));
});

/** Runs `work` as somebody who may be refused a file: root reads everything. */
async function asAnybody<T>(work: () => Promise<T>): Promise<T> {
  const isRoot = process.getuid?.() === 0;
  if (isRoot) process.seteuid?.(65534);
  try {
    return await work();
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
}

test.skipIf(process.platform === "win32")("an unreadable file is named with its reason (D05)", async () => {
  const path = join(folder(), "secret");
  writeFileSync(path, "x");
  chmodSync(path, 0);
  const fault = await asAnybody(() => expectFault("file-unreadable", () => systemFiles.open(path)));
  expect(fault.message).toContain("permission denied");
});

test("reads at any place, and 0 bytes at the end only", async () => {
  const path = join(folder(), "file");
  writeFileSync(path, "0123456789");
  const file = await systemFiles.open(path);
  const into = new Uint8Array(4);
  expect([await file.read(into, 8), Buffer.from(into.subarray(0, 2)).toString()]).toEqual([2, "89"]);
  expect(await file.read(into, 10)).toBe(0);
  expect(await file.read(new Uint8Array(0), 0)).toBe(0);
  await file.close();
});

test.each([0, 1, 4095, 4096, 4097, 100_000])(
  "reads a whole file of %d bytes, and no byte more than allowed",
  async (size) => {
    const path = join(folder(), "file");
    const content = Buffer.alloc(size, "x");
    writeFileSync(path, content);
    expect(Buffer.from(await systemFiles.read(path, size)).equals(content)).toBe(true);
    if (size > 0) await expectFault("file-unreadable", () => systemFiles.read(path, size - 1));
  },
);

test.skipIf(!posix)("reads a file whose size says nothing", async () => {
  expect((await systemFiles.read("/proc/self/status", 1 << 20)).length).toBeGreaterThan(100);
  await expectFault("file-unreadable", () => systemFiles.read("/proc/self/status", 10));
});

test.skipIf(!posix)(
  "writes with mode 0644 whatever the umask, over the old content, leaving nothing beside it (D14)",
  async () => {
    const at = folder();
    const before = process.umask(0o077);
    try {
      await systemFiles.write(join(at, "out"), bytes("old"));
      await systemFiles.write(join(at, "out"), bytes("new"));
    } finally {
      process.umask(before);
    }
    expect(readFileSync(join(at, "out"), "utf8")).toBe("new");
    expect(statSync(join(at, "out")).mode & 0o777).toBe(0o644);
    expect(readdirSync(at)).toEqual(["out"]);
  },
);

test.skipIf(!posix)("a link at the target is replaced and what it names stays (D12)", async () => {
  const at = folder();
  writeFileSync(join(at, "precious"), "precious");
  symlinkSync(join(at, "precious"), join(at, "out"));
  await systemFiles.write(join(at, "out"), bytes("written"));
  expect(readFileSync(join(at, "precious"), "utf8")).toBe("precious");
  expect(lstatSync(join(at, "out")).isFile()).toBe(true);
});

test("a target that cannot be written leaves no temporary file (D06, D09)", async () => {
  const at = folder();
  mkdirSync(join(at, "out"));
  await expectFault("file-unwritable", () => systemFiles.write(join(at, "out"), bytes("x")));
  expect(readdirSync(at)).toEqual(["out"]);
  await expectFault("file-unwritable", () => systemFiles.write(join(at, "absent", "out"), bytes("x")));
  writeFileSync(join(at, "file"), "");
  await expectFault("file-unwritable", () => systemFiles.makeFolder(join(at, "file", "below")));
});

test("a name of 255 bytes can be written", async () => {
  const at = folder();
  await systemFiles.write(join(at, "n".repeat(255)), bytes("x"));
  expect(readdirSync(at)).toHaveLength(1);
});

test("removes a file, a link and an empty folder, and minds nothing that is not there", async () => {
  const at = folder();
  mkdirSync(join(at, "folder"));
  writeFileSync(join(at, "file"), "");
  symlinkSync(join(at, "nowhere"), join(at, "link"));
  for (const name of ["folder", "file", "link", "absent"]) await systemFiles.remove(join(at, name));
  expect(readdirSync(at)).toEqual([]);
  mkdirSync(join(at, "full", "of"), { recursive: true });
  await expectFault("file-unwritable", () => systemFiles.remove(join(at, "full")));
});

test("the real path has no link in it", async () => {
  const at = await systemFiles.realPath(folder());
  mkdirSync(join(at, "folder"));
  symlinkSync(join(at, "folder"), join(at, "link"));
  expect(await systemFiles.realPath(join(at, "link"))).toBe(join(at, "folder"));
  await expectFault("file-missing", () => systemFiles.realPath(join(at, "absent")));
});

test("a file is written piece by piece, empty at first, for its user alone, and closed twice without harm", async () => {
  const path = join(folder(), "file");
  writeFileSync(path, "what was there before");
  const file = systemFiles.create(path);
  for (const piece of ["one ", "", "two"]) file.write(bytes(piece));
  file.close();
  file.close();
  expect(readFileSync(path, "utf8")).toBe("one two");
  expect(() => file.write(bytes("late"))).toThrow();
  const fresh = join(folder(), "fresh");
  systemFiles.create(fresh).close();
  if (posix) expect(statSync(fresh).mode & 0o777).toBe(0o600);
});

test.skipIf(!posix)("a file is not written in pieces through a link, nor into a folder that is not there", async () => {
  const at = folder();
  writeFileSync(join(at, "target"), "kept");
  symlinkSync(join(at, "target"), join(at, "link"));
  await expectFault("file-unwritable", () => systemFiles.create(join(at, "link")));
  await expectFault("file-unwritable", () => systemFiles.create(join(at, "none", "file")));
  expect(readFileSync(join(at, "target"), "utf8")).toBe("kept");
});

test("paths are taken apart and put together as this system spells them", () => {
  const release = join(tmpdir(), "release");
  const path = systemFiles.join(release, "tool.capsule");
  expect(path).toBe(join(release, "tool.capsule"));
  expect(systemFiles.nameOf(path)).toBe("tool.capsule");
  expect(systemFiles.folderOf(path)).toBe(release);
});

test.runIf(process.platform === "win32")("on Windows both separators end a folder", () => {
  for (const path of ["C:\\a\\trusted_root.json", "C:/a/trusted_root.json"]) {
    expect(systemFiles.nameOf(path)).toBe("trusted_root.json");
  }
});
