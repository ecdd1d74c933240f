import type { ByteSource } from "./byte-source.ts";
import { Fault } from "./fault.ts";

const CHUNK_BYTES = 256 * 1024;

/** The bytes of a source in order; `source-truncated` where it ends before its size. */
export async function* sourceChunks(source: ByteSource): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < source.size; ) {
    const buffer = new Uint8Array(Math.min(CHUNK_BYTES, source.size - at));
    const count = await source.read(buffer, at);
    if (count === 0) throw new Fault("source-truncated", "the file became shorter while it was read");
    at += count;
    yield buffer.subarray(0, count);
  }
}
