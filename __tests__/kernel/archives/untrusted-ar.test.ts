import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readUntrustedAr } from "../../../src/kernel/archives/untrusted-ar.ts";
import { UNTRUSTED_LIMITS } from "../../../src/kernel/archives/untrusted-entry.ts";
import { bytesSource } from "../../../src/kernel/byte-source.ts";
import type { FaultCode } from "../../../src/kernel/fault-codes.ts";
import { expectFault } from "../../expect-fault.ts";
import { collect } from "../collect.ts";

const MAGIC = "!<arch>\n";
/** One member as Debian writes it; `size` where the header is to say another one. */
const member = (name: string, content: string, size: number | string = content.length) =>
  `${name.padEnd(16)}${"0".padEnd(12)}${"0".padEnd(6)}${"0".padEnd(6)}${"100644".padEnd(8)}${String(size).padEnd(10)}\`\n` +
  `${content}${content.length % 2 === 0 ? "" : "\n"}`;
const archiveOf = (...members: string[]) => Buffer.from(MAGIC + members.join(""), "latin1");

const list = (archive: Uint8Array, limits = UNTRUSTED_LIMITS) => collect(readUntrustedAr(bytesSource(archive), limits));
async function contents(archive: Uint8Array, limits = UNTRUSTED_LIMITS): Promise<[string, string][]> {
  const found: [string, string][] = [];
  for (const entry of await list(archive, limits)) {
    found.push([entry.path, Buffer.from(await entry.read(1000)).toString("latin1")]);
  }
  return found;
}
const refuse = (code: FaultCode, archive: Uint8Array, limits = UNTRUSTED_LIMITS) =>
  expectFault(code, () => contents(archive, limits));

describe("readUntrustedAr reads", () => {
  test("members of even, odd and no size, as Debian packages have them", async () => {
    const archive = archiveOf(
      member("debian-binary", "2.0\n"),
      member("control.tar.xz", "odd"),
      member("empty", ""),
      member("data.tar.xz", "last!"),
    );
    const expected = [
      ["debian-binary", "2.0\n"],
      ["control.tar.xz", "odd"],
      ["empty", ""],
      ["data.tar.xz", "last!"],
    ];
    expect(await contents(archive)).toEqual(expected);
    expect(await contents(archive.subarray(0, -1))).toEqual(expected);
  });

  test("an archive with no members", async () => {
    expect(await list(archiveOf())).toEqual([]);
  });

  test("names with the slash that GNU ar ends them with, and that alone", async () => {
    const names = ["a/", "a/b/", "a//", "  b  c ", "x".repeat(16)];
    const found = await list(archiveOf(...names.map((name) => member(name, ""))));
    expect(found.map(({ path }) => path)).toEqual(["a", "a/b", "a/", "  b  c", "x".repeat(16)]);
  });

  test("names that would escape, flagged and not refused (A01, A02)", async () => {
    const found = await list(archiveOf(member("../x", "1"), member("/abs", ""), member("ok/", "")));
    expect(found.map(({ path, escapes, kind, size }) => [path, escapes, kind, size])).toEqual([
      ["../x", true, "file", 1],
      ["/abs", true, "file", 0],
      ["ok", false, "file", 0],
    ]);
  });

  test("each content as often as it is asked for, and in any order", async () => {
    const [first, second] = await list(archiveOf(member("a", "one"), member("b", "second")));
    for (const [entry, text] of [
      [second, "second"],
      [first, "one"],
      [second, "second"],
    ] as const) {
      expect(Buffer.from((await entry?.read(10)) ?? []).toString()).toBe(text);
    }
  });

  test("a content in several reads, from a source that gives less than is asked for", async () => {
    const archive = archiveOf(member("a", "one"), member("b", "the second"));
    const slow = {
      size: archive.length,
      read: (into: Uint8Array, position: number) => bytesSource(archive).read(into.subarray(0, 4), position),
    };
    const found = await collect(readUntrustedAr(slow));
    expect(await Promise.all(found.map(async (entry) => Buffer.from(await entry.read(99)).toString()))).toEqual([
      "one",
      "the second",
    ]);
  });

  test.skipIf(process.platform === "win32")("what ar writes", async (context) => {
    const folder = mkdtempSync(join(tmpdir(), "ar-"));
    try {
      writeFileSync(join(folder, "one"), "odd");
      writeFileSync(join(folder, "two.txt"), "even");
      try {
        execFileSync("ar", ["qc", "it.ar", "one", "two.txt"], { cwd: folder, stdio: "pipe" });
      } catch {
        return context.skip("ar is not installed");
      }
      expect(await contents(readFileSync(join(folder, "it.ar")))).toEqual([
        ["one", "odd"],
        ["two.txt", "even"],
      ]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe("readUntrustedAr refuses", () => {
  test("an archive cut off within a header or a member (A16, A19)", async () => {
    const archive = archiveOf(member("a", "even"), member("b", "second"));
    for (const length of [9, 8 + 59, 8 + 60, 8 + 63, 8 + 64 + 1, 8 + 64 + 59, archive.length - 1]) {
      await refuse("archive-truncated", archive.subarray(0, length));
    }
    await refuse("archive-truncated", archiveOf(member("a", "x", 9_999_999)));
    expect(await contents(archive.subarray(0, 8 + 64))).toHaveLength(1);
  });

  test.each(["-1", "", "abc", "0x10", "1e3", "+5", "1.5", "5`\n", " 5", "5 5", "99999999-9"])(
    "a size that is %j (A14)",
    async (size) => {
      await refuse("archive-header", archiveOf(member("a", "12345", size)));
    },
  );

  test("a header whose end is not where it should be", async () => {
    const good = member("a", "12345");
    await refuse("archive-header", archiveOf(good.replace("`\n", "`x")));
    await refuse("archive-header", archiveOf(good.replace("`\n", "'\n")));
    await refuse("archive-header", archiveOf(good.replace("a", "")));
    await refuse("archive-header", archiveOf(`x${good}`));
    await refuse("archive-header", archiveOf(good, "\n".repeat(60)));
  });

  test("more than the limits allow (A17, A18)", async () => {
    const archive = archiveOf(member("a/b/c/", "12345"), member("d", "123"));
    const exact = { ...UNTRUSTED_LIMITS, maxEntries: 2, maxEntryBytes: 5, maxBytes: 8, maxNameBytes: 5, maxDepth: 2 };
    expect(await contents(archive, exact)).toHaveLength(2);
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

  test("to read more of a member than asked for", async () => {
    const [entry] = await list(archiveOf(member("a", "12345")));
    expect(await entry?.read(5)).toHaveLength(5);
    await expectFault("archive-limit", () => entry?.read(4));
  });

  test("damage, with nothing but a fault", async () => {
    const archive = archiveOf(member("a", "hello"), member("b/", "even"));
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 8, max: archive.length - 1 }), fc.nat(255), async (at, value) => {
        const bytes = Buffer.from(archive);
        bytes[at] = value;
        await contents(bytes).catch((error) => {
          expect(error.code).toMatch(/^archive-/);
        });
      }),
      { numRuns: 300 },
    );
  });
});
