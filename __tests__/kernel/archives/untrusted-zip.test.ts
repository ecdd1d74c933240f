import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { UNTRUSTED_LIMITS } from "../../../src/kernel/archives/untrusted-entry.ts";
import { readUntrustedZip } from "../../../src/kernel/archives/untrusted-zip.ts";
import { bytesSource } from "../../../src/kernel/byte-source.ts";
import type { FaultCode } from "../../../src/kernel/fault-codes.ts";
import { expectFault } from "../../expect-fault.ts";
import { collect } from "../collect.ts";
import type { RawZipEntry } from "../raw-zip.ts";
import { rawZip } from "../raw-zip.ts";

const MIB = 1024 * 1024;

async function contents(archive: Uint8Array, limits = UNTRUSTED_LIMITS): Promise<Record<string, string>> {
  const found = new Map<string, string>();
  for await (const entry of readUntrustedZip(bytesSource(archive), limits)) {
    found.set(entry.path, Buffer.from(await entry.read(10 * MIB)).toString());
  }
  return Object.fromEntries(found);
}
const refuse = (code: FaultCode, archive: Uint8Array, limits = UNTRUSTED_LIMITS) =>
  expectFault(code, () => contents(archive, limits));
const one = (entry: Partial<RawZipEntry>) => rawZip([{ name: "a", content: "hello", ...entry }]);

describe("readUntrustedZip reads", () => {
  test("stored and deflated entries, empty ones too", async () => {
    const archive = rawZip([
      { name: "a/b.txt", content: "hello" },
      { name: "c", content: "x".repeat(5000), deflate: true },
      { name: "empty", content: "" },
    ]);
    expect(await contents(archive)).toEqual({ "a/b.txt": "hello", c: "x".repeat(5000), empty: "" });
    expect(await contents(rawZip([]))).toEqual({});
  });

  test.each(["narrow", "wide", "narrow-unsigned", "wide-unsigned"] as const)(
    "a %s data descriptor",
    async (descriptor) => {
      const entry = { content: "hello hello hello", deflate: true, descriptor };
      expect(
        await contents(
          rawZip([
            { ...entry, name: "a" },
            { ...entry, name: "b" },
          ]),
        ),
      ).toEqual({
        a: "hello hello hello",
        b: "hello hello hello",
      });
    },
  );

  test("sizes in zip64 fields (A27)", async () => {
    expect(await contents(one({ zip64: true }))).toEqual({ a: "hello" });
  });

  test("size, kind and path of each entry", async () => {
    const archive = rawZip([
      { name: "file", content: "abc", mode: 0o100755 },
      { name: "dir/", content: "" },
      { name: "folder", content: "", mode: 0o040755 },
      { name: "link", content: "target", mode: 0o120777 },
      { name: "pipe", content: "", mode: 0o010644 },
      { name: "link of macOS", content: "target", mode: 0o120777, system: 19 },
      { name: "no mode of Unix", content: "target", mode: 0o120777, system: 0 },
      { name: "plain", content: "" },
    ]);
    const entries = await collect(readUntrustedZip(bytesSource(archive)));
    expect(entries.map(({ path, size, kind }) => [path, size, kind])).toEqual([
      ["file", 3, "file"],
      ["dir/", 0, "directory"],
      ["folder", 0, "directory"],
      ["link", 6, "link"],
      ["pipe", 0, "other"],
      ["link of macOS", 6, "link"],
      ["no mode of Unix", 6, "file"],
      ["plain", 0, "file"],
    ]);
  });

  test("names that would escape, flagged and not refused (A01, A02, A03)", async () => {
    const names = [
      "../x",
      "a/../../x",
      "/abs",
      "C:\\x",
      "C:x",
      "..\\x",
      "\\\\srv\\x",
      "a\0b",
      "a/b",
      "a..b",
      "..a/b",
      "ab:c",
      "d/a:b",
    ];
    const archive = rawZip(names.map((name) => ({ name, content: "" })));
    const entries = await collect(readUntrustedZip(bytesSource(archive)));
    expect(entries.map((entry) => entry.path)).toEqual(names);
    expect(entries.map((entry) => entry.escapes)).toEqual([
      true,
      true,
      true,
      true,
      true,
      true,
      true,
      true,
      false,
      false,
      false,
      false,
      false,
    ]);
  });

  test("names in code page 437 where the UTF-8 flag is absent", async () => {
    expect(Object.keys(await contents(one({ name: Uint8Array.of(0x82), flags: 0 })))).toEqual(["é"]);
  });

  test("entries in any order, and a content more than once", async () => {
    const archive = rawZip([
      { name: "a", content: "1" },
      { name: "b", content: "2", deflate: true },
    ]);
    const reader = readUntrustedZip(bytesSource(archive));
    const first = (await reader.next()).value;
    const second = (await reader.next()).value;
    expect(Buffer.from(await second.read(9)).toString()).toBe("2");
    expect(Buffer.from(await first.read(9)).toString()).toBe("1");
    expect(Buffer.from(await second.read(9)).toString()).toBe("2");
    await reader.return(undefined);
  });
});

describe("readUntrustedZip refuses", () => {
  test.each([
    ["name", { name: "b" }],
    ["method", { method: 8 }],
    ["checksum", { crc: 1 }],
    ["packed size", { packed: 4 }],
    ["size", { size: 4 }],
    ["checksum of zero", { crc: 0 }],
    ["packed size of zero", { packed: 0 }],
    ["size of zero", { size: 0 }],
    ["UTF-8 flag", { flags: 0 }],
    ["descriptor flag", { flags: 0x808 }],
  ])("a local header with another %s than the central directory (A26)", async (_, local) => {
    await refuse("zip-malformed", one({ local }));
  });

  test("local numbers beside a descriptor that are neither zero nor true (A26)", async () => {
    expect(await contents(one({ descriptor: "narrow", local: { size: 5, packed: 5 } }))).toEqual({ a: "hello" });
    for (const local of [{ crc: 1 }, { size: 4 }, { packed: 4 }]) {
      await refuse("zip-malformed", one({ descriptor: "narrow", local }));
    }
  });

  test("zip64 numbers of the local header that differ (A27)", async () => {
    await refuse("zip-malformed", one({ zip64: true, local: { size: 6 }, central: { size: 5 } }));
  });

  test("a local size that points to a zip64 field which is absent (A27)", async () => {
    for (const local of [{ size: 0xffffffff }, { packed: 0xffffffff }]) {
      await refuse("zip-malformed", one({ content: "x", local }));
    }
  });

  test("two entries over the same bytes (A27)", async () => {
    await refuse(
      "zip-malformed",
      rawZip([
        { name: "a", content: "x" },
        { name: "a", content: "x", quotesPrevious: true },
      ]),
    );
  });

  test("an entry that quotes the next one (A27)", async () => {
    const inner = rawZip([{ name: "b", content: "inner" }]).subarray(0, 30 + 1 + 5);
    const outer = rawZip([
      { name: "a", content: inner },
      { name: "b", content: "inner" },
    ]);
    const quoted = Buffer.from(outer);
    // The second entry of the directory points into the data of the first.
    quoted.writeUInt32LE(31, quoted.length - 22 - 5);
    await refuse("zip-malformed", quoted);
  });

  test.each([0x1, 0x41, 0x2001])("an encrypted entry, flags %d (A27)", async (flags) => {
    const fault = await refuse("zip-malformed", one({ flags: flags | 0x800 }));
    expect(fault.message).toMatch(/is encrypted|is damaged/);
  });

  test("a data descriptor that is wrong or absent (A27)", async () => {
    await refuse("zip-malformed", one({ descriptor: "wrong" }));
    await refuse("zip-malformed", one({ flags: 0x808 }));
  });

  test("a size that lies, in either direction", async () => {
    const lie = (size: number) => ({ deflate: true, local: { size }, central: { size } });
    await refuse("zip-malformed", one(lie(4)));
    await refuse("zip-malformed", one(lie(6)));
    await refuse("zip-malformed", one({ local: { size: 6 }, central: { size: 6 } }));
  });

  test("a checksum that lies", async () => {
    const lie = { crc: 7 };
    const fault = await refuse("zip-malformed", one({ local: lie, central: lie }));
    expect(fault.message).toContain('"a"');
  });

  test("a damaged deflate stream and an unknown method", async () => {
    const damaged = { method: 8 };
    await refuse("zip-malformed", one({ content: Uint8Array.of(0xff, 0xff, 0xff), local: damaged, central: damaged }));
    const unknown = { method: 93 };
    await refuse("zip-malformed", one({ local: unknown, central: unknown }));
  });

  test("what is no zip, empty or cut off (A23)", async () => {
    const archive = one({});
    for (const bytes of [
      new Uint8Array(0),
      Buffer.from("no zip at all, but more than twenty-two bytes"),
      archive.subarray(0, -1),
      archive.subarray(10),
    ]) {
      await refuse("zip-malformed", bytes);
    }
  });

  test("more than the limits allow (A17, A18)", async () => {
    const archive = rawZip([
      { name: "a/b/c", content: "12345" },
      { name: "d", content: "123" },
    ]);
    const exact = { ...UNTRUSTED_LIMITS, maxEntries: 2, maxEntryBytes: 5, maxBytes: 8, maxNameBytes: 5, maxDepth: 2 };
    expect(Object.keys(await contents(archive, exact))).toHaveLength(2);
    for (const less of [
      { maxEntries: 1 },
      { maxEntryBytes: 4 },
      { maxBytes: 7 },
      { maxNameBytes: 4 },
      { maxDepth: 1 },
    ]) {
      await refuse("archive-limit", archive, { ...exact, ...less });
    }
  });

  test("an archive that grows more than a hundred times, beyond the floor (A17)", async () => {
    const archive = rawZip([{ name: "a", content: Buffer.alloc(MIB), deflate: true }]);
    expect(Object.keys(await contents(archive))).toEqual(["a"]);
    await refuse("archive-bomb", archive, { ...UNTRUSTED_LIMITS, ratioFloorBytes: MIB - 1 });
    expect(Object.keys(await contents(archive, { ...UNTRUSTED_LIMITS, ratioFloorBytes: MIB }))).toEqual(["a"]);
    for (const maxRatio of [1, 100]) {
      expect(await contents(one({}), { ...UNTRUSTED_LIMITS, ratioFloorBytes: 0, maxRatio })).toEqual({ a: "hello" });
    }
  });

  test("headers that lie behind the end", async () => {
    const archive = Buffer.from(one({}));
    const directory = archive.length - 22 - 47;
    for (const at of [directory + 42, archive.length - 6]) {
      const bytes = Buffer.from(archive);
      bytes.writeUInt32LE(archive.length - 10, at);
      await refuse("zip-malformed", bytes);
    }
  });

  test("to read more of an entry than asked for", async () => {
    const [entry] = await collect(readUntrustedZip(bytesSource(one({}))));
    await expectFault("archive-limit", () => entry?.read(4));
    expect(await entry?.read(5)).toHaveLength(5);
  });

  test("a file that becomes shorter while it is read (A29)", async () => {
    // Longer than what is held of a file while its headers are read.
    const archive = one({ content: randomBytes(300_000).toString("base64") });
    let end = archive.length;
    const source = {
      size: archive.length,
      read: (into: Uint8Array, position: number) => bytesSource(archive.subarray(0, end)).read(into, position),
    };
    await expectFault("source-truncated", async () => {
      for await (const entry of readUntrustedZip(source)) {
        end = 500;
        await entry.read(1_000_000);
      }
    });
  });
});

test.skipIf(process.platform === "win32")("a zip of Python's zipfile is read, links and all", (context) => {
  const folder = mkdtempSync(join(tmpdir(), "zip-"));
  try {
    mkdirSync(join(folder, "in/d"), { recursive: true });
    writeFileSync(join(folder, "in/d/é.txt"), "hello ".repeat(1000));
    const path = join(folder, "it.zip");
    try {
      execFileSync("python3", ["-m", "zipfile", "-c", path, "in/"], { cwd: folder, stdio: "pipe" });
    } catch {
      return context.skip("python3 is not installed");
    }
    return contents(readFileSync(path)).then((found) => {
      expect(found["in/d/é.txt"]).toBe("hello ".repeat(1000));
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("damage never gives anything but a fault", async () => {
  const archive = rawZip([
    { name: "a", content: "hello hello hello", deflate: true, descriptor: "narrow" },
    { name: "b", content: "plain", zip64: true },
  ]);
  await fc.assert(
    fc.asyncProperty(fc.nat(archive.length - 1), fc.nat(255), async (at, value) => {
      const bytes = archive.slice();
      bytes[at] = value;
      await contents(bytes).catch((error) => {
        expect(error.code).toMatch(/^(?:zip-malformed|archive-limit|archive-bomb)$/);
      });
    }),
    { numRuns: 500 },
  );
});
