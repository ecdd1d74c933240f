import { execFileSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { constants, deflateRawSync, gunzipSync, gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nodeCryptography } from "../../src/crypto/node.ts";
import { gzipCanonical } from "../../src/kernel/archives/gzip.ts";
import type { FaultCode } from "../../src/kernel/fault-codes.ts";
import { gunzipOneMember } from "../../src/kernel/gunzip.ts";
import { expectFault } from "../expect-fault.ts";
import { chunked } from "./chunked.ts";
import { collect } from "./collect.ts";

const MIB = 1024 * 1024;
const LIMITS = { maxBytes: 64 * MIB, maxRatio: 100 };
const unpack = async (bytes: Uint8Array, size = 1000, limits = LIMITS) =>
  Buffer.concat(await collect(gunzipOneMember(chunked(bytes, size), limits, nodeCryptography)));
const refuse = (code: FaultCode, bytes: Uint8Array, size?: number) => expectFault(code, () => unpack(bytes, size));
const CONTENT = randomBytes(200_000);
const PACKED = gzipCanonical(CONTENT);
/** Bytes that do not compress, the same ones in each run. */
const NOISE = createHash("shake256", { outputLength: 600_000 }).digest();

describe("gzipCanonical", () => {
  test("writes a fixed header, and the same bytes each time", () => {
    expect(Array.from(gzipCanonical(new Uint8Array(0)).subarray(0, 10))).toEqual([
      0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255,
    ]);
    expect(gzipCanonical(new Uint8Array(0))).toHaveLength(10 + 2 + 8);
    expect(gzipCanonical(CONTENT)).toEqual(PACKED);
  });

  test("never grows as much as a reader refuses, from any beginning on (A17)", async () => {
    const random = randomBytes(2 * MIB);
    for (const parts of [
      [Buffer.alloc(8 * MIB)],
      [random.subarray(0, 100_000), Buffer.alloc(3 * MIB), random],
      [Buffer.alloc(MIB - 1), random.subarray(0, 21_000), Buffer.alloc(MIB)],
      [Buffer.alloc(2 * MIB, random.subarray(0, 1000)), Buffer.alloc(2 * MIB, "[]")],
    ]) {
      const bytes = Buffer.concat(parts);
      const packed = gzipCanonical(bytes);
      expect(Buffer.compare(gunzipSync(packed), bytes)).toBe(0);
      for (const size of [1000, 65_536]) expect((await unpack(packed, size)).equals(bytes)).toBe(true);
    }
  });

  test("gives up small size only where a stretch grows more than 49.5 times", () => {
    const stretch = (noise: number) => Buffer.concat([NOISE.subarray(0, noise), Buffer.alloc(MIB - noise)]);
    const small = (bytes: Uint8Array) =>
      deflateRawSync(bytes, { level: 9, finishFlush: constants.Z_SYNC_FLUSH }).length;
    let noise = 21_000;
    while (MIB <= 49.5 * small(stretch(noise))) noise -= 20;
    const [below, above] = [stretch(noise + 20), stretch(noise)];
    expect(MIB / small(above)).toBeLessThan(49.8);
    expect(gzipCanonical(below)).toHaveLength(small(below) + 20);
    expect(gzipCanonical(above).length).toBeGreaterThan(MIB / 9);
  });

  test("zlib reads it", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 3000 }), (bytes) => {
        expect(Buffer.compare(gunzipSync(gzipCanonical(bytes)), bytes)).toBe(0);
      }),
    );
  });

  test.skipIf(process.platform === "win32")("gzip -t and gzip -d accept it", () => {
    expect(execFileSync("gzip", ["-dc"], { input: PACKED }).equals(CONTENT)).toBe(true);
    execFileSync("gzip", ["-t"], { input: PACKED });
  });
});

describe("gunzipOneMember", () => {
  test.each([1, 7, 4096, PACKED.length - 9, PACKED.length - 8, PACKED.length - 1, PACKED.length])(
    "gives the content back from chunks of %d bytes",
    async (size) => {
      if (size === 1) expect((await unpack(gzipCanonical(Buffer.from("hello")), 1)).toString()).toBe("hello");
      else expect((await unpack(PACKED, size)).equals(CONTENT)).toBe(true);
    },
  );

  test("gives back an empty content", async () => {
    expect(await unpack(gzipCanonical(new Uint8Array(0)), 5)).toHaveLength(0);
  });

  test("reads every level of compression", async () => {
    for (const level of [0, 1, 6, 9]) {
      const packed = withHeader(deflateRawSync(CONTENT, { level }), CONTENT);
      expect((await unpack(packed)).equals(CONTENT)).toBe(true);
    }
  });

  test("gives back every content in chunks of every size", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 500 }), fc.integer({ min: 1, max: 600 }), async (bytes, size) => {
        expect(Buffer.compare(await unpack(gzipCanonical(bytes), size), bytes)).toBe(0);
      }),
    );
  });

  test("refuses an output that grows more than a hundred times, early (A17, CVE-2023-30551, CVE-2026-48702)", async () => {
    const packed = gzipSync(Buffer.alloc(40 * MIB));
    let given = 0;
    await expectFault("archive-bomb", async () => {
      for await (const bytes of gunzipOneMember(chunked(packed, 4096), LIMITS, nodeCryptography)) given += bytes.length;
    });
    expect(given).toBeLessThan(8 * MIB);
  });

  test("does not judge the ratio of a small archive, whatever it is (A17)", async () => {
    expect(await unpack(gzipSync(Buffer.alloc(MIB)))).toHaveLength(MIB);
    await refuse("archive-bomb", gzipSync(Buffer.alloc(MIB + 1)));
  });

  test("accepts a ratio below the limit and refuses one above it (A17)", async () => {
    const mixed = Buffer.concat([randomBytes(60_000), Buffer.alloc(4 * MIB)]);
    const packed = gzipSync(mixed, { level: 9 });
    const ratio = mixed.length / packed.length;
    expect((await unpack(packed, 65_536, { ...LIMITS, maxRatio: ratio * 1.2 })).equals(mixed)).toBe(true);
    await expectFault("archive-bomb", () => unpack(packed, 65_536, { ...LIMITS, maxRatio: ratio * 0.8 }));
  });

  test("accepts a ratio that is exactly the limit (A17)", async () => {
    // Zeros are added until twice as much comes out as goes in; the ratio is highest at the end.
    const pack = (zeros: number) => deflateRawSync(Buffer.concat([NOISE, Buffer.alloc(zeros)]));
    let zeros = NOISE.length;
    while (NOISE.length + zeros !== 2 * pack(zeros).length) zeros = 2 * pack(zeros).length - NOISE.length;
    const content = Buffer.concat([NOISE, Buffer.alloc(zeros)]);
    const packed = withHeader(pack(zeros), content);
    expect(await unpack(packed, 65_536, { ...LIMITS, maxRatio: 2 })).toHaveLength(content.length);
    await expectFault("archive-bomb", () => unpack(packed, 65_536, { ...LIMITS, maxRatio: 1.999 }));
  });

  test("refuses one byte more than the limit (A17)", async () => {
    expect(await unpack(PACKED, 1000, { ...LIMITS, maxBytes: CONTENT.length })).toHaveLength(CONTENT.length);
    await expectFault("archive-limit", () => unpack(PACKED, 1000, { ...LIMITS, maxBytes: CONTENT.length - 1 }));
  });

  test("refuses a stream cut off anywhere (A19)", async () => {
    for (const length of [0, 1, 2, 9, 10, 11, 100, PACKED.length - 9, PACKED.length - 8, PACKED.length - 1]) {
      await refuse("archive-truncated", PACKED.subarray(0, length));
    }
  });

  test("refuses bytes behind the member, however the chunks fall (A20)", async () => {
    for (const tail of [1, 8, 512]) {
      const bytes = Buffer.concat([PACKED, Buffer.alloc(tail)]);
      for (const size of [1000, PACKED.length, bytes.length]) await refuse("archive-trailing-data", bytes, size);
    }
  });

  test("refuses a second member, an empty one too (A21)", async () => {
    for (const second of [PACKED, gzipCanonical(new Uint8Array(0))]) {
      const bytes = Buffer.concat([PACKED, second]);
      for (const size of [1000, PACKED.length, bytes.length]) await refuse("archive-trailing-data", bytes, size);
    }
  });

  test("refuses an empty file and random bytes (A23)", async () => {
    await refuse("archive-truncated", new Uint8Array(0));
    await refuse("gzip-malformed", Buffer.from("this is no gzip stream"));
    await refuse("gzip-malformed", Buffer.from("PK"));
    await refuse("gzip-malformed", Uint8Array.of(0x1f, 0x8c, 8, 0, 0, 0, 0, 0, 0, 0));
  });

  test.each([
    ["another method", 2, 7],
    ["a text flag", 3, 1],
    ["a header checksum", 3, 2],
    ["an extra field", 3, 4],
    ["a name", 3, 8],
    ["a comment", 3, 16],
    ["a reserved flag", 3, 0x80],
    ["a time", 4, 1],
    ["a late time", 7, 1],
  ])("refuses a header with %s (A28)", async (_, at, value) => {
    const bytes = PACKED.slice();
    bytes[at] = value;
    await refuse("gzip-malformed", bytes);
  });

  test("accepts any system and compression hint, which other writers set", async () => {
    const bytes = gzipSync(CONTENT);
    expect(bytes[9]).not.toBe(255);
    expect((await unpack(bytes)).equals(CONTENT)).toBe(true);
    bytes[8] = 2;
    expect((await unpack(bytes)).equals(CONTENT)).toBe(true);
  });

  test("refuses a wrong checksum, a wrong length and a damaged stream", async () => {
    for (const at of [PACKED.length - 8, PACKED.length - 1]) {
      const bytes = PACKED.slice();
      bytes[at] = (bytes[at] as number) ^ 1;
      await refuse("gzip-malformed", bytes);
    }
    await refuse("gzip-malformed", withHeader(Buffer.of(0xff, 0xff, 0xff, 0xff, 0xff), new Uint8Array(0)));
    const preset = deflateRawSync(CONTENT, { strategy: constants.Z_FIXED });
    preset[0] = 7;
    await refuse("gzip-malformed", withHeader(preset, CONTENT));
  });

  test("passes on the error of its source", async () => {
    async function* failing() {
      yield PACKED.subarray(0, 5000);
      throw new Error("disk gone");
    }
    await expect(collect(gunzipOneMember(failing(), LIMITS, nodeCryptography))).rejects.toThrow("disk gone");
    async function* odd() {
      yield PACKED.subarray(0, 5000);
      throw "no error at all";
    }
    await expect(collect(gunzipOneMember(odd(), LIMITS, nodeCryptography))).rejects.toBe("no error at all");
  });

  test("releases its source when the reader stops early", async () => {
    let released = false;
    async function* source() {
      try {
        for await (const chunk of chunked(PACKED, 100)) yield chunk;
      } finally {
        released = true;
      }
    }
    for await (const bytes of gunzipOneMember(source(), LIMITS, nodeCryptography)) {
      expect(bytes.length).toBeGreaterThan(0);
      break;
    }
    expect(released).toBe(true);
  });

  test("never crashes on damage: what is accepted, zlib reads the same", async () => {
    const small = gzipCanonical(Buffer.from("hello hello hello hello"));
    await fc.assert(
      fc.asyncProperty(fc.nat(small.length - 1), fc.nat(255), async (at, value) => {
        const bytes = small.slice();
        bytes[at] = value;
        const found = await unpack(bytes, 9).catch((error) => {
          expect(error.code).toMatch(/^(?:archive|gzip)-/);
          return undefined;
        });
        if (found !== undefined) expect(found.equals(gunzipSync(bytes))).toBe(true);
      }),
      { numRuns: 400 },
    );
  });
});

/** A gzip member around a deflate stream, with the checksum of `content`. */
function withHeader(deflated: Uint8Array, content: Uint8Array): Uint8Array {
  const model = gzipCanonical(content);
  return Buffer.concat([model.subarray(0, 10), deflated, model.subarray(-8)]);
}
