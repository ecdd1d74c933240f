import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { gzipCanonical } from "../../src/kernel/archives/gzip.ts";
import type { FaultCode } from "../../src/kernel/fault-codes.ts";
import { formatTar, readTar } from "../../src/kernel/tar.ts";
import { expectFault } from "../expect-fault.ts";
import { chunked } from "./chunked.ts";
import { collect } from "./collect.ts";
import { rawHeader, rawTar, withChecksum } from "./raw-tar.ts";

const LIMITS = { maxEntries: 100, maxEntryBytes: 1 << 20, maxBytes: 1 << 22 };
const text = (value: string) => new TextEncoder().encode(value);
const file = (name: string, content = "x") => ({ name, bytes: text(content) });
const read = (archive: Uint8Array, limits = LIMITS) => collect(readTar(chunked(archive, 1000), limits));
const refuse = (code: FaultCode, archive: Uint8Array, limits = LIMITS) =>
  expectFault(code, () => read(archive, limits));
/** One entry with these header fields, then the end. */
const single = (fields: Parameters<typeof rawHeader>[0], content = "x") =>
  rawTar([{ header: rawHeader({ size: content.length, ...fields }), content }]);

describe("formatTar", () => {
  const entries = [file("capsule.sigstore.json", "{}"), file(`a/${"b".repeat(98)}`, "c".repeat(513)), file("z", "")];

  test("writes exactly the header that the format names", () => {
    const header = Buffer.from(formatTar([file("a/b.txt", "hello")])).subarray(0, 512);
    expect(header.equals(rawHeader({ name: "a/b.txt", size: 5 }))).toBe(true);
    expect(header.subarray(100, 257).toString("latin1").replace(/\0+$/, "")).toBe(
      "0000644\x000000000\x000000000\x0000000000005\x0000000000000\x00010164\x00 0".replace(
        "010164",
        header.subarray(148, 154).toString(),
      ),
    );
    expect(header.subarray(257, 265).toString("latin1")).toBe("ustar\x0000");
  });

  test("ends with two zero blocks and pads each entry with zeros", () => {
    const archive = formatTar([file("a", "x")]);
    expect(archive).toHaveLength(512 * 4);
    expect(archive.subarray(513).every((byte) => byte === 0)).toBe(true);
    expect(formatTar([])).toEqual(new Uint8Array(1024));
    expect(formatTar([file("a", "x".repeat(512))])).toHaveLength(512 * 4);
  });

  test("is read back as it was, in chunks of any size", async () => {
    const archive = formatTar(entries);
    for (const size of [1, 511, 512, 513, archive.length]) {
      expect(await collect(readTar(chunked(archive, size), LIMITS))).toEqual(entries);
    }
  });

  test.skipIf(process.platform === "win32")("GNU tar and gzip list and extract it", () => {
    const folder = mkdtempSync(join(tmpdir(), "tar-"));
    try {
      const path = join(folder, "it.tar.gz");
      writeFileSync(path, gzipCanonical(formatTar(entries)));
      execFileSync("gzip", ["-t", path]);
      execFileSync("tar", ["-xzf", path, "-C", folder]);
      for (const entry of entries) expect(readFileSync(join(folder, entry.name))).toEqual(Buffer.from(entry.bytes));
      const listed = execFileSync("tar", ["-tvzf", path], { encoding: "utf8", env: { ...process.env, TZ: "UTC" } })
        .trim()
        .split("\n");
      expect(listed).toHaveLength(3);
      for (const line of listed) expect(line).toMatch(/^-rw-r--r-- 0\/0 +\d+ 1970-01-01 00:00 /);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test("refuses the names that reading refuses", async () => {
    await expectFault("archive-entry-name", () => formatTar([file("../a")]));
    await expectFault("archive-entry-name", () => formatTar([file("a".repeat(101))]));
    await expectFault("archive-duplicate", () => formatTar([file("a"), file("A")]));
  });

  test("refuses a content larger than the header can say", async () => {
    const huge = { length: 8 ** 11 } as Uint8Array;
    await expectFault("archive-limit", () => formatTar([{ name: "a", bytes: huge }]));
  });

  test("is read back as it was, whatever the names and contents", async () => {
    const segment = fc.string({ unit: fc.constantFrom(..."ab.-_ @!~Z".split("")), minLength: 1, maxLength: 8 });
    const name = fc.array(segment, { minLength: 1, maxLength: 4 }).map((parts) => parts.join("/"));
    const entry = fc.record({ name, bytes: fc.uint8Array({ maxLength: 1100 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(entry, { maxLength: 6 }), fc.integer({ min: 1, max: 2000 }), async (some, size) => {
        let archive: Uint8Array;
        try {
          archive = formatTar(some);
        } catch {
          return;
        }
        expect(await collect(readTar(chunked(archive, size), LIMITS))).toEqual(some);
      }),
    );
  });
});

describe("readTar refuses", () => {
  test.each(["../evil", "a/../../x", "a/..", "..", "./a", ".", "a/./b"])(
    "a name that climbs: %s (A01)",
    async (name) => {
      await refuse("archive-entry-name", single({ name }));
    },
  );

  test.each(["/etc/passwd", "//a", "a//b"])("an absolute name or an empty segment: %s (A02)", async (name) => {
    await refuse("archive-entry-name", single({ name }));
  });

  test.each(["C:\\x", "C:/x", "C:../x", "c:x", "\\\\srv\\x", "..\\x", "a\\b"])(
    "a drive, a share or a backslash: %s (A03)",
    async (name) => {
      await refuse("archive-entry-name", single({ name }));
    },
  );

  test.each(["", "a/", "a\u0001", "a\n", "caf\u00e9", "a\u007f"])(
    "a name that is empty, a folder or not ASCII: %j (A18)",
    async (name) => {
      await refuse("archive-entry-name", single({ name }));
    },
  );

  test.each([
    ["a link to .. and a file through it", "A04", { name: "d", type: "2", link: ".." }],
    ["a link to an absolute place", "A05", { name: "p", type: "2", link: "/etc/passwd" }],
    ["a hard link out", "A06", { name: "h", type: "1", link: "../x" }],
    ["a hard link behind a chain of links", "A07", { name: "h", type: "1", link: "a/b/c" }],
    ["a character device", "A08", { name: "c", type: "3" }],
    ["a block device", "A08", { name: "b", type: "4" }],
    ["a FIFO", "A08", { name: "f", type: "6" }],
    ["a folder", "A11", { name: "d", type: "5" }],
    ["a PAX header with a path", "A12", { name: "x", type: "x" }],
    ["a PAX header between long names", "A13", { name: "x", type: "L" }],
    ["a long link name", "A13", { name: "x", type: "K" }],
    ["a global PAX header", "A13", { name: "x", type: "g" }],
    ["a sparse file", "A15", { name: "s", type: "S" }],
    ["a contiguous file", "A28", { name: "s", type: "7" }],
    ["an old-style file", "A28", { name: "s", type: "\0" }],
  ])("%s (%s)", async (_, __, fields) => {
    await refuse("archive-entry-type", single(fields, ""));
  });

  test("links, hard links and devices by their type, before anything is read through them (A04, A05, A06, A07, A08)", async () => {
    for (const type of "123456") {
      const archive = rawTar([
        { header: rawHeader({ name: "d", type, size: 0 }), content: "" },
        { header: rawHeader({ name: "d/x", size: 1 }), content: "x" },
      ]);
      await refuse("archive-entry-type", archive);
    }
  });

  test("folders, PAX, GNU long names and sparse files by their type (A11, A12, A13, A14, A15)", async () => {
    const record = "28 path=../../../etc/cron.d\n";
    for (const type of "5xgLKSVN") await refuse("archive-entry-type", single({ name: "safe", type }, record));
    await refuse("archive-entry-type", single({ name: "safe", type: "x" }, "12 path=a\0b\n"));
  });

  test("the same name twice (A09)", async () => {
    await refuse("archive-duplicate", rawTar([entryOf("a"), entryOf("b"), entryOf("a")]));
  });

  test("names that differ in case only (A10)", async () => {
    await refuse("archive-duplicate", rawTar([entryOf("sbom/File"), entryOf("sbom/file")]));
    await refuse("archive-duplicate", rawTar([entryOf("SBOM/a"), entryOf("sbom")]));
  });

  test("NFC and NFD names, since neither is ASCII (A10)", async () => {
    await refuse("archive-entry-name", rawTar([entryOf("caf\u00e9"), entryOf("cafe\u0301")]));
  });

  test("a file in the place of a folder, in either order (A11)", async () => {
    await refuse("archive-duplicate", rawTar([entryOf("a"), entryOf("a/b")]));
    await refuse("archive-duplicate", rawTar([entryOf("a/b/c"), entryOf("a")]));
    await refuse("archive-duplicate", rawTar([entryOf("a/b/c"), entryOf("a/b")]));
    expect(await read(rawTar([entryOf("a/b"), entryOf("a/c"), entryOf("ab")]))).toHaveLength(3);
  });

  test("a size that is negative, in base 256, blank or not octal (A14)", async () => {
    const negative = Buffer.alloc(12, 0xff);
    const wide = Buffer.alloc(12);
    wide[0] = 0x80;
    wide[11] = 1;
    for (const size of [
      negative,
      wide,
      "-0000000001\0",
      "           1",
      "0000000000a\0",
      "\0\0\0\0\0\0\0\0\0\0\0\0",
      "000000000001",
      "00000000001 ",
    ]) {
      const header = rawHeader({ name: "a", size: 1 });
      header.write(typeof size === "string" ? size : size.toString("latin1"), 124, "latin1");
      await refuse("archive-header", rawTar([{ header: withChecksum(header), content: "x" }]));
    }
  });

  test("a name with a NUL and something behind it (A14)", async () => {
    await refuse("archive-header", single({ name: "a\0../b" }));
  });

  test("an entry larger than the archive, without reserving its size (A16)", async () => {
    const limits = { maxEntries: 1, maxEntryBytes: 8 ** 11, maxBytes: 8 ** 12 };
    await refuse("archive-truncated", single({ name: "a", size: 8 ** 11 - 1 }), limits);
    await refuse("archive-limit", single({ name: "a", size: 8 ** 11 - 1 }));
  });

  test("one entry, one byte or one block more than the limits (A18)", async () => {
    const archive = formatTar([file("a"), file("b", "xyz")]);
    const exact = { maxEntries: 2, maxEntryBytes: 3, maxBytes: archive.length };
    expect(await read(archive, exact)).toHaveLength(2);
    await refuse("archive-limit", archive, { ...exact, maxEntries: 1 });
    await refuse("archive-limit", archive, { ...exact, maxEntryBytes: 2 });
    await refuse("archive-limit", archive, { ...exact, maxBytes: archive.length - 1 });
  });

  test("an archive cut off anywhere (A19)", async () => {
    const archive = formatTar([file("a", "x".repeat(600)), file("b")]);
    for (const length of [
      0,
      1,
      511,
      512,
      513,
      1111,
      1112,
      1535,
      1536,
      archive.length - 1025,
      archive.length - 1024,
      archive.length - 512,
      archive.length - 1,
    ]) {
      await refuse("archive-truncated", archive.subarray(0, length));
    }
  });

  test("anything behind the end, a second archive too (A22)", async () => {
    const archive = formatTar([file("a")]);
    for (const more of [new Uint8Array(1), new Uint8Array(512), new Uint8Array(9216), archive]) {
      await refuse("archive-trailing-data", Buffer.concat([archive, more]));
    }
  });

  test("an entry behind a single zero block (A22)", async () => {
    const archive = formatTar([file("a")]);
    await refuse("archive-trailing-data", Buffer.concat([archive.subarray(0, 1536), archive]));
  });

  test("an empty file and random bytes (A23)", async () => {
    await refuse("archive-truncated", new Uint8Array(0));
    await refuse(
      "archive-header",
      Uint8Array.from({ length: 2048 }, (_, at) => (at * 97 + 13) & 0xff),
    );
  });

  test.each([
    ["a set-user-id bit", 100, "0004644\0"],
    ["an executable bit", 100, "0000755\0"],
    ["a user", 108, "0001750\0"],
    ["a group", 116, "0001750\0"],
    ["a time", 136, "00000000001\0"],
    ["a time in spaces", 136, "           \0"],
    ["a link name", 157, "x"],
    ["the magic of GNU tar", 257, "ustar  \0"],
    ["another version", 263, "01"],
    ["a user name", 265, "root"],
    ["a group name", 297, "root"],
    ["a device number", 329, "0000001\0"],
    ["no device number", 329, "\0\0\0\0\0\0\0\0"],
    ["a prefix", 345, "../.."],
    ["bytes in the padding", 511, "x"],
  ])("a header with %s (A28)", async (_, offset, value) => {
    const header = rawHeader({ name: "a", size: 1 });
    header.write(value, offset, "latin1");
    await refuse("archive-header", rawTar([{ header: withChecksum(header), content: "x" }]));
  });

  test("a header whose checksum is wrong or written in another way (A28)", async () => {
    for (const sum of ["000000\0 ", " 12345\0 "]) {
      const header = rawHeader({ name: "a", size: 1 });
      header.write(sum, 148, "latin1");
      await refuse("archive-header", rawTar([{ header, content: "x" }]));
    }
  });

  test("padding that is not zero (A28)", async () => {
    const archive = formatTar([file("a")]);
    archive[600] = 1;
    await refuse("archive-header", archive);
  });

  test("any single byte that differs from the canonical header", async () => {
    const archive = formatTar([file("a/b", "content")]);
    await fc.assert(
      fc.asyncProperty(fc.nat(511), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
        const changed = archive.slice();
        changed[at] = (changed[at] as number) ^ flip;
        const fault = await read(changed).then(
          () => undefined,
          (error) => error.code as string,
        );
        expect(fault).toMatch(/^archive-/);
      }),
      { numRuns: 500 },
    );
  });
});

test("readTar gives out nothing that formatTar would not write again", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom(...pieces()), { maxLength: 8 }), async (parts) => {
      const bytes = Buffer.concat(parts);
      const entries = await read(bytes).catch((error) => {
        expect(error.code).toMatch(/^archive-/);
        return undefined;
      });
      if (entries !== undefined) expect(Buffer.compare(formatTar(entries), bytes)).toBe(0);
    }),
    { numRuns: 500 },
  );
});

test("readTar releases its source when the reader stops early", async () => {
  let released = false;
  async function* source() {
    try {
      yield formatTar([file("a"), file("b")]);
    } finally {
      released = true;
    }
  }
  for await (const entry of readTar(source(), LIMITS)) {
    expect(entry.name).toBe("a");
    break;
  }
  expect(released).toBe(true);
});

function entryOf(name: string) {
  return { header: rawHeader({ name, size: 1 }), content: "x" };
}

/** What archives are made of, some of it wrong. */
function pieces(): Uint8Array[] {
  const block = (content: string) => Buffer.concat([text(content), Buffer.alloc(512 - content.length)]);
  return [
    rawHeader({ name: "a", size: 1 }),
    rawHeader({ name: "b", size: 0 }),
    rawHeader({ name: "c/d", size: 512 }),
    rawHeader({ name: "../e", size: 0 }),
    rawHeader({ name: "f", size: 0, type: "2" }),
    block("x"),
    block("y".repeat(512)),
    Buffer.alloc(512),
    Buffer.alloc(1024),
    Buffer.alloc(1),
  ];
}
