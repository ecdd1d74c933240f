import { createHash } from "node:crypto";
import { consistencyRanges, inclusionRanges, largestPowerBelow } from "../../domain/transparency/tree-ranges.ts";

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
    inclusionProof: (index, size) => inclusionRanges(index, size).map(({ start, end }) => rangeHash(start, end)),
    consistencyProof: (oldSize, size) =>
      consistencyRanges(oldSize, size).map(({ start, end }) => rangeHash(start, end)),
  };
}

/** MTH of one entry: SHA-256 of 0x00 and its bytes. */
export function hashLeaf(entry: Uint8Array): Uint8Array {
  return createHash("sha256").update(Uint8Array.of(0)).update(entry).digest();
}

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

function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  return createHash("sha256").update(Uint8Array.of(1)).update(left).update(right).digest();
}
