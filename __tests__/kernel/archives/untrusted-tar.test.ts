import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync, zstdCompressSync } from "node:zlib";
import fc from "fast-check";
import { Parser } from "tar/parse";
import { describe, expect, test, vi } from "vitest";
import type { UntrustedEntry } from "../../../src/kernel/archives/untrusted-entry.ts";
import { UNTRUSTED_LIMITS } from "../../../src/kernel/archives/untrusted-entry.ts";
import { readUntrustedTar } from "../../../src/kernel/archives/untrusted-tar.ts";
import type { FaultCode } from "../../../src/kernel/fault-codes.ts";
import { formatTar } from "../../../src/kernel/tar.ts";
import { expectFault } from "../../expect-fault.ts";
import { chunked } from "../chunked.ts";
import { collect } from "../collect.ts";
import { rawHeader, rawTar, withChecksum } from "../raw-tar.ts";

const MIB = 1024 * 1024;
const NOISE = createHash("shake256", { outputLength: 1000 }).digest();
const EMPTY_HEADER = rawHeader({ name: "e" });
const file = (name: string, content: string | Uint8Array = "x") => ({
  name,
  bytes: new Uint8Array(Buffer.from(content)),
});
const entryOf = (fields: Parameters<typeof rawHeader>[0], content = "") => ({
  header: rawHeader({ size: content.length, ...fields }),
  content,
});

async function contents(archive: Uint8Array, limits = UNTRUSTED_LIMITS, size = 1000): Promise<[string, string][]> {
  const found: [string, string][] = [];
  for await (const entry of readUntrustedTar(chunked(archive, size), limits)) {
    found.push([entry.path, Buffer.from(await entry.read(10 * MIB)).toString()]);
  }
  return found;
}
const list = async (archive: Uint8Array) => {
  const found: UntrustedEntry[] = [];
  for await (const entry of readUntrustedTar(chunked(archive))) found.push(entry);
  return found;
};
const refuse = (code: FaultCode, archive: Uint8Array, limits = UNTRUSTED_LIMITS) =>
  expectFault(code, () => contents(archive, limits));

describe("readUntrustedTar reads", () => {
  const archive = formatTar([file("a", "hello"), file("b/c", "y".repeat(70_000)), file("empty", ""), file("d", "end")]);
  const expected = [
    ["a", "hello"],
    ["b/c", "y".repeat(70_000)],
    ["empty", ""],
    ["d", "end"],
  ];

  test.each([1000, 512, 100_000, 1 << 20])("plain and gzip archives in chunks of %d bytes", async (size) => {
    expect(await contents(archive, UNTRUSTED_LIMITS, size)).toEqual(expected);
    expect(await contents(gzipSync(archive), UNTRUSTED_LIMITS, size)).toEqual(expected);
  });

  test("a chunk of one byte at a time", async () => {
    expect(await contents(formatTar([file("a", "hello")]), UNTRUSTED_LIMITS, 1)).toEqual([["a", "hello"]]);
    expect(await contents(gzipSync(formatTar([file("a", "hello")])), UNTRUSTED_LIMITS, 1)).toEqual([["a", "hello"]]);
  });

  test("gzip of several members, which pigz and others write", async () => {
    const half = archive.length / 2;
    expect(
      await contents(Buffer.concat([gzipSync(archive.subarray(0, half)), gzipSync(archive.subarray(half))])),
    ).toEqual(expected);
  });

  test("the next entries when contents are skipped or read in part", async () => {
    const found: string[] = [];
    for await (const entry of readUntrustedTar(chunked(archive, 700))) {
      found.push(entry.path);
      if (entry.path === "b/c") for await (const _ of entry.content()) break;
    }
    expect(found).toEqual(["a", "b/c", "empty", "d"]);
  });

  test("nothing of an entry once the next one was asked for", async () => {
    const entries = await list(archive);
    expect(entries.map((entry) => entry.size)).toEqual([5, 70_000, 0, 3]);
    for (const entry of entries) expect(await entry.read(MIB)).toEqual(new Uint8Array(0));
  });

  test("no further than to the entry that is asked for, and releases what is left", async () => {
    let [given, released] = [0, false];
    async function* source() {
      try {
        for await (const chunk of chunked(archive, 512)) {
          given += chunk.length;
          yield chunk;
        }
      } finally {
        released = true;
      }
    }
    for await (const entry of readUntrustedTar(source())) {
      expect([entry.path, given <= 1024, released]).toEqual(["a", true, false]);
      break;
    }
    expect(released).toBe(true);
    expect(given).toBeLessThanOrEqual(1024);
  });

  test("links, folders, devices and PAX over, by their kinds (A04, A05, A06, A07, A08)", async () => {
    const record = "15 path=longer\n";
    const found = await list(
      rawTar([
        entryOf({ name: "f" }),
        entryOf({ name: "d/", type: "5" }),
        entryOf({ name: "s", type: "2", link: "../../etc/passwd" }),
        entryOf({ name: "h", type: "1", link: "/etc/passwd" }),
        entryOf({ name: "c", type: "3" }),
        entryOf({ name: "p", type: "6" }),
        entryOf({ name: "o", type: "7" }),
        entryOf({ name: "v7", type: "\0" }),
        entryOf({ name: "dump", type: "D" }),
        entryOf({ name: "volume", type: "V" }),
        entryOf({ name: "pax", type: "x" }, record),
        entryOf({ name: "short" }, "x"),
      ]),
    );
    expect(found.map(({ path, kind }) => [path, kind])).toEqual([
      ["f", "file"],
      ["d/", "directory"],
      ["s", "link"],
      ["h", "link"],
      ["c", "other"],
      ["p", "other"],
      ["o", "file"],
      ["v7", "file"],
      ["dump", "directory"],
      ["longer", "file"],
    ]);
  });

  test("names that would escape, flagged and not refused (A01, A02, A03, A12)", async () => {
    const found = await list(
      rawTar([
        entryOf({ name: "../x" }),
        entryOf({ name: "/abs" }),
        entryOf({ name: "C:\\x" }),
        entryOf({ name: "pax", type: "x" }, "13 path=../y\n"),
        entryOf({ name: "safe" }),
        entryOf({ name: "a/b" }),
      ]),
    );
    expect(found.map(({ path, escapes }) => [path, escapes])).toEqual([
      ["../x", true],
      ["/abs", true],
      ["C:\\x", true],
      ["../y", true],
      ["a/b", false],
    ]);
  });

  test("100 000 empty entries that nobody reads, without recursing (A30)", async () => {
    const count = 100_000;
    const archive = Buffer.concat([...Array.from({ length: count }, () => EMPTY_HEADER), new Uint8Array(1024)]);
    let seen = 0;
    for await (const entry of readUntrustedTar(chunked(archive, archive.length))) seen += entry.path === "e" ? 1 : 0;
    expect(seen).toBe(count);
  });

  test("an archive within an archive as one entry, however deep (A30)", async () => {
    let archive = formatTar([file("a")]);
    for (let depth = 0; depth < 20; depth++) archive = formatTar([file("inner.tar", archive)]);
    const found = await list(archive);
    expect(found.map((entry) => entry.path)).toEqual(["inner.tar"]);
  });

  test("an archive with no entries", async () => {
    expect(await contents(new Uint8Array(1024))).toEqual([]);
  });

  test.skipIf(process.platform === "win32")("what GNU tar writes, long names and links included", async () => {
    const folder = mkdtempSync(join(tmpdir(), "untrusted-"));
    try {
      const long = `${"deep/".repeat(30)}file.txt`;
      mkdirSync(join(folder, "in", long, ".."), { recursive: true });
      writeFileSync(join(folder, "in", long), "hello");
      symlinkSync("file.txt", join(folder, "in", `${long}.link`));
      for (const format of ["gnu", "pax"]) {
        const path = join(folder, `${format}.tar.gz`);
        execFileSync("tar", [`--format=${format}`, "-czf", path, "-C", join(folder, "in"), "deep"]);
        const found = await list(readFileSync(path));
        const plain = found.filter((entry) => entry.kind === "file");
        expect(plain.map((entry) => entry.path)).toEqual([long]);
        expect(found.find((entry) => entry.kind === "link")?.path).toBe(`${long}.link`);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe("readUntrustedTar refuses", () => {
  const archive = formatTar([file("a/b/c", "12345"), file("d", "123")]);

  test("more than the limits allow (A17, A18)", async () => {
    const exact = {
      ...UNTRUSTED_LIMITS,
      maxEntries: 2,
      maxEntryBytes: 5,
      maxBytes: archive.length,
      maxNameBytes: 5,
      maxDepth: 2,
    };
    expect(await contents(archive, exact)).toHaveLength(2);
    const one = (less: Partial<typeof exact>) => refuse("archive-limit", archive, { ...exact, ...less });
    expect((await one({ maxEntries: 1 })).message).toContain("1 entries");
    expect((await one({ maxEntryBytes: 4 })).message).toContain("4 bytes in one entry");
    expect((await one({ maxBytes: archive.length - 1 })).message).toContain(`${archive.length - 1} bytes`);
    expect((await one({ maxBytes: 7 })).message).toContain("7 bytes");
    expect((await one({ maxNameBytes: 4 })).message).toContain("4 bytes in one name");
    expect((await one({ maxDepth: 1 })).message).toContain("1 levels of folders");
  });

  test("entries of kinds that are passed over, when they are too many (A18)", async () => {
    const labels = rawTar([entryOf({ name: "v1", type: "V" }), entryOf({ name: "v2", type: "V" })]);
    expect(await contents(labels, { ...UNTRUSTED_LIMITS, maxEntries: 2 })).toEqual([]);
    await refuse("archive-limit", labels, { ...UNTRUSTED_LIMITS, maxEntries: 1 });
  });

  test("a million entries after the limit, not after all of them (A18)", async () => {
    let blocks = 0;
    async function* endless() {
      for (;;) {
        blocks++;
        yield rawHeader({ name: `e${blocks}` });
      }
    }
    await expectFault("archive-limit", async () => {
      for await (const _ of readUntrustedTar(endless(), { ...UNTRUSTED_LIMITS, maxEntries: 1000 }));
    });
    expect(blocks).toBeLessThan(2000);
  });

  test("a gzip archive that grows more than a hundred times, beyond the floor (A17)", async () => {
    const packed = gzipSync(formatTar([file("a", new Uint8Array(4 * MIB))]));
    await refuse("archive-bomb", packed, { ...UNTRUSTED_LIMITS, ratioFloorBytes: MIB });
    expect(await contents(packed)).toHaveLength(1);
    const honest = gzipSync(formatTar([file("a", "hello")]));
    expect(await contents(honest, { ...UNTRUSTED_LIMITS, ratioFloorBytes: 0 })).toHaveLength(1);
  });

  test("metadata too long to be kept, which would change the name of the next entry (A18)", async () => {
    const path = "a".repeat(2 * MIB);
    const record = `${path.length + 14} path=${path}\n`;
    await refuse("archive-limit", rawTar([entryOf({ name: "pax", type: "x" }, record), entryOf({ name: "b" })]));
  });

  test("an archive cut off anywhere (A16, A19)", async () => {
    for (const length of [600, 1024 + 100, 1536 + 1, archive.length - 1024]) {
      await refuse("archive-truncated", archive.subarray(0, length));
    }
    const packed = gzipSync(archive);
    for (const length of [20, packed.length - 9, packed.length - 1]) {
      await refuse("archive-truncated", packed.subarray(0, length));
    }
    await refuse("archive-truncated", rawTar([entryOf({ name: "a", size: 1_000_000 }, "x")]));
    const behindZeros = rawTar([entryOf({ name: "a", size: 1_000_000 }, "x")]);
    await refuse("archive-truncated", Buffer.concat([new Uint8Array(512), behindZeros]));
  });

  test("what is no tar archive (A23)", async () => {
    await refuse("archive-header", Buffer.from("no archive ".repeat(200)));
    await refuse("archive-header", gzipSync(Buffer.from("no archive ".repeat(200))));
    await refuse("archive-header", gzipSync(gzipSync(archive)));
    const half = gzipSync(archive);
    await refuse("archive-header", Buffer.concat([gzipSync(half.subarray(0, 1)), gzipSync(half.subarray(1))]));
    await refuse("archive-header", zstdCompressSync(formatTar([file("a", NOISE)])));
    for (const bytes of [new Uint8Array(0), new Uint8Array(1), Buffer.from("short")]) {
      await expect(contents(bytes)).rejects.toMatchObject({
        code: expect.stringMatching(/^archive-(?:header|truncated)$/),
      });
    }
  });

  test("a header whose checksum is wrong", async () => {
    const header = rawHeader({ name: "a" });
    header[0] = 0x62;
    await refuse("archive-header", rawTar([entryOf({ name: "first" }), { header, content: "" }]));
    expect(await contents(rawTar([{ header: withChecksum(header), content: "" }]))).toHaveLength(1);
  });

  test("a damaged gzip stream", async () => {
    const packed = gzipSync(archive);
    packed[packed.length - 5] = (packed[packed.length - 5] as number) ^ 1;
    await refuse("gzip-malformed", packed);
  });

  test("bytes that only half begin like gzip", async () => {
    for (const [first, second] of [
      [0x1f, 0],
      [0, 0x8b],
    ] as const) {
      await refuse("archive-header", Uint8Array.of(first, second, ...new Uint8Array(2000)));
    }
  });

  test("to read more of an entry than asked for", async () => {
    for await (const entry of readUntrustedTar(chunked(archive))) {
      if (entry.path === "a/b/c") await expectFault("archive-limit", () => entry.read(4));
    }
  });
});

test("an error that the parser throws is a fault as well", async () => {
  const write = vi.spyOn(Parser.prototype, "write").mockImplementation(() => {
    throw new TypeError("a defect");
  });
  try {
    const fault = await expectFault("archive-header", () => list(formatTar([file("a")])));
    expect(fault.cause).toBeInstanceOf(TypeError);
  } finally {
    write.mockRestore();
  }
});

test("passes on the error of its source, and releases it", async () => {
  async function* failing() {
    yield formatTar([file("a")]).subarray(0, 700);
    throw new Error("disk gone");
  }
  await expect(collect(readUntrustedTar(failing()))).rejects.toThrow("disk gone");
  async function* packed() {
    yield gzipSync(formatTar([file("a")])).subarray(0, 50);
    throw new Error("disk gone");
  }
  await expect(collect(readUntrustedTar(packed()))).rejects.toThrow("disk gone");
  let released = false;
  async function* source() {
    try {
      for await (const chunk of chunked(gzipSync(formatTar([file("a"), file("b")])), 10)) yield chunk;
    } finally {
      released = true;
    }
  }
  for await (const entry of readUntrustedTar(source())) {
    expect(entry.path).toBe("a");
    break;
  }
  expect(released).toBe(true);
});

test("damage never gives anything but a fault", async () => {
  const archive = rawTar([
    entryOf({ name: "pax", type: "x" }, "13 path=../y\n"),
    entryOf({ name: "a" }, "hello"),
    entryOf({ name: "b", type: "L" }, "long\0"),
  ]);
  await fc.assert(
    fc.asyncProperty(fc.nat(archive.length - 1), fc.nat(255), fc.boolean(), async (at, value, packed) => {
      const bytes = Buffer.from(archive);
      bytes[at] = value;
      if (at < 512) withChecksum(bytes.subarray(0, 512) as Buffer);
      await contents(packed ? gzipSync(bytes) : bytes).catch((error) => {
        expect(error.code).toMatch(/^(?:archive|gzip)-/);
      });
    }),
    { numRuns: 500 },
  );
});

test("holds nothing of what stands behind the end of an archive", async () => {
  const archive = Buffer.concat([formatTar([file("a")]), Buffer.alloc(2 * MIB, 1)]);
  const concat = vi.spyOn(Buffer, "concat");
  try {
    expect(await contents(archive, UNTRUSTED_LIMITS, 10_000)).toEqual([["a", "x"]]);
    const joined = concat.mock.results.map(({ value }) => (value as Buffer).length);
    expect(Math.max(0, ...joined)).toBeLessThan(MIB);
  } finally {
    concat.mockRestore();
  }
});
