import { Readable } from "node:stream";
import { crc32, inflateRawSync } from "node:zlib";
import type { Entry, LocalFileHeader, ZipFile } from "yauzl";
import { fromRandomAccessReaderPromise, getFileNameLowLevel, RandomAccessReader } from "yauzl";
import type { ByteSource } from "../byte-source.ts";
import { Fault } from "../fault.ts";
import { printable } from "../printable.ts";
import { readAt } from "../read-at.ts";
import type { UntrustedEntry, UntrustedLimits } from "./untrusted-entry.ts";
import { EntryCounter, escapesArchive, readContent, UNTRUSTED_LIMITS } from "./untrusted-entry.ts";
import { dataRange, refuseSharedBytes, requireLocalHeader } from "./zip-consistency.ts";

const STORED = 0;
const DEFLATED = 8;
const SMALL_BYTES = 256 * 1024;
const WINDOW_BYTES = 64 * 1024;

/**
 * The entries of a zip archive, from its central directory; nothing is extracted. All headers are checked before the first
 * entry is given out. Faults: `zip-malformed` if local header and central directory disagree (A26), entries overlap, are
 * encrypted, or sizes or checksums lie (A27); `archive-limit`, `archive-bomb`.
 */
export async function* readUntrustedZip(
  source: ByteSource,
  limits: UntrustedLimits = UNTRUSTED_LIMITS,
): AsyncGenerator<UntrustedEntry> {
  // Nothing is closed here: the source is the caller's, and contents may be read as long as it is open.
  const window = windowOn(source);
  const zip = await openZip(window);
  for (const found of await faulty(() => listEntries(zip, window, limits))) yield presentEntry(zip, window, found);
}

function openZip(source: ByteSource): Promise<ZipFile> {
  // Names stay bytes here: the library refuses the escaping ones, which are to be shown.
  const options = { decodeStrings: false, autoClose: false };
  return faulty(() => fromRandomAccessReaderPromise(new SourceReader(source), source.size, options));
}

async function listEntries(zip: ZipFile, source: ByteSource, limits: UntrustedLimits): Promise<Found[]> {
  const counter = new EntryCounter(limits);
  const entries: Entry[] = [];
  let [packed, unpacked] = [0, 0];
  for await (const entry of zip.eachEntry()) {
    counter.count(pathOf(entry), entry.uncompressedSize);
    packed += entry.compressedSize;
    unpacked += entry.uncompressedSize;
    entries.push(entry);
  }
  if (unpacked > limits.ratioFloorBytes && unpacked > packed * limits.maxRatio) {
    throw new Fault("archive-bomb", `the archive grows more than ${limits.maxRatio} times`);
  }
  const ranges = [];
  const found: Found[] = [];
  for (const entry of entries) {
    const local: LocalFileHeader = await zip.readLocalFileHeaderPromise(entry);
    requireLocalHeader(entry, local);
    ranges.push(await dataRange(source, entry, local));
    found.push({ entry, dataStart: local.fileDataStart });
  }
  refuseSharedBytes(ranges);
  return found;
}

interface Found {
  readonly entry: Entry;
  /** Where in the file its data begins. */
  readonly dataStart: number;
}

function presentEntry(zip: ZipFile, source: ByteSource, found: Found): UntrustedEntry {
  const { entry } = found;
  const path = pathOf(entry);
  const size = entry.uncompressedSize;
  const content = () => readEntry(zip, source, found);
  return {
    path,
    size,
    kind: kindOf(entry, path),
    escapes: escapesArchive(path),
    content,
    read: (maxBytes) => readContent({ path, size, content }, maxBytes),
  };
}

/** The library proves the size; the checksum is proved here. */
async function* readEntry(zip: ZipFile, source: ByteSource, found: Found): AsyncGenerator<Uint8Array> {
  const { entry } = found;
  let sum = 0;
  try {
    for await (const bytes of isSmall(entry) ? readSmall(source, found) : await streamOf(zip, entry)) {
      sum = crc32(bytes, sum);
      yield bytes;
    }
  } catch (error) {
    throw asFault(error);
  }
  if (sum !== entry.crc32) {
    throw new Fault("zip-malformed", `the checksum of the entry ${printable(pathOf(entry))} does not match`);
  }
}

function isSmall({ compressionMethod, compressedSize, uncompressedSize }: Entry): boolean {
  return [STORED, DEFLATED].includes(compressionMethod) && Math.max(compressedSize, uncompressedSize) <= SMALL_BYTES;
}

/** A stream costs a hundred times what it takes to unpack an entry of a few bytes, and archives may have many of these. */
async function* readSmall(source: ByteSource, { entry, dataStart }: Found): AsyncGenerator<Uint8Array> {
  const { compressionMethod, compressedSize, uncompressedSize } = entry;
  const packed = await readAt(source, dataStart, compressedSize);
  const bytes =
    compressionMethod === STORED ? packed : inflateRawSync(packed, { maxOutputLength: Math.max(1, uncompressedSize) });
  if (bytes.length !== uncompressedSize) {
    throw new Fault(
      "zip-malformed",
      `the size of the entry ${printable(pathOf(entry))} is not what the zip archive says`,
    );
  }
  yield bytes;
}

async function streamOf(zip: ZipFile, entry: Entry): Promise<AsyncIterable<Uint8Array>> {
  return (await zip.openReadStreamPromise(entry)) as AsyncIterable<Uint8Array>;
}

function pathOf(entry: Entry): string {
  return getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, true);
}

/** Unix (3) and macOS (19) archives carry the file mode in the upper half of the attributes. */
function kindOf(entry: Entry, path: string): UntrustedEntry["kind"] {
  if (path.endsWith("/")) return "directory";
  const system = entry.versionMadeBy >>> 8;
  const type = system === 3 || system === 19 ? (entry.externalFileAttributes >>> 16) & 0o170000 : 0;
  if (type === 0 || type === 0o100000) return "file";
  if (type === 0o120000) return "link";
  return type === 0o040000 ? "directory" : "other";
}

/** Headers and small entries lie side by side: what is read for one is kept for the next. */
function windowOn(source: ByteSource): ByteSource {
  let held: Uint8Array = new Uint8Array(0);
  let from = 0;
  return {
    size: source.size,
    async read(into, position) {
      if (into.length >= WINDOW_BYTES) return source.read(into, position);
      if (position < from || position + into.length > from + held.length) {
        held = await readAt(source, position, WINDOW_BYTES);
        from = position;
      }
      const part = held.subarray(position - from, position - from + into.length);
      into.set(part);
      return part.length;
    },
  };
}

/** Gives the library the bytes of a source. */
class SourceReader extends RandomAccessReader {
  private readonly source: ByteSource;

  constructor(source: ByteSource) {
    super();
    this.source = source;
  }

  /** Headers are many and small: each is read at once, without a stream. */
  override read(
    into: Buffer,
    offset: number,
    length: number,
    position: number,
    done: (error: Error | null, count?: number) => void,
  ): void {
    readAt(this.source, position, length).then(
      (bytes) => {
        into.set(bytes, offset);
        if (bytes.length < length) done(new Fault("zip-malformed", "the zip archive points behind its end"));
        else done(null, bytes.length);
      },
      (error: Error) => done(error),
    );
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(readRange(this.source, start, end));
  }
}

async function* readRange(source: ByteSource, start: number, end: number): AsyncGenerator<Uint8Array> {
  if (end > source.size) throw new Fault("zip-malformed", "the zip archive points behind its end");
  for (let at = start; at < end; ) {
    const buffer = new Uint8Array(Math.min(end - at, 256 * 1024));
    const count = await source.read(buffer, at);
    if (count === 0) throw new Fault("source-truncated", "the file became shorter while it was read");
    at += count;
    yield buffer.subarray(0, count);
  }
}

async function faulty<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw asFault(error);
  }
}

function asFault(cause: unknown): Fault {
  return cause instanceof Fault
    ? cause
    : new Fault("zip-malformed", "the zip archive is damaged, or is not one", { cause });
}
