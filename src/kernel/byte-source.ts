/** Bytes that can be read at any place without being held in memory: an open file, a part of one, or a buffer. */
export interface ByteSource {
  /** Length in bytes. */
  readonly size: number;
  /** Fills `into` from byte `position` on; resolves to the count read, which is 0 at the end only. */
  read(into: Uint8Array, position: number): Promise<number>;
}

/** A byte source over bytes that are already in memory. */
export function bytesSource(bytes: Uint8Array): ByteSource {
  return {
    size: bytes.length,
    async read(into, position) {
      const part = bytes.subarray(position, position + into.length);
      into.set(part);
      return part.length;
    },
  };
}

/** The bytes of a source from its begin to its end, in fresh chunks of at most `chunkSize` bytes. */
export async function* sourceChunks(source: ByteSource, chunkSize = 256 * 1024): AsyncGenerator<Uint8Array> {
  for (let position = 0; ; ) {
    // At least one byte, which finds out a source that is longer than it says.
    const chunk = new Uint8Array(Math.min(chunkSize, Math.max(source.size - position, 1)));
    const count = await source.read(chunk, position);
    if (count === 0) return;
    position += count;
    yield chunk.subarray(0, count);
  }
}
