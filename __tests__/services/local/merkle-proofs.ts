import { createMerkleTree } from "../../../src/services/local/merkle-tree.ts";

/** RFC 9162 §2.1.3.2: the root that an inclusion proof leads to; undefined where it has another length than such a proof. */
export function climb(
  leaf: Uint8Array,
  index: number,
  size: number,
  proof: readonly Uint8Array[],
): Uint8Array | undefined {
  if (index >= size) return undefined;
  let [fn, sn, hash] = [index, size - 1, leaf];
  for (const sibling of proof) {
    if (sn === 0) return undefined;
    if (fn % 2 === 1 || fn === sn) {
      hash = node(sibling, hash);
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [fn >> 1, sn >> 1];
    } else {
      hash = node(hash, sibling);
    }
    [fn, sn] = [fn >> 1, sn >> 1];
  }
  return sn === 0 ? hash : undefined;
}

interface History {
  readonly older: number;
  readonly newer: number;
  readonly oldRoot: Uint8Array;
}

/** RFC 9162 §2.1.4.2: both roots that a consistency proof leads to; none where it has another length than such a proof. */
export function rootsOf({ older, newer, oldRoot }: History, proof: readonly Uint8Array[]): Uint8Array[] {
  if (older === newer) return proof.length === 0 ? [oldRoot, oldRoot] : [];
  const path = Number.isInteger(Math.log2(older)) ? [oldRoot, ...proof] : proof;
  const [start, ...rest] = path;
  if (start === undefined) return [];
  let [fn, sn] = [older - 1, newer - 1];
  while (fn % 2 === 1) [fn, sn] = [fn >> 1, sn >> 1];
  let [first, second] = [start, start];
  for (const hash of rest) {
    if (sn === 0) return [];
    if (fn % 2 === 1 || fn === sn) {
      [first, second] = [node(hash, first), node(hash, second)];
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [fn >> 1, sn >> 1];
    } else {
      second = node(second, hash);
    }
    [fn, sn] = [fn >> 1, sn >> 1];
  }
  return sn === 0 ? [first, second] : [];
}

function node(left: Uint8Array, right: Uint8Array): Uint8Array {
  const tree = createMerkleTree();
  tree.append(left);
  tree.append(right);
  return tree.root(2);
}
