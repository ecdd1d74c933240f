import { Readable } from "node:stream";
import { crc32 } from "node:zlib";
import type { Entry, LocalFileHeader, ZipFile } from "yauzl";
import { fromRandomAccessReaderPromise, getFileNameLowLevel, RandomAccessReader } from "yauzl";
import type { ByteSource } from "../byte-source.ts";
import { Fault } from "../fault.ts";
import { printable } from "../printable.ts";
import type { UntrustedEntry, UntrustedLimits } from "./untrusted-entry.ts";
import { EntryCounter, escapesArchive, readContent, UNTRUSTED_LIMITS } from "./untrusted-entry.ts";
import { dataRange, refuseOverlap, requireLocalHeader } from "./zip-consistency.ts";

/**
 * The entries of a zip archive, from its central directory; nothing is extracted. All headers are checked before the first
 * entry is given out. Faults: `zip-malformed` where local header and central directory disagree (A26), entries overlap, are
 * encrypted, or sizes or checksums lie (A27); `archive-limit`, `archive-bomb`.
 */
export async function* readUntrustedZip(
  source: ByteSource,
  limits: UntrustedLimits = UNTRUSTED_LIMITS,
): AsyncGenerator<UntrustedEntry> {
  // Nothing is closed here: the source is the caller's, and contents may be read as long as it is open.
  const zip = await openZip(source);
  for (const entry of await faulty(() => listEntries(zip, source, limits))) yield presentEntry(zip, entry);
}

function openZip(source: ByteSource): Promise<ZipFile> {
  // Names stay bytes here: the library refuses the escaping ones, which are to be shown.
  const options = { decodeStrings: false, autoClose: false };
  return faulty(() => fromRandomAccessReaderPromise(new SourceReader(source), source.size, options));
}

async function listEntries(zip: ZipFile, source: ByteSource, limits: UntrustedLimits): Promise<Entry[]> {
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
  for (const entry of entries) {
    const local: LocalFileHeader = await zip.readLocalFileHeaderPromise(entry);
    requireLocalHeader(entry, local);
    ranges.push(await dataRange(source, entry, local));
  }
  refuseOverlap(ranges);
  return entries;
}

function presentEntry(zip: ZipFile, entry: Entry): UntrustedEntry {
  const path = pathOf(entry);
  const size = entry.uncompressedSize;
  const content = () => readEntry(zip, entry);
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
async function* readEntry(zip: ZipFile, entry: Entry): AsyncGenerator<Uint8Array> {
  const stream = await faulty(() => zip.openReadStreamPromise(entry));
  let sum = 0;
  try {
    for await (const bytes of stream as AsyncIterable<Uint8Array>) {
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

/** Gives the library the bytes of a source. */
class SourceReader extends RandomAccessReader {
  private readonly source: ByteSource;

  constructor(source: ByteSource) {
    super();
    this.source = source;
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
    : new Fault("zip-malformed", "the zip archive is damaged, or is none", { cause });
}
