import type { ByteSource } from "../kernel/byte-source.ts";
import { Fault } from "../kernel/fault.ts";
import { encodeHex } from "../kernel/hex.ts";
import type { Cryptography, DigestAlgorithm } from "./cryptography.ts";

/** Two of these are held. Larger ones keep the event loop longer without hashing faster. */
const BUFFER_BYTES = 1024 * 1024;

/** What hashes, and who is told the count of bytes that were read so far. */
export interface Hashing {
  readonly crypto: Cryptography;
  readonly onBytes?: (count: number) => void;
}

/**
 * Digests of a whole source in one pass and constant memory, in lower-case hexadecimal: the next buffer is read while the
 * present one is hashed. `source-truncated` if the source does not hold exactly `source.size` bytes.
 */
export async function hashSource<A extends DigestAlgorithm>(
  source: ByteSource,
  algorithms: readonly A[],
  { crypto, onBytes }: Hashing,
): Promise<Record<A, string>> {
  const hashes = algorithms.map((algorithm) => [algorithm, crypto.streamHash(algorithm)] as const);
  // At least one byte, which finds out a source that is longer than it says.
  const room = Math.min(BUFFER_BYTES, Math.max(source.size, 1));
  let [present, next] = [new Uint8Array(room), new Uint8Array(room)];
  let count = 0;
  let length = await source.read(present, 0);
  while (length > 0) {
    count += length;
    if (count > source.size) break;
    const reading = source.read(next, count);
    // Should hashing throw, a failed read must not become an unhandled rejection.
    reading.catch(() => undefined);
    const part = present.subarray(0, length);
    for (const [, hash] of hashes) hash.update(part);
    onBytes?.(count);
    length = await reading;
    [present, next] = [next, present];
  }
  if (count !== source.size) {
    throw new Fault("source-truncated", `the file does not hold the ${source.size} bytes that its size says`);
  }
  return Object.fromEntries(hashes.map(([name, hash]) => [name, encodeHex(hash.digest())])) as Record<A, string>;
}
