import { createHash } from "node:crypto";

/** Leaves from the first to before the second. */
export type Part = readonly [number, number];

/** A tree as RFC 9162 §2.1 defines it, word for word: the tests compare ours with it. */
export interface NaiveTree {
  readonly leaves: readonly Buffer[];
  /** MTH of a part of the leaves. */
  root(end: number, start?: number): Buffer;
  inclusionProof(index: number, size: number): Buffer[];
  consistencyProof(oldSize: number, size: number): Buffer[];
}

/** Of leaves that are all different. */
export function naiveTree(count: number): NaiveTree {
  const leaves = Array.from({ length: count }, (_, index) => sha256(Buffer.from(`leaf ${index}`)));
  const known = new Map<string, Buffer>();
  const root = (end: number, start = 0): Buffer => {
    const hash = known.get(`${start}-${end}`) ?? compute(start, end);
    known.set(`${start}-${end}`, hash);
    return hash;
  };
  const compute = (start: number, end: number): Buffer => {
    if (end === start) return sha256();
    if (end - start === 1) return leaves[start] as Buffer;
    const middle = start + splitOf(end - start);
    return naiveNode(root(middle, start), root(end, middle));
  };
  const hashes = (parts: readonly Part[]) => parts.map(([start, end]) => root(end, start));
  return {
    leaves,
    root,
    inclusionProof: (index, size) => hashes(pathOf(index, [0, size])),
    consistencyProof: (oldSize, size) => hashes(oldSize === size ? [] : subproofOf(oldSize, [0, size], true)),
  };
}

/** PATH(m, D[n]) of §2.1.3.1. */
export function pathOf(m: number, [start, end]: Part): Part[] {
  if (end - start === 1) return [];
  const middle = start + splitOf(end - start);
  if (m < middle - start) return [...pathOf(m, [start, middle]), [middle, end]];
  return [...pathOf(m - (middle - start), [middle, end]), [start, middle]];
}

/** SUBPROOF(m, D[n], b) of §2.1.4.1. */
export function subproofOf(m: number, [start, end]: Part, b: boolean): Part[] {
  if (m === end - start) return b ? [] : [[start, end]];
  const middle = start + splitOf(end - start);
  if (m <= middle - start) return [...subproofOf(m, [start, middle], b), [middle, end]];
  return [...subproofOf(m - (middle - start), [middle, end], false), [start, middle]];
}

/** "the largest power of two smaller than n". */
function splitOf(n: number): number {
  let power = 1;
  while (power * 2 < n) power *= 2;
  return power;
}

export function naiveNode(left: Uint8Array, right: Uint8Array): Buffer {
  return sha256(Uint8Array.of(1), left, right);
}

function sha256(...parts: readonly Uint8Array[]): Buffer {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest();
}
