import { encodeHex } from "../kernel/hex.ts";
import type { Cryptography } from "./cryptography.ts";

/** Chunks on their way to a reader, and the digest of exactly these. */
export interface HashedChunks {
  readonly chunks: AsyncIterable<Uint8Array>;
  /** SHA-256 of all chunks in lower-case hexadecimal; takes those that the reader left. */
  finish(): Promise<string>;
}

/** Hashes what a reader reads, so that no byte is read twice and the digest is of the bytes that were looked at. */
export function hashedChunks(source: AsyncIterable<Uint8Array>, crypto: Cryptography): HashedChunks {
  const hash = crypto.streamHash("sha256");
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
      return encodeHex(hash.digest());
    },
  };
}
