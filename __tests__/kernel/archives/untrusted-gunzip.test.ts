import { setImmediate } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { gunzipUntrusted } from "../../../src/kernel/archives/untrusted-gunzip.ts";
import { expectFault } from "../../expect-fault.ts";
import { chunked } from "../chunked.ts";
import { collect } from "../collect.ts";

const unpack = async (bytes: Uint8Array, limits: { maxRatio: number; ratioFloorBytes: number }) =>
  Buffer.concat(await collect(gunzipUntrusted(chunked(bytes), limits)));

test("judges the ratio beyond the floor, and not at it (A17)", async () => {
  const packed = gzipSync(Buffer.alloc(1000));
  expect(await unpack(packed, { maxRatio: 1, ratioFloorBytes: 1000 })).toHaveLength(1000);
  await expectFault("archive-bomb", () => unpack(packed, { maxRatio: 1, ratioFloorBytes: 999 }));
});

test("accepts a ratio that is exactly the limit (A17)", async () => {
  let size = 1000;
  while (size % gzipSync(Buffer.alloc(size)).length !== 0) size++;
  const packed = gzipSync(Buffer.alloc(size));
  const ratio = size / packed.length;
  expect(await unpack(packed, { maxRatio: ratio, ratioFloorBytes: 0 })).toHaveLength(size);
  await expectFault("archive-bomb", () => unpack(packed, { maxRatio: ratio - 1, ratioFloorBytes: 0 }));
});

test("passes on the error of its source", async () => {
  async function* failing() {
    yield gzipSync(Buffer.alloc(1000)).subarray(0, 15);
    throw new Error("disk gone");
  }
  const limits = { maxRatio: 100, ratioFloorBytes: 0 };
  await expect(collect(gunzipUntrusted(failing(), limits))).rejects.toThrow("disk gone");
});

test("releases its source when the reader stops early", async () => {
  const member = gzipSync(Buffer.alloc(1000, "x"));
  let released = false;
  async function* endless() {
    try {
      for (;;) yield member;
    } finally {
      released = true;
    }
  }
  for await (const bytes of gunzipUntrusted(endless(), { maxRatio: 1000, ratioFloorBytes: 0 })) {
    expect(bytes.length).toBeGreaterThan(0);
    break;
  }
  for (let turn = 0; turn < 10 && !released; turn++) await setImmediate();
  expect(released).toBe(true);
});
