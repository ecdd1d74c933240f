import type { ByteSource } from "../../../kernel/byte-source.ts";
import { viewAt } from "../../../kernel/read-at.ts";
import type { Executable, Section, Segment } from "./executable.ts";

const MAX_COMMANDS_BYTES = 1024 * 1024;
const MAX_SLICES = 16;
const LC_SEGMENT = 0x1;
const LC_SEGMENT_64 = 0x19;
const VM_PROT_WRITE = 2;

/**
 * Reads the headers of a Mach-O file, or of every architecture of a universal one
 * (https://github.com/apple-oss-distributions/xnu/blob/main/EXTERNAL_HEADERS/mach-o/loader.h). Positions count from the
 * start of the whole file. Broken slices are left out.
 */
export async function readMachO(source: ByteSource): Promise<Executable[]> {
  const slices = await sliceOffsets(source);
  const read = await Promise.all(slices.map((at) => readSlice(source, at)));
  return read.filter((slice) => slice !== undefined);
}

async function sliceOffsets(source: ByteSource): Promise<number[]> {
  const head = await viewAt(source, 0, 8);
  if (head === undefined) return [];
  const magic = head.getUint32(0, false);
  const wide = magic === 0xcafebabf;
  if (!wide && magic !== 0xcafebabe) return [0];
  const count = head.getUint32(4, false);
  const rowBytes = wide ? 32 : 20;
  const table = count > MAX_SLICES ? undefined : await viewAt(source, 8, count * rowBytes);
  if (table === undefined) return [];
  const offsetAt = (start: number) =>
    wide ? Number(table.getBigUint64(start + 8, false)) : table.getUint32(start + 8, false);
  return Array.from({ length: count }, (_, index) => offsetAt(index * rowBytes));
}

async function readSlice(source: ByteSource, base: number): Promise<Executable | undefined> {
  const header = await viewAt(source, base, 28);
  if (header === undefined) return undefined;
  const littleEndian = [0xcefaedfe, 0xcffaedfe].includes(header.getUint32(0, false));
  const magic = header.getUint32(0, littleEndian);
  if (magic !== 0xfeedface && magic !== 0xfeedfacf) return undefined;
  const bits = magic === 0xfeedfacf ? 64 : 32;
  const count = header.getUint32(16, littleEndian);
  const size = header.getUint32(20, littleEndian);
  const commands = size > MAX_COMMANDS_BYTES ? undefined : await viewAt(source, base + (bits === 64 ? 32 : 28), size);
  if (commands === undefined) return undefined;
  return { kind: "mach-o", bits, littleEndian, ...readCommands(commands, count, { base, littleEndian }) };
}

interface Slice {
  readonly base: number;
  readonly littleEndian: boolean;
}

function readCommands(view: DataView, count: number, slice: Slice): { sections: Section[]; segments: Segment[] } {
  const sections: Section[] = [];
  const segments: Segment[] = [];
  for (let at = 0, index = 0; index < count && at + 8 <= view.byteLength; index++) {
    const size = view.getUint32(at + 4, slice.littleEndian);
    if (size < 8 || at + size > view.byteLength) break;
    const command = view.getUint32(at, slice.littleEndian);
    if (command === LC_SEGMENT || command === LC_SEGMENT_64) {
      const body = new DataView(view.buffer, view.byteOffset + at, size);
      readSegment(body, command === LC_SEGMENT_64, slice, { sections, segments });
    }
    at += size;
  }
  return { sections, segments };
}

function readSegment(
  view: DataView,
  wide: boolean,
  { base, littleEndian }: Slice,
  into: { sections: Section[]; segments: Segment[] },
): void {
  const [headerBytes, rowBytes] = wide ? [72, 80] : [56, 68];
  if (view.byteLength < headerBytes) return;
  const long = (at: number) => Number(view.getBigUint64(at, littleEndian));
  const word = (at: number) => view.getUint32(at, littleEndian);
  const [address, offset, size, protection] = wide
    ? [long(24), long(40), long(48), word(60)]
    : [word(24), word(32), word(36), word(44)];
  into.segments.push({ address, offset: base + offset, size, writable: (protection & VM_PROT_WRITE) !== 0 });
  const rows = Math.min(word(headerBytes - 8), Math.floor((view.byteLength - headerBytes) / rowBytes));
  for (let row = 0; row < rows; row++) {
    const at = headerBytes + row * rowBytes;
    into.sections.push({
      name: `${fixedText(view, at + 16)},${fixedText(view, at)}`,
      offset: base + word(at + (wide ? 48 : 40)),
      size: wide ? long(at + 40) : word(at + 36),
    });
  }
}

function fixedText(view: DataView, at: number): string {
  return Buffer.from(view.buffer, view.byteOffset + at, 16)
    .toString("latin1")
    .replace(/\0.*$/s, "");
}
