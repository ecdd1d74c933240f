import { ByteReader } from "./byte-reader.ts";
import { concatBytes } from "./bytewise.ts";
import { Fault } from "./fault.ts";
import { RATIO_FLOOR_BYTES } from "./limits.ts";

export interface GunzipLimits {
  /** Bytes that may come out. */
  readonly maxBytes: number;
  /** Bytes out for each byte in, judged once more than `RATIO_FLOOR_BYTES` came out. */
  readonly maxRatio: number;
}

/** What a platform does for a gzip stream; `Cryptography` says how. */
export interface Inflation {
  inflateRaw(deflated: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array>;
  crc32(bytes: Uint8Array, previous: number): number;
}

const HEADER_BYTES = 10;
const TRAILER_BYTES = 8;
/** The ratio is of what was handed over, so that is never much more than what was used. */
const PIECE_BYTES = 64 * 1024;

/**
 * Unpacks a gzip stream (RFC 1952) that is exactly one member without name, comment, extra field or time, as
 * `gzipCanonical` writes it. Faults: `gzip-malformed`, `archive-truncated` (A19), `archive-trailing-data` for anything after
 * the member, a second member too (A20, A21), `archive-bomb` and `archive-limit` (A17). Bytes are given out before the
 * checksum at the end is known: nothing may be believed until the iteration has ended.
 */
export async function* gunzipOneMember(
  source: AsyncIterable<Uint8Array>,
  limits: GunzipLimits,
  platform: Inflation,
): AsyncGenerator<Uint8Array> {
  const reader = new ByteReader(source);
  try {
    requireHeader(await reader.take(HEADER_BYTES));
    const body = { handed: 0, trailer: new Uint8Array(0) };
    const sums = { crc: 0, length: 0 };
    for await (const bytes of platform.inflateRaw(allButTrailer(reader, body))) {
      sums.crc = platform.crc32(bytes, sums.crc);
      sums.length += bytes.length;
      requireLimits(sums.length, body.handed, limits);
      yield bytes;
    }
    requireTrailer(body.trailer, sums);
  } finally {
    await reader.close();
  }
}

function requireHeader(header: Uint8Array): void {
  const [magic1, magic2, method, flags, ...time] = header.subarray(0, 8);
  if (header.length > 1 && (magic1 !== 0x1f || magic2 !== 0x8b)) {
    throw new Fault("gzip-malformed", "the file is not a gzip stream");
  }
  if (header.length < HEADER_BYTES) throw new Fault("archive-truncated", "the gzip stream ends too early");
  if (method !== 8 || flags !== 0 || time.some((byte) => byte !== 0)) {
    throw new Fault("gzip-malformed", "the gzip header carries more than the fixed one");
  }
}

/**
 * What must be one deflate stream, if the last bytes of the source are the trailer that it ends with. A source that is too short for a
 * trailer leaves nothing, which is not a whole stream.
 */
async function* allButTrailer(
  reader: ByteReader,
  body: { handed: number; trailer: Uint8Array },
): AsyncGenerator<Uint8Array> {
  for (let chunk = await reader.next(); chunk !== undefined; chunk = await reader.next()) {
    const known = concatBytes(body.trailer, chunk);
    const end = Math.max(0, known.length - TRAILER_BYTES);
    body.trailer = known.subarray(end);
    for (let at = 0; at < end; at += PIECE_BYTES) {
      const piece = known.subarray(at, Math.min(at + PIECE_BYTES, end));
      body.handed += piece.length;
      yield piece;
    }
  }
}

function requireTrailer(trailer: Uint8Array, sums: { crc: number; length: number }): void {
  const view = new DataView(trailer.buffer, trailer.byteOffset, TRAILER_BYTES);
  if (view.getUint32(0, true) !== sums.crc || view.getUint32(4, true) !== sums.length % 2 ** 32) {
    throw new Fault("gzip-malformed", "the gzip checksum does not match");
  }
}

function requireLimits(count: number, handed: number, limits: GunzipLimits): void {
  if (count > limits.maxBytes) throw new Fault("archive-limit", `the archive holds more than ${limits.maxBytes} bytes`);
  if (count > RATIO_FLOOR_BYTES && count > handed * limits.maxRatio) {
    throw new Fault("archive-bomb", `the archive grows more than ${limits.maxRatio} times`);
  }
}
