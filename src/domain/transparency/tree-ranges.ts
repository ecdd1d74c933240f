/** Leaves from `start` to before `end`, whose hash stands for all of them. */
export interface LeafRange {
  readonly start: number;
  readonly end: number;
}

/** What an inclusion proof consists of, from the leaf's sibling up: PATH(index, D[0:size]) of RFC 9162 §2.1.3.1. */
export function inclusionRanges(index: number, size: number): readonly LeafRange[] {
  const walk = (start: number, end: number): LeafRange[] => {
    if (end - start === 1) return [];
    const split = start + largestPowerBelow(end - start);
    return index < split
      ? [...walk(start, split), { start: split, end }]
      : [...walk(split, end), { start, end: split }];
  };
  return walk(0, size);
}

/** What a consistency proof consists of: PROOF(oldSize, D[0:size]) of RFC 9162 §2.1.4.1; empty from nothing, and to itself. */
export function consistencyRanges(oldSize: number, size: number): readonly LeafRange[] {
  const walk = (start: number, end: number, isWhole: boolean): LeafRange[] => {
    if (oldSize === end) return isWhole ? [] : [{ start, end }];
    const split = start + largestPowerBelow(end - start);
    return oldSize <= split
      ? [...walk(start, split, isWhole), { start: split, end }]
      : [...walk(split, end, false), { start, end: split }];
  };
  return oldSize === 0 ? [] : walk(0, size, true);
}

/** The largest power of two smaller than `count`, which is at least 2: where a tree of so many leaves is split. */
export function largestPowerBelow(count: number): number {
  return 2 ** Math.floor(Math.log2(count - 1));
}
