import type { Cryptography } from "../../crypto/cryptography.ts";
import { concatBytes, equalBytes } from "../../kernel/bytewise.ts";
import { largestPowerBelow } from "./tree-ranges.ts";

/** As much of cryptography as a tree needs. */
export type TreeHashing = Pick<Cryptography, "digest">;

/** MTH of one entry: SHA-256 of 00 and its bytes (RFC 9162 §2.1.1). */
export function leafHash(entry: Uint8Array, crypto: TreeHashing): Promise<Uint8Array> {
  return crypto.digest("sha256", concatBytes(Uint8Array.of(0), entry));
}

/** SHA-256 of 01 and the hashes of both subtrees (RFC 9162 §2.1.1). */
export function nodeHash(left: Uint8Array, right: Uint8Array, crypto: TreeHashing): Promise<Uint8Array> {
  return crypto.digest("sha256", concatBytes(Uint8Array.of(1), left, right));
}

/** A claim that a leaf is in a tree. */
export interface InclusionProof {
  readonly index: bigint;
  readonly treeSize: bigint;
  /** From the leaf's sibling up, 32 bytes each. */
  readonly hashes: readonly Uint8Array[];
}

export const HASH_BYTES = 32;

/**
 * The root of the tree that the proof is for (RFC 9162 §2.1.3.2); undefined if the proof has not the shape that index and size
 * demand. The caller compares it with a root that the log signed.
 */
export async function rootOfProof(
  leaf: Uint8Array,
  { index, treeSize, hashes }: InclusionProof,
  crypto: TreeHashing,
): Promise<Uint8Array | undefined> {
  // Step 1.
  if (index < 0n || index >= treeSize || [leaf, ...hashes].some(({ length }) => length !== HASH_BYTES)) {
    return undefined;
  }
  // Steps 2 and 3: fn, sn, r.
  let [place, last, root] = [index, treeSize - 1n, leaf];
  for (const hash of hashes) {
    // Step 4: a proof longer than the tree is high.
    if (last === 0n) return undefined;
    if ((place & 1n) === 1n || place === last) {
      root = await nodeHash(hash, root, crypto);
      while ((place & 1n) === 0n && place !== 0n) [place, last] = [place >> 1n, last >> 1n];
    } else {
      root = await nodeHash(root, hash, crypto);
    }
    [place, last] = [place >> 1n, last >> 1n];
  }
  // Step 5: a shorter one.
  return last === 0n ? root : undefined;
}

/** A claim that the tree of the first head was extended to that of the second. */
export interface ConsistencyProof {
  readonly firstSize: bigint;
  readonly firstRoot: Uint8Array;
  readonly secondSize: bigint;
  readonly secondRoot: Uint8Array;
  /** 32 bytes each. */
  readonly hashes: readonly Uint8Array[];
}

/**
 * Whether the second tree holds the leaves of the first, in their places, and then others (RFC 9162 §2.1.4.2). Of an empty first
 * tree a proof says nothing, and there is none.
 */
export async function isConsistent(
  { firstSize, firstRoot, secondSize, secondRoot, hashes }: ConsistencyProof,
  crypto: TreeHashing,
): Promise<boolean> {
  if (firstSize < 1n || firstSize > secondSize || hashes.some(({ length }) => length !== HASH_BYTES)) return false;
  if (firstSize === secondSize) return hashes.length === 0 && equalBytes(firstRoot, secondRoot);
  // Step 2: "if first is an exact power of 2, then prepend first_hash".
  const isPower = (firstSize & (firstSize - 1n)) === 0n;
  const [start, ...path] = isPower ? [firstRoot, ...hashes] : hashes;
  if (start === undefined) return false;
  // Steps 3 and 4.
  let [place, last] = [firstSize - 1n, secondSize - 1n];
  while ((place & 1n) === 1n) [place, last] = [place >> 1n, last >> 1n];
  // Steps 5 and 6: fr, sr.
  let [first, second] = [start, start];
  for (const hash of path) {
    if (last === 0n) return false;
    if ((place & 1n) === 1n || place === last) {
      first = await nodeHash(hash, first, crypto);
      second = await nodeHash(hash, second, crypto);
      while ((place & 1n) === 0n && place !== 0n) [place, last] = [place >> 1n, last >> 1n];
    } else {
      second = await nodeHash(second, hash, crypto);
    }
    [place, last] = [place >> 1n, last >> 1n];
  }
  // Step 7.
  return last === 0n && equalBytes(first, firstRoot) && equalBytes(second, secondRoot);
}

/** MTH of a whole list of leaf hashes (RFC 9162 §2.1.1), the digest of nothing for none: for who has them all. */
export async function rootOfLeaves(leaves: readonly Uint8Array[], crypto: TreeHashing): Promise<Uint8Array> {
  const [first] = leaves;
  if (first === undefined) return crypto.digest("sha256", new Uint8Array());
  if (leaves.length === 1) return first;
  const split = largestPowerBelow(leaves.length);
  const left = await rootOfLeaves(leaves.slice(0, split), crypto);
  return nodeHash(left, await rootOfLeaves(leaves.slice(split), crypto), crypto);
}
