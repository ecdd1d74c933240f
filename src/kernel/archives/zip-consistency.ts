import type { Entry, LocalFileHeader } from "yauzl";
import type { ByteSource } from "../byte-source.ts";
import { Fault } from "../fault.ts";
import { printable } from "../printable.ts";

/** Bits of the general purpose flag (APPNOTE §4.4.4). */
const ENCRYPTED = 0x1;
const DESCRIPTOR = 0x8;
const STRONG_ENCRYPTION = 0x40;
const UTF8_NAME = 0x800;
const HIDDEN_HEADERS = 0x2000;

const ZIP64_EXTRA = 0x0001;
const DESCRIPTOR_SIGNATURE = 0x08074b50;
/** Stands in a 32-bit field whose value is in the zip64 extra field (APPNOTE §4.5.3). */
const IN_ZIP64 = 0xffffffff;

/** From the local header to the end of the data and its descriptor, in bytes of the file. */
export interface ZipRange {
  readonly start: number;
  readonly end: number;
}

/**
 * Requires that the header before the data says what the central directory says (A26), which readers of a stream would
 * believe instead, and that nothing is encrypted. `zip-malformed` otherwise.
 */
export function requireLocalHeader(entry: Entry, local: LocalFileHeader): void {
  const flags = entry.generalPurposeBitFlag;
  if ((flags & (ENCRYPTED | STRONG_ENCRYPTION | HIDDEN_HEADERS)) !== 0) throw malformed(entry, "is encrypted");
  const sizes = localSizes(local);
  const deferred = (flags & DESCRIPTOR) !== 0;
  // With a descriptor the local numbers may be zero, since they were not known yet (§4.4.4 bit 3).
  const agrees = (localValue: number, value: number) => localValue === value || (deferred && localValue === 0);
  if (
    Buffer.compare(local.fileName, entry.fileNameRaw) !== 0 ||
    local.compressionMethod !== entry.compressionMethod ||
    ((local.generalPurposeBitFlag ^ flags) & (ENCRYPTED | DESCRIPTOR | UTF8_NAME)) !== 0 ||
    !agrees(local.crc32, entry.crc32) ||
    !agrees(sizes.compressed, entry.compressedSize) ||
    !agrees(sizes.uncompressed, entry.uncompressedSize)
  ) {
    throw malformed(entry, "has a local header that differs from the central directory");
  }
}

/** Where the entry lies in the file; its data descriptor, where it has one, must be right (A27). */
export async function dataRange(source: ByteSource, entry: Entry, local: LocalFileHeader): Promise<ZipRange> {
  const start = entry.relativeOffsetOfLocalHeader;
  const dataEnd = local.fileDataStart + entry.compressedSize;
  if ((entry.generalPurposeBitFlag & DESCRIPTOR) === 0) return { start, end: dataEnd };
  const found = Buffer.alloc(24);
  const count = await source.read(found, dataEnd);
  const length = descriptors(entry).find(
    (one) => one.length <= count && one.equals(found.subarray(0, one.length)),
  )?.length;
  if (length === undefined) throw malformed(entry, "has a wrong data descriptor");
  return { start, end: dataEnd + length };
}

/** `zip-malformed` if two entries share bytes, which is how a small archive claims to be huge. */
export function refuseSharedBytes(ranges: readonly ZipRange[]): void {
  const sorted = ranges.toSorted((a, b) => a.start - b.start);
  for (const [index, range] of sorted.entries()) {
    const next = sorted[index + 1];
    if (next !== undefined && range.end > next.start)
      throw new Fault("zip-malformed", "two entries of the zip archive overlap");
  }
}

/** The four forms in use: with and without signature, 32 and 64-bit sizes (APPNOTE §4.3.9). */
function descriptors(entry: Entry): Buffer[] {
  const narrow = Buffer.alloc(12);
  narrow.writeUInt32LE(entry.crc32, 0);
  narrow.writeUInt32LE(entry.compressedSize % 2 ** 32, 4);
  narrow.writeUInt32LE(entry.uncompressedSize % 2 ** 32, 8);
  const wide = Buffer.alloc(20);
  wide.writeUInt32LE(entry.crc32, 0);
  wide.writeBigUInt64LE(BigInt(entry.compressedSize), 4);
  wide.writeBigUInt64LE(BigInt(entry.uncompressedSize), 12);
  const signature = Buffer.alloc(4);
  signature.writeUInt32LE(DESCRIPTOR_SIGNATURE, 0);
  // The longest first: a shorter one may be the beginning of a longer one.
  return [Buffer.concat([signature, wide]), wide, Buffer.concat([signature, narrow]), narrow];
}

function localSizes(local: LocalFileHeader): { compressed: number; uncompressed: number } {
  const wide = zip64Numbers(local.extraField);
  const uncompressed = local.uncompressedSize === IN_ZIP64 ? (wide.shift() ?? -1) : local.uncompressedSize;
  const compressed = local.compressedSize === IN_ZIP64 ? (wide.shift() ?? -1) : local.compressedSize;
  return { compressed, uncompressed };
}

/** The 64-bit numbers of the zip64 extra field, or none. */
function zip64Numbers(extra: Buffer): number[] {
  for (let at = 0; at + 4 <= extra.length; ) {
    const length = extra.readUInt16LE(at + 2);
    const data = extra.subarray(at + 4, at + 4 + length);
    if (extra.readUInt16LE(at) === ZIP64_EXTRA) {
      return Array.from({ length: Math.floor(data.length / 8) }, (_, n) => Number(data.readBigUInt64LE(n * 8)));
    }
    at += 4 + length;
  }
  return [];
}

function malformed(entry: Entry, problem: string): Fault {
  return new Fault("zip-malformed", `the zip entry ${printable(entry.fileNameRaw.toString("utf8"))} ${problem}`);
}
