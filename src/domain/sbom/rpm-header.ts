/** A read RPM header: values by tag number (https://rpm-software-management.github.io/rpm/manual/tags.html). */
export interface RpmHeader {
  /** The first text of a tag, or undefined. */
  text(tag: number): string | undefined;
  /** The first 32-bit number of a tag, or undefined. */
  integer(tag: number): number | undefined;
}

const MAGIC = 0x8eade801;
const INTRO_BYTES = 16;
const ENTRY_BYTES = 16;
const INT32 = 4;
const TEXTS = new Set([6, 8, 9]);

/**
 * Reads a header structure: magic and version, four reserved bytes, the count of index entries, the bytes of their data;
 * then the index (tag, type, offset, count) and the data. Undefined for anything else.
 */
export function readRpmHeader(bytes: Uint8Array): RpmHeader | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < INTRO_BYTES || view.getUint32(0, false) !== MAGIC) return undefined;
  const count = view.getUint32(8, false);
  const data = INTRO_BYTES + count * ENTRY_BYTES;
  if (data + view.getUint32(12, false) > bytes.length) return undefined;
  const entries = new Map<number, { type: number; at: number }>();
  for (let index = 0; index < count; index++) {
    const at = INTRO_BYTES + index * ENTRY_BYTES;
    entries.set(view.getUint32(at, false), {
      type: view.getUint32(at + 4, false),
      at: data + view.getUint32(at + 8, false),
    });
  }
  return {
    text(tag) {
      const entry = entries.get(tag);
      if (entry === undefined || !TEXTS.has(entry.type)) return undefined;
      const end = bytes.indexOf(0, entry.at);
      return end <= entry.at ? undefined : Buffer.from(bytes.subarray(entry.at, end)).toString("utf8");
    },
    integer(tag) {
      const entry = entries.get(tag);
      if (entry === undefined || entry.type !== INT32 || entry.at + 4 > bytes.length) return undefined;
      return view.getUint32(entry.at, false);
    },
  };
}
