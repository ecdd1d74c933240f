import type { ByteSource } from "./byte-source.ts";

/** Bytes of a source from `position` on: `length` of them, or fewer if it ends. */
export async function readAt(source: ByteSource, position: number, length: number): Promise<Uint8Array> {
  const room = Math.max(0, Math.min(length, source.size - position));
  const bytes = new Uint8Array(room);
  let count = 0;
  while (count < room) {
    const got = await source.read(bytes.subarray(count), position + count);
    if (got === 0) break;
    count += got;
  }
  return bytes.subarray(0, count);
}

/** As `readAt`, as a view of exactly `length` bytes; undefined if the source ends before. */
export async function viewAt(source: ByteSource, position: number, length: number): Promise<DataView | undefined> {
  if (!Number.isSafeInteger(position) || position < 0) return undefined;
  const bytes = await readAt(source, position, length);
  return bytes.length === length ? new DataView(bytes.buffer, bytes.byteOffset, length) : undefined;
}
