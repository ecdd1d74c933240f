import type { InflateRaw } from "node:zlib";
import { crc32, createInflateRaw } from "node:zlib";
import { zlibFault } from "./archives/zlib-fault.ts";
import { ByteReader } from "./byte-reader.ts";
import { Fault } from "./fault.ts";
import { RATIO_FLOOR_BYTES } from "./limits.ts";

export interface GunzipLimits {
  /** Bytes that may come out. */
  readonly maxBytes: number;
  /** Bytes out for each byte in, judged once more than `RATIO_FLOOR_BYTES` came out. */
  readonly maxRatio: number;
}

const HEADER_BYTES = 10;
const TRAILER_BYTES = 8;

/**
 * Unpacks a gzip stream (RFC 1952) that is exactly one member without name, comment, extra field or time, as
 * `gzipCanonical` writes it. Faults: `gzip-malformed`, `archive-truncated` (A19), `archive-trailing-data` for anything after
 * the member, a second member too (A20, A21), `archive-bomb` and `archive-limit` (A17). Bytes are given out before the
 * checksum at the end is known: nothing may be believed until the iteration has ended.
 */
export async function* gunzipOneMember(
  source: AsyncIterable<Uint8Array>,
  limits: GunzipLimits,
): AsyncGenerator<Uint8Array> {
  const reader = new ByteReader(source);
  try {
    requireHeader(await reader.take(HEADER_BYTES));
    const sums = { crc: 0, length: 0 };
    for await (const bytes of inflate(reader, limits)) {
      sums.crc = crc32(bytes, sums.crc);
      sums.length += bytes.length;
      yield bytes;
    }
    requireTrailer(await reader.take(TRAILER_BYTES), sums);
    if ((await reader.next()) !== undefined) {
      throw new Fault("archive-trailing-data", "something follows the gzip member");
    }
  } finally {
    await reader.close();
  }
}

function requireHeader(header: Uint8Array): void {
  const [magic1, magic2, method, flags, ...time] = header.subarray(0, 8);
  if (header.length > 1 && (magic1 !== 0x1f || magic2 !== 0x8b)) {
    throw new Fault("gzip-malformed", "the file is not a gzip stream");
  }
  if (header.length < HEADER_BYTES) throw truncated();
  if (method !== 8 || flags !== 0 || time.some((byte) => byte !== 0)) {
    throw new Fault("gzip-malformed", "the gzip header carries more than the fixed one");
  }
}

function requireTrailer(trailer: Uint8Array, sums: { crc: number; length: number }): void {
  if (trailer.length < TRAILER_BYTES) throw truncated();
  const view = new DataView(trailer.buffer, trailer.byteOffset, TRAILER_BYTES);
  if (view.getUint32(0, true) !== sums.crc || view.getUint32(4, true) !== sums.length % 2 ** 32) {
    throw new Fault("gzip-malformed", "the gzip checksum does not match");
  }
}

/** The inflated bytes; afterwards the reader stands at the first byte behind the deflate stream. */
async function* inflate(reader: ByteReader, limits: GunzipLimits): AsyncGenerator<Uint8Array> {
  const engine = createInflateRaw();
  const feeding = feed(reader, engine);
  let count = 0;
  try {
    for await (const bytes of engine as AsyncIterable<Uint8Array>) {
      count += bytes.length;
      requireLimits(count, engine.bytesWritten, limits);
      yield bytes;
    }
    await feeding;
  } catch (error) {
    throw zlibFault(error);
  } finally {
    await feeding.catch(() => undefined);
  }
}

/** Writes chunk after chunk and gives back to the reader what the engine, having reached its end, did not want. */
async function feed(reader: ByteReader, engine: InflateRaw): Promise<void> {
  const write = writerOf(engine);
  let fed = 0;
  try {
    for (let chunk = await reader.next(); chunk !== undefined; chunk = await reader.next()) {
      fed += chunk.length;
      if (!(await write(chunk))) return;
      // A write is done once all of it was used, or nothing more is wanted: the rest lies within this chunk.
      const unused = fed - engine.bytesWritten;
      if (unused > 0) return reader.giveBack(chunk.subarray(chunk.length - unused));
    }
    engine.end();
  } catch (error) {
    engine.destroy(error instanceof Error ? error : new Error("reading failed", { cause: error }));
    throw error;
  }
}

/** Resolves to true when the chunk was used, to false when the engine was closed instead. */
function writerOf(engine: InflateRaw): (chunk: Uint8Array) => Promise<boolean> {
  let settle: (used: boolean) => void = () => undefined;
  engine.once("close", () => settle(false));
  return (chunk) =>
    new Promise((resolve) => {
      settle = resolve;
      engine.write(chunk, (error) => resolve(!error));
    });
}

function requireLimits(count: number, consumed: number, limits: GunzipLimits): void {
  if (count > limits.maxBytes) throw new Fault("archive-limit", `the archive holds more than ${limits.maxBytes} bytes`);
  if (count > RATIO_FLOOR_BYTES && count > consumed * limits.maxRatio) {
    throw new Fault("archive-bomb", `the archive grows more than ${limits.maxRatio} times`);
  }
}

function truncated(): Fault {
  return new Fault("archive-truncated", "the gzip stream ends too early");
}
