import type { ByteSource } from "../../../kernel/byte-source.ts";
import { readAt, viewAt } from "../../../kernel/read-at.ts";
import type { Executable, Section, Segment } from "./executable.ts";

const MAX_HEADERS = 4096;
const MAX_NAMES_BYTES = 1024 * 1024;
const PT_LOAD = 1;
const PF_WRITE = 2;
const SHT_NOBITS = 8;

/** Reads the headers of an ELF file (https://refspecs.linuxfoundation.org/elf/gabi4+/ch4.eheader.html); undefined for a broken one. */
export async function readElf(source: ByteSource): Promise<Executable | undefined> {
  const ident = await readAt(source, 0, 16);
  const bits = ident[4] === 2 ? 64 : 32;
  const littleEndian = ident[5] !== 2;
  const header = await viewAt(source, 0, bits === 64 ? 64 : 52);
  if (header === undefined) return undefined;
  const layout = { source, bits, littleEndian } as const;
  const [programs, sections] = bits === 64 ? [0x20, 0x28] : [0x1c, 0x20];
  const counts = bits === 64 ? 0x36 : 0x2a;
  const short = (at: number) => header.getUint16(at, littleEndian);
  const segments = await readSegments(layout, wordAt(header, programs, layout), short(counts), short(counts + 2));
  const table = { at: wordAt(header, sections, layout), size: short(counts + 4), count: short(counts + 6) };
  return { kind: "elf", bits, littleEndian, segments, sections: await readSections(layout, table, short(counts + 8)) };
}

interface Layout {
  readonly source: ByteSource;
  readonly bits: 32 | 64;
  readonly littleEndian: boolean;
}

/** An address or size of the file's own width; beyond 2^53 it comes out as a position that no file has. */
function wordAt(view: DataView, at: number, { bits, littleEndian }: Layout): number {
  return bits === 64 ? Number(view.getBigUint64(at, littleEndian)) : view.getUint32(at, littleEndian);
}

async function readSegments(layout: Layout, at: number, size: number, count: number): Promise<Segment[]> {
  const needed = layout.bits === 64 ? 56 : 32;
  if (count > MAX_HEADERS || size < needed) return [];
  const table = await viewAt(layout.source, at, size * count);
  if (table === undefined) return [];
  const [offset, address, fileSize, flags] = layout.bits === 64 ? [8, 16, 32, 4] : [4, 8, 16, 24];
  return Array.from({ length: count }, (_, index) => index * size)
    .filter((start) => table.getUint32(start, layout.littleEndian) === PT_LOAD)
    .map((start) => ({
      offset: wordAt(table, start + offset, layout),
      address: wordAt(table, start + address, layout),
      size: wordAt(table, start + fileSize, layout),
      writable: (table.getUint32(start + flags, layout.littleEndian) & PF_WRITE) !== 0,
    }));
}

async function readSections(
  layout: Layout,
  table: { at: number; size: number; count: number },
  namesIndex: number,
): Promise<Section[]> {
  const needed = layout.bits === 64 ? 64 : 40;
  if (table.count > MAX_HEADERS || table.size < needed || namesIndex >= table.count) return [];
  const view = await viewAt(layout.source, table.at, table.size * table.count);
  if (view === undefined) return [];
  const [offsetAt, sizeAt] = layout.bits === 64 ? [24, 32] : [16, 20];
  const rows = Array.from({ length: table.count }, (_, index) => index * table.size).map((start) => ({
    name: view.getUint32(start, layout.littleEndian),
    type: view.getUint32(start + 4, layout.littleEndian),
    offset: wordAt(view, start + offsetAt, layout),
    size: wordAt(view, start + sizeAt, layout),
  }));
  const names = rows[namesIndex];
  if (names === undefined || names.size > MAX_NAMES_BYTES) return [];
  const text = await readAt(layout.source, names.offset, names.size);
  return rows
    .filter((row) => row.type !== SHT_NOBITS)
    .map((row) => ({ name: nameAt(text, row.name), offset: row.offset, size: row.size }));
}

function nameAt(text: Uint8Array, at: number): string {
  const end = text.indexOf(0, at);
  return Buffer.from(text.subarray(at, end === -1 ? at : Math.min(end, at + 128))).toString("latin1");
}
