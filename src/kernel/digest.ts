import { createHash } from "node:crypto";
import type { ByteSource } from "./byte-source.ts";
import { Fault } from "./fault.ts";

export type HashName = "sha256" | "sha384" | "sha512" | "sha1";

/** Two of these are held. Larger ones keep the event loop longer without hashing faster. */
const BUFFER_BYTES = 1024 * 1024;

/** The 32 bytes of SHA-256. */
export function sha256(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(createHash("sha256").update(bytes).digest());
}

/** SHA-256 in lower-case hexadecimal. */
export function sha256Hex(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/**
 * Digests of a whole source in one pass and constant memory, in lower-case hexadecimal: the next buffer is read while the
 * present one is hashed. `onBytes` receives the count read so far. `source-truncated` if the source does not hold
 * exactly `source.size` bytes.
 */
export async function hashSource<A extends HashName>(
  source: ByteSource,
  algorithms: readonly A[],
  onBytes?: (count: number) => void,
): Promise<Record<A, string>> {
  const hashes = algorithms.map((algorithm) => [algorithm, createHash(algorithm)] as const);
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
  return Object.fromEntries(hashes.map(([algorithm, hash]) => [algorithm, hash.digest("hex")])) as Record<A, string>;
}

/** Chunks on their way to a reader, and the digest of exactly these. */
export interface HashedChunks {
  readonly chunks: AsyncIterable<Uint8Array>;
  /** SHA-256 of all chunks in lower-case hexadecimal; takes those that the reader left. */
  finish(): Promise<string>;
}

/** Hashes what a reader reads, so that no byte is read twice and the digest is of the bytes that were looked at. */
export function hashedChunks(source: AsyncIterable<Uint8Array>): HashedChunks {
  const hash = createHash("sha256");
  const iterator = source[Symbol.asyncIterator]();
  const next = async (): Promise<IteratorResult<Uint8Array>> => {
    const step = await iterator.next();
    if (step.done !== true) hash.update(step.value);
    return step;
  };
  return {
    // Without `return`: a reader that ends early does not end the source.
    chunks: { [Symbol.asyncIterator]: () => ({ next }) },
    async finish() {
      for (let step = await next(); step.done !== true; ) step = await next();
      return hash.digest("hex");
    },
  };
}
