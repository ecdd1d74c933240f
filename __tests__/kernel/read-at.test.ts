import { describe, expect, test } from "vitest";
import { type ByteSource, bytesSource } from "../../src/kernel/byte-source.ts";
import { readAt, viewAt } from "../../src/kernel/read-at.ts";

const BYTES = Uint8Array.from({ length: 10 }, (_, index) => index + 1);

/** Gives at most two bytes at a time, as a file may. */
function slowly(bytes: Uint8Array, size = bytes.length): ByteSource {
  const source = bytesSource(bytes);
  return { size, read: (into, position) => source.read(into.subarray(0, 2), position) };
}

describe.each([
  ["all at once", bytesSource(BYTES)],
  ["two bytes at a time", slowly(BYTES)],
])("a source that gives %s", (_how, source) => {
  test.each([
    [0, 10, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]],
    [3, 4, [4, 5, 6, 7]],
    [8, 5, [9, 10]],
    [10, 1, []],
    [11, 5, []],
    [2, 0, []],
  ])("is read from %i, %i bytes", async (position, length, expected) => {
    expect([...(await readAt(source, position, length))]).toEqual(expected);
  });

  test("is seen through a view of exactly the length, or not at all", async () => {
    expect((await viewAt(source, 2, 4))?.getUint32(0)).toBe(0x03040506);
    expect((await viewAt(source, 0, 2))?.byteLength).toBe(2);
    expect(await viewAt(source, 7, 4)).toBeUndefined();
    for (const position of [-1, 0.5, Number.NaN, Number.MAX_SAFE_INTEGER + 1]) {
      expect(await viewAt(source, position, 0)).toBeUndefined();
    }
  });
});

test("a source that ends before its size gives what it has", async () => {
  expect([...(await readAt(slowly(BYTES, 20), 7, 10))]).toEqual([8, 9, 10]);
});
