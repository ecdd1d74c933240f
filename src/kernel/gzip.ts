import { crc32, deflateRawSync } from "node:zlib";

/** RFC 1952 §2.3: deflate, no flags, no time, no extra flags, system unknown (255). */
const HEADER = Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255);

/**
 * A gzip stream of one member with a fixed header (RFC 1952). The same zlib gives the same bytes; other versions may not,
 * and nothing relies on it.
 */
export function gzipCanonical(bytes: Uint8Array): Uint8Array {
  const trailer = Buffer.alloc(8);
  trailer.writeUInt32LE(crc32(bytes), 0);
  trailer.writeUInt32LE(bytes.length % 2 ** 32, 4);
  return new Uint8Array(Buffer.concat([HEADER, deflateRawSync(bytes, { level: 9 }), trailer]));
}
