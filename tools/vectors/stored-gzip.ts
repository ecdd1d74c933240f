import { crc32 } from "node:zlib";

const MAX_STORED = 65_535;

/**
 * A gzip member with nothing compressed (RFC 1951 §3.2.4): its bytes depend on no zlib, so vectors are the same everywhere.
 * The header is the one that the capsule format asks for.
 */
export function storedGzip(bytes: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255)];
  for (let at = 0; at === 0 || at < bytes.length; at += MAX_STORED) {
    const block = bytes.subarray(at, at + MAX_STORED);
    const head = Buffer.alloc(5);
    head[0] = at + MAX_STORED >= bytes.length ? 1 : 0;
    head.writeUInt16LE(block.length, 1);
    head.writeUInt16LE(block.length ^ 0xffff, 3);
    parts.push(head, block);
  }
  const trailer = Buffer.alloc(8);
  trailer.writeUInt32LE(crc32(bytes), 0);
  trailer.writeUInt32LE(bytes.length, 4);
  return new Uint8Array(Buffer.concat([...parts, trailer]));
}
