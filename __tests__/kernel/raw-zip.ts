import { crc32, deflateRawSync } from "node:zlib";

/** One entry, with what its two headers say where that differs from the truth. */
export interface RawZipEntry {
  readonly name: string | Uint8Array;
  readonly content: string | Uint8Array;
  readonly deflate?: boolean;
  readonly descriptor?: "narrow" | "wide" | "narrow-unsigned" | "wide-unsigned" | "wrong";
  readonly flags?: number;
  /** Upper half of the external attributes, with a Unix origin unless `system` names another. */
  readonly mode?: number;
  readonly system?: number;
  readonly local?: Partial<Numbers>;
  readonly central?: Partial<Numbers>;
  /** Writes the sizes into zip64 fields of both headers. */
  readonly zip64?: boolean;
  /** Takes the data of the entry before it. */
  readonly quotesPrevious?: boolean;
}

interface Numbers {
  readonly name: string;
  readonly method: number;
  readonly flags: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
}

/** A zip archive from the field tables of APPNOTE 6.3. */
export function rawZip(entries: readonly RawZipEntry[]): Uint8Array {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let [offset, previous] = [0, 0];
  for (const entry of entries) {
    const data = entry.deflate === true ? deflateRawSync(entry.content) : Buffer.from(entry.content);
    const truth = numbersOf(entry, data.length);
    const written = Buffer.concat([localHeader(entry, truth), data, descriptor(entry, truth)]);
    directory.push(centralHeader(entry, truth, entry.quotesPrevious === true ? previous : offset));
    previous = offset;
    if (entry.quotesPrevious === true) continue;
    parts.push(written);
    offset += written.length;
  }
  return Buffer.concat([...parts, ...directory, endRecord(entries.length, offset, Buffer.concat(directory).length)]);
}

function numbersOf(entry: RawZipEntry, packed: number): Omit<Numbers, "name"> & { readonly name: Uint8Array } {
  const deferred = entry.descriptor === undefined ? 0 : 8;
  return {
    name: Buffer.from(entry.name),
    method: entry.deflate === true ? 8 : 0,
    flags: (entry.flags ?? 0x800) | deferred,
    crc: crc32(entry.content),
    packed,
    size: Buffer.from(entry.content).length,
  };
}

type Truth = ReturnType<typeof numbersOf>;

function localHeader(entry: RawZipEntry, truth: Truth): Buffer {
  const zero = entry.descriptor === undefined ? {} : { crc: 0, packed: 0, size: 0 };
  const said = { ...truth, ...zero, ...entry.local };
  const name = Buffer.from(said.name);
  const extra = zip64Extra(entry, truth);
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(20, 4);
  header.writeUInt16LE(said.flags, 6);
  header.writeUInt16LE(said.method, 8);
  header.writeUInt32LE(said.crc, 14);
  header.writeUInt32LE(entry.zip64 === true ? 0xffffffff : said.packed, 18);
  header.writeUInt32LE(entry.zip64 === true ? 0xffffffff : said.size, 22);
  header.writeUInt16LE(name.length, 26);
  header.writeUInt16LE(extra.length, 28);
  return Buffer.concat([header, name, extra]);
}

function centralHeader(entry: RawZipEntry, truth: Truth, offset: number): Buffer {
  const said = { ...truth, ...entry.central };
  const name = Buffer.from(said.name);
  const extra = zip64Extra(entry, truth);
  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x02014b50, 0);
  header.writeUInt16LE(entry.mode === undefined ? 20 : ((entry.system ?? 3) << 8) | 20, 4);
  header.writeUInt16LE(20, 6);
  header.writeUInt16LE(said.flags, 8);
  header.writeUInt16LE(said.method, 10);
  header.writeUInt32LE(said.crc, 16);
  header.writeUInt32LE(entry.zip64 === true ? 0xffffffff : said.packed, 20);
  header.writeUInt32LE(entry.zip64 === true ? 0xffffffff : said.size, 24);
  header.writeUInt16LE(name.length, 28);
  header.writeUInt16LE(extra.length, 30);
  header.writeUInt32LE(((entry.mode ?? 0) << 16) >>> 0, 38);
  header.writeUInt32LE(offset, 42);
  return Buffer.concat([header, name, extra]);
}

function zip64Extra(entry: RawZipEntry, truth: Truth): Buffer {
  if (entry.zip64 !== true) return Buffer.alloc(0);
  const unrelated = Buffer.from([0x55, 0x54, 1, 0, 0]);
  const field = Buffer.alloc(20);
  field.writeUInt16LE(1, 0);
  field.writeUInt16LE(16, 2);
  field.writeBigUInt64LE(BigInt(entry.local?.size ?? truth.size), 4);
  field.writeBigUInt64LE(BigInt(entry.local?.packed ?? truth.packed), 12);
  return Buffer.concat([unrelated, field]);
}

function descriptor(entry: RawZipEntry, truth: Truth): Buffer {
  if (entry.descriptor === undefined) return Buffer.alloc(0);
  const signature = Buffer.from([0x50, 0x4b, 7, 8]);
  const crc = Buffer.alloc(4);
  crc.writeUInt32LE(entry.descriptor === "wrong" ? truth.crc ^ 1 : truth.crc);
  const wide = entry.descriptor.startsWith("wide");
  const sizes = Buffer.alloc(wide ? 16 : 8);
  if (wide) {
    sizes.writeBigUInt64LE(BigInt(truth.packed), 0);
    sizes.writeBigUInt64LE(BigInt(truth.size), 8);
  } else {
    sizes.writeUInt32LE(truth.packed, 0);
    sizes.writeUInt32LE(truth.size, 4);
  }
  return Buffer.concat(entry.descriptor.endsWith("unsigned") ? [crc, sizes] : [signature, crc, sizes]);
}

function endRecord(entries: number, offset: number, size: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries, 8);
  end.writeUInt16LE(entries, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return end;
}
