import { createHash } from "node:crypto";

/**
 * An append-only Merkle tree of RFC 6962 §2.1 that keeps the hash of every complete subtree: appending costs O(log n),
 * and root and proofs can be had for any size up to the present one. Indices and sizes are counts of leaves; a size that
 * the tree never had is the caller's mistake, not hostile input.
 */
export interface MerkleTree {
  size(): number;
  /** Appends a leaf; returns its index. */
  append(leafHash: Uint8Array): number;
  /** MTH(D[0:size]). */
  root(size: number): Uint8Array;
  /** PATH(index, D[0:size]), from the leaf's sibling up (§2.1.1). */
  inclusionProof(index: number, size: number): Uint8Array[];
  /** PROOF(oldSize, D[0:size]) (§2.1.2); empty if the sizes are equal or the old one is 0. */
  consistencyProof(oldSize: number, size: number): Uint8Array[];
}

export function createMerkleTree(): MerkleTree {
  // levels[k][i] is the hash of the complete subtree over leaves [i·2^k, (i+1)·2^k).
  const levels: Uint8Array[][] = [[]];
  const rangeHash = (start: number, end: number): Uint8Array => {
    const count = end - start;
    const level = Math.log2(count);
    if (Number.isInteger(level)) return levels[level]![start / count]!;
    const split = start + largestPowerBelow(count);
    return nodeHash(rangeHash(start, split), rangeHash(split, end));
  };
  return {
    size: () => levels[0]!.length,
    append: (leafHash) => append(levels, leafHash),
    root: (size) => (size === 0 ? createHash("sha256").digest() : rangeHash(0, size)),
    inclusionProof: (index, size) => path(rangeHash, index, 0, size),
    consistencyProof: (oldSize, size) =>
      oldSize === 0 || oldSize === size ? [] : subproof(rangeHash, oldSize, { start: 0, end: size, whole: true }),
  };
}

/** MTH of one entry: SHA-256 of 0x00 and its bytes. */
export function hashLeaf(entry: Uint8Array): Uint8Array {
  return createHash("sha256").update(Uint8Array.of(0)).update(entry).digest();
}

type RangeHash = (start: number, end: number) => Uint8Array;

function append(levels: Uint8Array[][], leafHash: Uint8Array): number {
  let index = levels[0]!.push(leafHash) - 1;
  const appended = index;
  for (let level = 0; index % 2 === 1; level += 1) {
    const nodes = levels[level]!;
    levels[level + 1] ??= [];
    index = levels[level + 1]!.push(nodeHash(nodes[index - 1]!, nodes[index]!)) - 1;
  }
  return appended;
}

function path(rangeHash: RangeHash, index: number, start: number, end: number): Uint8Array[] {
  if (end - start === 1) return [];
  const split = start + largestPowerBelow(end - start);
  return index < split
    ? [...path(rangeHash, index, start, split), rangeHash(split, end)]
    : [...path(rangeHash, index, split, end), rangeHash(start, split)];
}

/** SUBPROOF(oldSize - start, D[start:end], whole) of §2.1.2. */
function subproof(
  rangeHash: RangeHash,
  oldSize: number,
  { start, end, whole }: { start: number; end: number; whole: boolean },
): Uint8Array[] {
  if (oldSize === end) return whole ? [] : [rangeHash(start, end)];
  const split = start + largestPowerBelow(end - start);
  return oldSize <= split
    ? [...subproof(rangeHash, oldSize, { start, end: split, whole }), rangeHash(split, end)]
    : [...subproof(rangeHash, oldSize, { start: split, end, whole: false }), rangeHash(start, split)];
}

function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  return createHash("sha256").update(Uint8Array.of(1)).update(left).update(right).digest();
}

/** The largest power of two smaller than `count`, which is at least 2. */
function largestPowerBelow(count: number): number {
  return 2 ** Math.floor(Math.log2(count - 1));
}
