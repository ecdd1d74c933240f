import type { ByteSource } from "../../../kernel/byte-source.ts";
import { viewAt } from "../../../kernel/read-at.ts";
import type { Executable } from "./executable.ts";

const MAX_SECTIONS = 96;
const SECTION_BYTES = 40;
const IMAGE_SCN_MEM_WRITE = 0x80000000;
const PE32_PLUS = 0x20b;

/** Reads the headers of a Windows program (https://learn.microsoft.com/windows/win32/debug/pe-format); undefined for a broken one. */
export async function readPe(source: ByteSource): Promise<Executable | undefined> {
  const dos = await viewAt(source, 0, 64);
  if (dos === undefined) return undefined;
  const at = dos.getUint32(0x3c, true);
  const header = await viewAt(source, at, 24 + 32);
  if (header === undefined || header.getUint32(0, false) !== 0x50450000) return undefined;
  const count = header.getUint16(6, true);
  const optionalSize = header.getUint16(20, true);
  const bits = header.getUint16(24, true) === PE32_PLUS ? 64 : 32;
  const base = bits === 64 ? Number(header.getBigUint64(24 + 24, true)) : header.getUint32(24 + 28, true);
  const table = count > MAX_SECTIONS ? undefined : await viewAt(source, at + 24 + optionalSize, count * SECTION_BYTES);
  if (table === undefined) return undefined;
  const rows = Array.from({ length: count }, (_, index) => rowAt(table, index * SECTION_BYTES));
  return {
    kind: "pe",
    bits,
    littleEndian: true,
    sections: rows.map(({ name, offset, size }) => ({ name, offset, size })),
    segments: rows.map(({ address, offset, size, writable }) => ({ address: base + address, offset, size, writable })),
  };
}

function rowAt(table: DataView, start: number) {
  const name = Buffer.from(table.buffer, table.byteOffset + start, 8)
    .toString("latin1")
    .replace(/\0.*$/s, "");
  return {
    name,
    address: table.getUint32(start + 12, true),
    size: table.getUint32(start + 16, true),
    offset: table.getUint32(start + 20, true),
    writable: (table.getUint32(start + 36, true) & IMAGE_SCN_MEM_WRITE) !== 0,
  };
}
