import { Decompress } from "fzstd";
import xxhash from "xxhash-wasm";
import { ByteReader } from "../../../kernel/byte-reader.ts";
import { Fault } from "../../../kernel/fault.ts";

const FRAME = 0xfd2fb528;
const SKIPPABLE = 0x184d2a50;
/** The library may give a thousand times what it is given, all at once: it is fed little. */
const STEP_BYTES = 4096;
/** The largest window that the format asks every reader to take is 8 MiB; the program's own limit is this. */
const MAX_WINDOW_BYTES = 2 ** 27;

/**
 * The bytes inside a Zstandard stream (https://www.rfc-editor.org/rfc/rfc8878), each frame's checksum compared. Node.js has a reader since
 * 22.15, which ends after the first of several frames; this one is the same everywhere. What follows the last frame and is not one is
 * passed over, as there. Faults: `gzip-malformed`, `archive-truncated`.
 */
export async function* unpackZstd(input: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = new ByteReader(input);
  const { create64 } = await xxhash();
  for (let frames = 0; ; frames++) {
    const magic = await reader.take(4);
    if (magic.length === 0 && frames > 0) return;
    const number = numberOf(magic);
    if (number >>> 4 === SKIPPABLE >>> 4) await skip(reader, numberOf(await exactly(reader, 4)));
    else if (number !== FRAME) {
      if (frames > 0) return;
      throw malformed();
    } else {
      const hash = create64();
      const checked = yield* unpackFrame(magic, reader, (bytes) => hash.update(bytes));
      if (checked !== undefined && checked !== Number(hash.digest() & 0xffff_ffffn)) throw malformed();
    }
  }
}

/** Gives out the bytes of one frame, and returns its checksum if it has one. */
async function* unpackFrame(
  magic: Uint8Array,
  reader: ByteReader,
  hash: (bytes: Uint8Array) => void,
): AsyncGenerator<Uint8Array, number | undefined> {
  const header = await readHeader(reader);
  const out: Uint8Array[] = [];
  const engine = new Decompress((bytes) => out.push(bytes.slice()));
  const ready = () => {
    const bytes = out.splice(0);
    bytes.forEach(hash);
    return bytes;
  };
  engine.push(magic);
  engine.push(header.bytes);
  for (let last = false; !last; ) {
    const block = await exactly(reader, 3);
    const fields = numberOf(block);
    last = (fields & 1) === 1;
    engine.push(block);
    // A block of one repeated byte holds that byte alone.
    for (let left = (fields >>> 1) % 4 === 1 ? 1 : fields >>> 3; left > 0; ) {
      const part = await exactly(reader, Math.min(left, STEP_BYTES));
      left -= part.length;
      engine.push(part);
      yield* ready();
    }
  }
  const sum = header.hasChecksum ? await exactly(reader, 4) : undefined;
  engine.push(sum ?? new Uint8Array(0), true);
  yield* ready();
  return sum === undefined ? undefined : numberOf(sum);
}

/** §3.1.1.1: a descriptor, then window, dictionary and size of the content, each if the descriptor says so. */
async function readHeader(reader: ByteReader): Promise<{ bytes: Uint8Array; hasChecksum: boolean }> {
  const [flags = 0] = await exactly(reader, 1);
  const isSingle = (flags & 0x20) !== 0;
  const sizeBytes = [isSingle ? 1 : 0, 2, 4, 8][flags >>> 6] as number;
  const rest = await exactly(reader, (isSingle ? 0 : 1) + ([0, 1, 2, 4][flags & 3] as number) + sizeBytes);
  const window = isSingle ? contentSize(rest.subarray(rest.length - sizeBytes)) : windowSize(rest[0] ?? 0);
  if (window > MAX_WINDOW_BYTES) throw malformed();
  return { bytes: Uint8Array.of(flags, ...rest), hasChecksum: (flags & 0x04) !== 0 };
}

function windowSize(descriptor: number): number {
  const base = 2 ** (10 + (descriptor >>> 3));
  return base + (base / 8) * (descriptor & 7);
}

function contentSize(bytes: Uint8Array): number {
  return bytes.reduce((sum, byte, at) => sum + byte * 2 ** (8 * at), bytes.length === 2 ? 256 : 0);
}

async function skip(reader: ByteReader, count: number): Promise<void> {
  for (let left = count; left > 0; ) left -= (await exactly(reader, Math.min(left, STEP_BYTES))).length;
}

async function exactly(reader: ByteReader, count: number): Promise<Uint8Array> {
  const bytes = await reader.take(count);
  if (bytes.length < count) throw new Fault("archive-truncated", "the zstd stream ends too early");
  return bytes;
}

/** Least byte first. */
function numberOf(bytes: Uint8Array): number {
  return bytes.reduce((sum, byte, at) => sum + byte * 2 ** (8 * at), 0);
}

function malformed(): Fault {
  return new Fault("gzip-malformed", "the zstd stream is damaged");
}
