import { ByteReader } from "./byte-reader.ts";
import { equalBytes, joinBytes } from "./bytewise.ts";
import { Fault } from "./fault.ts";
import { PortableNames } from "./portable-names.ts";
import { printable } from "./printable.ts";

export interface TarEntry {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** An entry whose content is still to come. What of it is not taken is passed over. */
export interface TarMember {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** All of the content. Fault: `archive-truncated`. */
  bytes(): Promise<Uint8Array>;
  /** The content piece by piece, of which none is held. Fault: `archive-truncated`. */
  pieces(): AsyncGenerator<Uint8Array>;
}

export interface TarLimits {
  readonly maxEntries: number;
  /** Bytes of one entry. */
  readonly maxEntryBytes: number;
  /** Bytes of the whole archive. */
  readonly maxBytes: number;
}

const BLOCK = 512;
/** Eleven octal digits. */
const MAX_SIZE = 8 ** 11 - 1;
const MAGIC = 257;
const TYPE = 156;
/** The digit 0. */
const REGULAR_FILE = 0x30;

/**
 * The one archive of these entries (ustar, POSIX.1-1988), in their order: regular files only, mode 0000644, uid, gid, mtime
 * and device numbers zero, user, group and prefix empty, then two zero blocks and nothing else. `archive-entry-name` and
 * `archive-duplicate` as for reading.
 */
export function formatTar(entries: Iterable<TarEntry>): Uint8Array {
  const names = new PortableNames();
  const parts: Uint8Array[] = [];
  for (const { name, bytes } of entries) {
    names.add(name);
    parts.push(formatHeader(name, bytes.length), bytes, new Uint8Array(paddingOf(bytes.length)));
  }
  return joinBytes([...parts, new Uint8Array(2 * BLOCK)]);
}

/** An entry whose content is read when it is its turn. */
export interface TarSource {
  readonly name: string;
  /** Bytes, exactly. */
  readonly size: number;
  pieces(): AsyncIterable<Uint8Array>;
}

/**
 * As `formatTar`, in pieces, of which none is held. Faults: `source-truncated` for an entry that is not as long as it says, and those of
 * `formatTar`.
 */
export async function* streamTar(entries: Iterable<TarSource>): AsyncGenerator<Uint8Array> {
  const names = new PortableNames();
  for (const { name, size, pieces } of entries) {
    names.add(name);
    yield formatHeader(name, size);
    let written = 0;
    for await (const piece of pieces()) {
      written += piece.length;
      if (written > size) break;
      yield piece;
    }
    if (written !== size) {
      throw new Fault("source-truncated", `the file for ${printable(name)} is not as long as it was`);
    }
    yield new Uint8Array(paddingOf(size));
  }
  yield new Uint8Array(2 * BLOCK);
}

/** Reads what `formatTar` writes, as `walkTar` does, one whole entry after the other. */
export async function* readTar(chunks: AsyncIterable<Uint8Array>, limits: TarLimits): AsyncGenerator<TarEntry> {
  for await (const member of walkTar(chunks, limits)) yield { name: member.name, bytes: await member.bytes() };
}

/**
 * Reads what `formatTar` writes and nothing else: every header is encoded again and must be equal (A28), so there are no
 * links, directories, devices, PAX or GNU extensions (A04–A08, A12–A15). Nothing is held but what the caller takes. Faults:
 * `archive-entry-type`, `archive-entry-name`, `archive-duplicate`, `archive-header`, `archive-truncated` (A16, A19),
 * `archive-trailing-data` (A22), `archive-limit` (A18).
 */
export async function* walkTar(chunks: AsyncIterable<Uint8Array>, limits: TarLimits): AsyncGenerator<TarMember> {
  const reader = new ByteReader(chunks);
  const names = new PortableNames();
  try {
    let total = 2 * BLOCK;
    for (let entries = 0; ; entries++) {
      const header = reader.takeNow(BLOCK) ?? (await takeAll(reader, BLOCK));
      if (isZero(header)) break;
      const { name, size } = parseHeader(header);
      names.add(name);
      total += BLOCK + size + paddingOf(size);
      requireLimits({ entries: entries + 1, size, total }, limits);
      const content = new Content(reader, size);
      yield { name, size, bytes: () => content.bytes(), pieces: () => content.pieces() };
      await content.pass();
      const padding = reader.takeNow(paddingOf(size)) ?? (await takeAll(reader, paddingOf(size)));
      if (!isZero(padding)) throw headerFault(name, "has padding that is not zero");
    }
    await readEnd(reader);
  } finally {
    await reader.close();
  }
}

/** The content of one entry in the stream. */
class Content {
  private readonly reader: ByteReader;
  private missing: number;

  constructor(reader: ByteReader, size: number) {
    this.reader = reader;
    this.missing = size;
  }

  async bytes(): Promise<Uint8Array> {
    const now = this.reader.takeNow(this.missing);
    if (now !== undefined) {
      this.missing = 0;
      return new Uint8Array(now);
    }
    const bytes = new Uint8Array(this.missing);
    let taken = 0;
    for await (const piece of this.pieces()) {
      bytes.set(piece, taken);
      taken += piece.length;
    }
    return bytes;
  }

  /** Leaves what is still missing behind. */
  async pass(): Promise<void> {
    if (this.missing > 0) for await (const _ of this.pieces());
  }

  async *pieces(): AsyncGenerator<Uint8Array> {
    while (this.missing > 0) {
      const piece = await this.reader.takeSome(this.missing);
      if (piece === undefined) throw truncated();
      this.missing -= piece.length;
      yield piece;
    }
  }
}

/** The archive ends with a second zero block, and the file with the archive. */
async function readEnd(reader: ByteReader): Promise<void> {
  if (!isZero(await takeAll(reader, BLOCK)) || (await reader.next()) !== undefined) {
    throw new Fault("archive-trailing-data", "something follows the end of the archive");
  }
}

function parseHeader(header: Uint8Array): { name: string; size: number } {
  const name = textIn(header.subarray(0, 100));
  if (textIn(header.subarray(MAGIC, MAGIC + 5)) !== "ustar") throw headerFault(name, "has no ustar header");
  if (header[TYPE] !== REGULAR_FILE)
    throw new Fault("archive-entry-type", `the entry ${printable(name)} is not a regular file`);
  // What is not a plain octal number differs when it is written again.
  const size = Number.parseInt(textIn(header.subarray(124, 135)), 8);
  if (!equalBytes(formatHeader(name, size), header)) throw headerFault(name, "has a header that is not canonical");
  return { name, size };
}

/** One character for each byte up to the first zero. */
function textIn(field: Uint8Array): string {
  const end = field.indexOf(0);
  const codes: ArrayLike<number> = end < 0 ? field : field.subarray(0, end);
  // A list that is spread is copied number by number first, which takes three times as long.
  return String.fromCharCode.apply(undefined, codes as number[]);
}

function formatHeader(name: string, size: number): Uint8Array {
  if (size > MAX_SIZE)
    throw new Fault("archive-limit", `the entry ${printable(name)} is larger than an archive can say`);
  const header = EMPTY.header.slice();
  const field = name.slice(0, 100);
  const digits = size.toString(8).padStart(11, "0");
  write(header, 0, field);
  write(header, 124, digits);
  const sum = EMPTY.sum + sumOf(field) + sumOf(digits);
  write(header, 148, `${sum.toString(8).padStart(6, "0")}\0 `);
  return header;
}

/** What stands in every header, and the sum of its bytes. The checksum counts its own field as spaces. */
const EMPTY = (() => {
  const header = new Uint8Array(BLOCK);
  write(header, 100, "0000644\x000000000\x000000000\0");
  write(header, 136, "00000000000\0");
  write(header, 148, "        0");
  write(header, MAGIC, "ustar\x0000");
  write(header, 329, "0000000\x000000000\0");
  return { header, sum: header.reduce((total, byte) => total + byte, 0) };
})();

/** One byte for each character, which are those of names and of digits. */
function write(header: Uint8Array, at: number, text: string): void {
  for (let index = 0; index < text.length; index++) header[at + index] = text.charCodeAt(index);
}

/** Of the bytes that `write` writes. */
function sumOf(text: string): number {
  let sum = 0;
  for (let index = 0; index < text.length; index++) sum += text.charCodeAt(index) & 0xff;
  return sum;
}

function requireLimits(seen: { entries: number; size: number; total: number }, limits: TarLimits): void {
  if (seen.entries > limits.maxEntries) {
    throw new Fault("archive-limit", `the archive has more than ${limits.maxEntries} entries`);
  }
  if (seen.size > limits.maxEntryBytes) {
    throw new Fault("archive-limit", `an entry of the archive has more than ${limits.maxEntryBytes} bytes`);
  }
  if (seen.total > limits.maxBytes) {
    throw new Fault("archive-limit", `the archive has more than ${limits.maxBytes} bytes`);
  }
}

async function takeAll(reader: ByteReader, count: number): Promise<Uint8Array> {
  const bytes = await reader.take(count);
  if (bytes.length < count) throw truncated();
  return bytes;
}

function truncated(): Fault {
  return new Fault("archive-truncated", "the archive ends too early");
}

function paddingOf(size: number): number {
  return (BLOCK - (size % BLOCK)) % BLOCK;
}

function isZero(bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length; at++) if (bytes[at] !== 0) return false;
  return true;
}

function headerFault(name: string, problem: string): Fault {
  return new Fault("archive-header", `the entry ${printable(name)} ${problem}`);
}
