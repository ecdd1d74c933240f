import type { Cryptography } from "../../crypto/cryptography.ts";
import { concatBytes } from "../../kernel/bytewise.ts";

/** MTH of one entry: SHA-256 of 00 and its bytes (RFC 9162 §2.1.1). */
export function leafHash(entry: Uint8Array, crypto: Cryptography): Promise<Uint8Array> {
  return crypto.digest("sha256", concatBytes(Uint8Array.of(0), entry));
}

/** SHA-256 of 01 and the hashes of both subtrees (RFC 9162 §2.1.1). */
export function nodeHash(left: Uint8Array, right: Uint8Array, crypto: Cryptography): Promise<Uint8Array> {
  return crypto.digest("sha256", concatBytes(Uint8Array.of(1), left, right));
}

/** A claim that a leaf is in a tree. */
export interface InclusionProof {
  readonly index: bigint;
  readonly treeSize: bigint;
  /** From the leaf's sibling up, 32 bytes each. */
  readonly hashes: readonly Uint8Array[];
}

const HASH_BYTES = 32;

/**
 * The root of the tree that the proof is for (RFC 9162 §2.1.3.2); undefined if the proof has not the shape that index and size
 * demand. The caller compares it with a root that the log signed.
 */
export async function rootOfProof(
  leaf: Uint8Array,
  { index, treeSize, hashes }: InclusionProof,
  crypto: Cryptography,
): Promise<Uint8Array | undefined> {
  // Step 1.
  if (index < 0n || index >= treeSize || hashes.some(({ length }) => length !== HASH_BYTES)) return undefined;
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
