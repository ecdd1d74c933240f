import { joinBytes } from "./bytewise.ts";
/** Takes counted bytes out of a stream of chunks. Close it, so that an unfinished source is released. */
export class ByteReader {
  private readonly chunks: AsyncIterator<Uint8Array>;
  private rest: Uint8Array = new Uint8Array(0);

  constructor(source: AsyncIterable<Uint8Array>) {
    this.chunks = source[Symbol.asyncIterator]();
  }

  /** The next chunk that is not empty, or undefined at the end. */
  async next(): Promise<Uint8Array | undefined> {
    if (this.rest.length > 0) {
      const chunk = this.rest;
      this.rest = new Uint8Array(0);
      return chunk;
    }
    for (;;) {
      const step = await this.chunks.next();
      if (step.done === true) return undefined;
      if (step.value.length > 0) return step.value;
    }
  }

  /** Bytes that were taken too much; they come next. */
  giveBack(bytes: Uint8Array): void {
    this.rest = bytes;
  }

  /** Exactly `count` bytes if they have already come, as a view of the chunk; undefined if the source must be asked. */
  takeNow(count: number): Uint8Array | undefined {
    if (this.rest.length < count) return undefined;
    const bytes = this.rest.subarray(0, count);
    this.rest = this.rest.subarray(count);
    return bytes;
  }

  /** The next bytes as they come, at least one and at most `count`; undefined at the end of the source. */
  async takeSome(count: number): Promise<Uint8Array | undefined> {
    const chunk = await this.next();
    if (chunk !== undefined && chunk.length > count) {
      this.giveBack(chunk.subarray(count));
      return chunk.subarray(0, count);
    }
    return chunk;
  }

  /** Exactly `count` bytes in a buffer of its own, fewer only at the end of the source. */
  async take(count: number): Promise<Uint8Array> {
    const parts: Uint8Array[] = [];
    // Nothing is allocated for bytes that may not come.
    for (let missing = count; missing > 0; ) {
      const piece = await this.takeSome(missing);
      if (piece === undefined) break;
      parts.push(piece);
      missing -= piece.length;
    }
    return joinBytes(parts);
  }

  async close(): Promise<void> {
    await this.chunks.return?.();
  }
}
