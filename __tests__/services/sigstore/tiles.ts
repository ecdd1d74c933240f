import { createHash } from "node:crypto";

/** The hashes of a tile of the tree over the leaves (https://c2sp.org/tlog-tiles), computed from the leaves alone. */
export function tileOf(leaves: readonly Uint8Array[], level: number, index: number): Buffer {
  const under = 256 ** level;
  const hashes: Buffer[] = [];
  for (let at = index * 256; at < (index + 1) * 256 && (at + 1) * under <= leaves.length; at += 1) {
    hashes.push(rootOf(leaves.slice(at * under, (at + 1) * under)));
  }
  return Buffer.concat(hashes);
}

/** Of a number of leaves that is a power of two. */
function rootOf(hashes: readonly Uint8Array[]): Buffer {
  if (hashes.length === 1) return Buffer.from(hashes[0] as Uint8Array);
  const pairs = hashes.flatMap((left, at) => (at % 2 === 0 ? [nodeHash(left, hashes[at + 1] as Uint8Array)] : []));
  return rootOf(pairs);
}

function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  return createHash("sha256").update(Uint8Array.of(1)).update(left).update(right).digest();
}
