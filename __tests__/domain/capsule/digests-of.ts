import { sha256Hex } from "../../../src/crypto/node-digest.ts";
import type { EntryDigest } from "../../../src/domain/capsule/read-capsule.ts";

/** What a reader notes of entries that it does not hold. */
export function digestsOf(entries: ReadonlyMap<string, Uint8Array>): ReadonlyMap<string, EntryDigest> {
  return new Map(Array.from(entries, ([name, bytes]) => [name, { size: bytes.length, sha256: sha256Hex(bytes) }]));
}
