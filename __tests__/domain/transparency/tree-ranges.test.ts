import { expect, test } from "vitest";
import { consistencyRanges, inclusionRanges, largestPowerBelow } from "../../../src/domain/transparency/tree-ranges.ts";
import { type Part, pathOf, subproofOf } from "./naive-tree.ts";

const SMALL = Array.from({ length: 24 }, (_, at) => at + 1);
const BORDERS = [255, 256, 257, 511, 512, 513, 600];

const ranges = (parts: readonly Part[]) => parts.map(([start, end]) => ({ start, end }));

test("an inclusion proof is PATH of RFC 9162, for each leaf", () => {
  for (const size of SMALL) {
    for (let index = 0; index < size; index++) {
      expect(inclusionRanges(index, size)).toEqual(ranges(pathOf(index, [0, size])));
    }
  }
  for (const size of BORDERS) {
    for (const index of [0, 1, 127, 128, 254, 255, 256, 257, 511, 512, 599].filter((one) => one < size)) {
      expect(inclusionRanges(index, size)).toEqual(ranges(pathOf(index, [0, size])));
    }
  }
});

test("a consistency proof is PROOF of RFC 9162, from each size", () => {
  for (const size of [...SMALL, ...BORDERS]) {
    const old = [...SMALL, 127, 128, ...BORDERS].filter((one) => one < size);
    for (const oldSize of old) {
      expect(consistencyRanges(oldSize, size)).toEqual(ranges(subproofOf(oldSize, [0, size], true)));
    }
    expect(consistencyRanges(0, size)).toEqual([]);
    expect(consistencyRanges(size, size)).toEqual([]);
  }
});

test.each([
  [2, 1],
  [3, 2],
  [4, 2],
  [5, 4],
  [256, 128],
  [257, 256],
  [2 ** 48, 2 ** 47],
  [2 ** 48 - 1, 2 ** 47],
  [2 ** 47 + 1, 2 ** 47],
])("a tree of %i is split at %i", (count, split) => {
  expect(largestPowerBelow(count)).toBe(split);
});
