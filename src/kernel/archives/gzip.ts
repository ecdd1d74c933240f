import { constants, crc32, deflateRawSync } from "node:zlib";
import { MAX_RATIO, RATIO_FLOOR_BYTES } from "../limits.ts";

/** RFC 1952 §2.3: deflate, no flags, no time, no extra flags, system unknown (255). */
const HEADER = Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255);

/** Uncompressed bytes that are compressed together: as many as readers let pass before they judge a ratio. */
const STRETCH_BYTES = RATIO_FLOOR_BYTES;
/** With less than half of what readers allow in every stretch, no beginning of the stream reaches what they allow. */
const MAX_GROWTH = (MAX_RATIO - 1) / 2;
const LAST_BLOCK = Uint8Array.of(3, 0);

/**
 * A gzip stream of one member with a fixed header (RFC 1952) that grows less than `MAX_RATIO` times from any beginning on,
 * so that a reader that guards against bombs can read it. The same zlib gives the same bytes; other versions may not, and nothing
 * relies on it.
 */
export function gzipCanonical(bytes: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [HEADER];
  for (let at = 0; at < bytes.length; at += STRETCH_BYTES) {
    parts.push(deflateStretch(bytes.subarray(at, at + STRETCH_BYTES)));
  }
  const trailer = Buffer.alloc(8);
  trailer.writeUInt32LE(crc32(bytes), 0);
  trailer.writeUInt32LE(bytes.length % 2 ** 32, 4);
  return new Uint8Array(Buffer.concat([...parts, LAST_BLOCK, trailer]));
}

/** Whole deflate blocks, none of them the last one, that end at a byte. */
function deflateStretch(stretch: Uint8Array): Uint8Array {
  const finishFlush = constants.Z_SYNC_FLUSH;
  const small = deflateRawSync(stretch, { level: 9, finishFlush });
  if (stretch.length <= small.length * MAX_GROWTH) return small;
  // Huffman codes alone have one bit for a byte at least: 8 times.
  return deflateRawSync(stretch, { strategy: constants.Z_HUFFMAN_ONLY, finishFlush });
}
