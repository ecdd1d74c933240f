import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { nodeCryptography } from "../../../src/crypto/node.ts";
import { ROOT_ENTRY } from "../../../src/domain/capsule/entry-names.ts";
import { packCapsule } from "../../../src/domain/capsule/pack.ts";
import { readCapsule, readChosen } from "../../../src/domain/capsule/read-capsule.ts";
import { gzipCanonical } from "../../../src/kernel/archives/gzip.ts";
import { Fault } from "../../../src/kernel/fault.ts";
import type { FaultCode } from "../../../src/kernel/fault-codes.ts";
import { formatTar } from "../../../src/kernel/tar.ts";
import { encodeUtf8 } from "../../../src/kernel/utf8.ts";
import { expectFault } from "../../expect-fault.ts";
import { digestsOf } from "./digests-of.ts";
import { entryMap } from "./sample-root.ts";

const folder = mkdtempSync(join(tmpdir(), "capsule-"));
afterAll(() => rmSync(folder, { recursive: true }));

const ROOT = encodeUtf8('{"mediaType":"x"}');
const pack = (capsule: Parameters<typeof packCapsule>[0]) => packCapsule(capsule, gzipCanonical);
const packed = pack({ root: ROOT, entries: entryMap() });

async function* chunks(bytes: Uint8Array, size = 97): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
const read = (bytes: Uint8Array) => readCapsule(chunks(bytes), nodeCryptography);
/** A capsule around entries in the order given. */
const archive = (...names: string[]) =>
  gzipCanonical(formatTar(names.map((name) => ({ name, bytes: name === ROOT_ENTRY ? ROOT : encodeUtf8(name) }))));

describe("capsule file", () => {
  test("reads back as it was packed, in bytewise order after the root", async () => {
    const capsule = await read(packed);
    expect(capsule.root).toEqual(ROOT);
    expect([...capsule.entries.keys()]).toEqual([...entryMap().keys()].sort());
    expect(new Map(capsule.entries)).toEqual(entryMap());
  });

  test("is the same whatever the order of entries given", () => {
    const reversed = new Map([...entryMap()].reverse());
    expect(pack({ root: ROOT, entries: reversed })).toEqual(packed);
  });

  test("may hold the root alone", async () => {
    expect((await read(pack({ root: ROOT, entries: new Map() }))).entries.size).toBe(0);
  });

  test("is listed and extracted by tar", () => {
    const path = join(folder, "a.capsule");
    writeFileSync(path, packed);
    const listed = execFileSync("tar", ["--utc", "-tvzf", path], { encoding: "utf8" }).trim().split("\n");
    expect(listed[0]).toMatch(/^-rw-r--r-- 0\/0 +\d+ 1970-01-01 00:00 capsule\.sigstore\.json$/);
    expect(listed).toHaveLength(entryMap().size + 1);
    execFileSync("tar", ["-xzf", path, "-C", folder]);
    expect(new Uint8Array(readFileSync(join(folder, "VERIFY.md")))).toEqual(entryMap().get("VERIFY.md"));
    expect(execFileSync("gzip", ["-t", "-v", "-S", ".capsule", path], { stdio: "pipe" })).toBeDefined();
  });

  test.each<[string, FaultCode, string[]]>([
    ["without its root first (A25)", "capsule-root-missing", ["VERIFY.md", "capsule.sigstore.json"]],
    ["without its root (A25)", "capsule-root-missing", ["VERIFY.md"]],
    ["of no entries (A23)", "capsule-root-missing", []],
    ["with an unknown entry (A24)", "capsule-entry-name", ["capsule.sigstore.json", "README.md"]],
    ["with entries out of order", "capsule-entry-order", ["capsule.sigstore.json", "checksums.txt", "VERIFY.md"]],
  ])("is refused %s", async (_, code, names) => {
    await expectFault(code, () => read(archive(...names)));
  });

  test("is refused with two roots (A25)", async () => {
    const one = gunzipSync(archive(ROOT_ENTRY)).subarray(0, -1024);
    const two = gzipCanonical(Buffer.concat([one, one, Buffer.alloc(1024)]));
    await expectFault("archive-duplicate", () => read(two));
  });

  test("is refused where an entry stands twice (A09)", async () => {
    const tar = gunzipSync(archive(ROOT_ENTRY, "VERIFY.md"));
    const again = tar.subarray(1024, 2048);
    await expectFault("archive-duplicate", () =>
      read(gzipCanonical(Buffer.concat([tar.subarray(0, -1024), again, Buffer.alloc(1024)]))),
    );
  });

  test("is refused when packed by another program (A28)", async () => {
    writeFileSync(join(folder, ROOT_ENTRY), ROOT);
    const tar = execFileSync("tar", ["-cf", "-", "--format=ustar", ROOT_ENTRY], { cwd: folder });
    await expectFault("archive-header", () => read(gzipCanonical(tar)));
  });

  test("is refused as an empty file and as random bytes (A23)", async () => {
    await expectFault("archive-truncated", () => read(new Uint8Array()));
    await expectFault("gzip-malformed", () => read(encodeUtf8("no capsule at all")));
  });

  test("is refused wherever it is cut off (A19)", async () => {
    for (let length = 0; length < packed.length; length += 7) {
      await expectFault("archive-truncated", () => read(packed.subarray(0, length)));
    }
  });

  test("is refused with anything behind it (A20, A21, A22)", async () => {
    await expectFault("archive-trailing-data", () => read(Buffer.concat([packed, Buffer.from([0])])));
    await expectFault("archive-trailing-data", () => read(Buffer.concat([packed, packed])));
    const tar = gunzipSync(packed);
    await expectFault("archive-trailing-data", () => read(gzipCanonical(Buffer.concat([tar, tar]))));
  });

  test("is refused above the limits of entries, bytes and ratio (A17, A18)", async () => {
    const limits = { maxEntries: 2, maxEntryBytes: 1000, maxBytes: 1 << 20, maxRatio: 100 };
    await expectFault("archive-limit", () => readCapsule(chunks(packed), nodeCryptography, limits));
    const many = { ...limits, maxEntries: 100 };
    await expectFault("archive-limit", () =>
      readCapsule(chunks(packed), nodeCryptography, { ...many, maxEntryBytes: 5 }),
    );
    await expectFault("archive-limit", () =>
      readCapsule(chunks(packed), nodeCryptography, { ...many, maxBytes: 2048 }),
    );
    const zeros = { root: ROOT, entries: new Map([["VERIFY.md", new Uint8Array(32 << 20)]]) };
    await expectFault("archive-bomb", () => read(gzipSync(gunzipSync(pack(zeros)))));
  });

  test("of entries that are all alike is still read (A17)", async () => {
    const zeros = { root: ROOT, entries: new Map([["VERIFY.md", new Uint8Array(8 << 20)]]) };
    expect((await read(pack(zeros))).entries.get("VERIFY.md")).toHaveLength(8 << 20);
  });

  test("is refused with a gzip header that carries a name or a time (A28)", async () => {
    const timed = Uint8Array.from(packed);
    timed[4] = 1;
    await expectFault("gzip-malformed", () => read(timed));
    const named = join(folder, "named");
    writeFileSync(named, gunzipSync(packed));
    await expectFault("gzip-malformed", () => read(execFileSync("gzip", ["-c", "--name", named])));
  });

  test("of any changed bytes is read or refused with a fault", async () => {
    const tar = Uint8Array.from(gunzipSync(packed));
    await fc.assert(
      fc.asyncProperty(fc.nat(tar.length - 1), fc.integer({ min: 1, max: 255 }), async (at, by) => {
        const changed = Uint8Array.from(tar);
        changed[at] = (changed[at]! + by) & 255;
        try {
          // What is still read differs in content, never in form: packed again it is the same archive.
          const capsule = await read(gzipCanonical(changed));
          expect(gunzipSync(pack(capsule))).toEqual(Buffer.from(changed));
        } catch (error) {
          if (!(error instanceof Fault)) throw error;
        }
      }),
      { numRuns: 300 },
    );
    await fc.assert(
      fc.asyncProperty(fc.nat(packed.length - 1), fc.integer({ min: 1, max: 255 }), async (at, by) => {
        const changed = Uint8Array.from(packed);
        changed[at] = (changed[at]! + by) & 255;
        // Bits that deflate leaves unused change the file, and nothing that is read from it.
        try {
          expect(new Map((await read(changed)).entries)).toEqual(entryMap());
        } catch (error) {
          if (!(error instanceof Fault)) throw error;
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe("packing", () => {
  test("refuses an entry that the format does not know", async () => {
    for (const name of ["README.md", ROOT_ENTRY, "../x"]) {
      await expectFault("capsule-entry-name", () => pack({ root: ROOT, entries: new Map([[name, ROOT]]) }));
    }
  });

  test("refuses more than a reader would accept (A18)", async () => {
    const many = new Map(
      Array.from({ length: 8_192 }, (_, n) => [`evidence/${String(n).padStart(64, "0")}.bin`, ROOT] as const),
    );
    await expectFault("capsule-limit", () => pack({ root: ROOT, entries: many }));
    many.delete(`evidence/${"0".repeat(64)}.bin`);
    expect((await read(pack({ root: ROOT, entries: many }))).entries.size).toBe(8_191);
    const large = new Uint8Array((64 << 20) + 1);
    await expectFault("capsule-limit", () => pack({ root: ROOT, entries: new Map([["VERIFY.md", large]]) }));
    const half = large.subarray(0, 64 << 20);
    const total = new Map(
      Array.from({ length: 8 }, (_, n) => [`evidence/${String(n).padStart(64, "0")}.bin`, half] as const),
    );
    await expectFault("capsule-limit", () => pack({ root: ROOT, entries: total }));
  });
});

describe("a capsule that is read for one question", () => {
  const root = encodeUtf8("{}");
  const entries = new Map([
    ["VERIFY.md", encodeUtf8("# Verify\n")],
    ["checksums.txt", encodeUtf8("x")],
  ]);

  async function* once(bytes: Uint8Array) {
    yield bytes;
  }

  test("gives the root before it has taken more of the file than that needs", async () => {
    const bytes = pack({ root, entries: new Map([["checksums.txt", randomBytes(400_000)]]) });
    let taken = 0;
    async function* slowly() {
      for (let at = 0; at < bytes.length; at += 1000) {
        taken = at;
        yield bytes.subarray(at, at + 1000);
      }
    }
    const seen: number[] = [];
    await readChosen(slowly(), async () => ({ holds: undefined, at: seen.push(taken) }), nodeCryptography);
    expect(seen).toEqual([expect.any(Number)]);
    expect(seen[0]).toBeLessThan(bytes.length / 2);
  });

  test("holds what is chosen by name and size, and knows the digest of everything", async () => {
    const holds = (name: string, size: number) => name === "VERIFY.md" && size === 9;
    const read = await readChosen(once(pack({ root, entries })), async () => ({ holds }), nodeCryptography);
    expect([...read.entries.keys()]).toEqual(["VERIFY.md"]);
    expect(read.digests).toEqual(digestsOf(entries));
    expect(read.root).toEqual(root);
  });

  test("holds and hashes nothing behind a root that is not believed, and still judges the form", async () => {
    const bytes = pack({ root, entries });
    const chosen = async () => ({ holds: undefined });
    const read = await readChosen(once(bytes), chosen, nodeCryptography);
    expect([read.entries.size, read.digests.size]).toEqual([0, 0]);
    await expectFault("archive-trailing-data", () =>
      readChosen(once(Buffer.concat([bytes, bytes])), chosen, nodeCryptography),
    );
  });

  test("is refused with a root of more than 8 MiB before that is held, and not packed", async () => {
    const large = { root: randomBytes(8 * 1024 * 1024 + 1), entries: new Map<string, Uint8Array>() };
    await expectFault("capsule-limit", () => pack(large));
    const tar = formatTar([{ name: "capsule.sigstore.json", bytes: large.root }]);
    const choose = async () => {
      throw new Error("the root was read");
    };
    await expectFault("archive-limit", () => readChosen(once(gzipCanonical(tar)), choose, nodeCryptography));
  });
});
