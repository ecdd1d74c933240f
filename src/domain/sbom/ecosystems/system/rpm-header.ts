import { STEPS, type WorkBudget } from "../../model/work-budget.ts";

/** A read RPM header: values by tag number (https://rpm-software-management.github.io/rpm/manual/tags.html). */
export interface RpmHeader {
  /** The first text of a tag, or undefined. */
  text(tag: number): string | undefined;
  /** All texts of a tag; none if it is absent. */
  texts(tag: number): string[];
  /** The first 32-bit number of a tag, or undefined. */
  integer(tag: number): number | undefined;
  /** All 32-bit numbers of a tag; none if it is absent. */
  integers(tag: number): number[];
}

const MAGIC = 0x8eade801;
/** Magic and version, and four reserved bytes; a database leaves them out. */
const MAGIC_BYTES = 8;
const COUNTS_BYTES = 8;
const ENTRY_BYTES = 16;
const INT32 = 4;
const TEXTS = new Set([6, 8, 9]);
/** As in RPM itself. */
const MAX_ENTRIES = 0xffff;
/** Texts or numbers of one tag: the largest packages have some 100,000 files. An empty text has one byte, and costs many. */
const MAX_ITEMS = 1 << 20;
const WORK = "reading what its RPM packages hold";

/**
 * Reads a header structure as a package holds it: magic and version, four reserved bytes, the count of index entries, the
 * bytes of their data; then the index (tag, type, offset, count) and the data. Undefined for anything else. What is asked of it
 * counts each time: tags may share their data. Fault, then: `sbom-limit`.
 */
export function readRpmHeader(bytes: Uint8Array, budget: WorkBudget): RpmHeader | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < MAGIC_BYTES || view.getUint32(0, false) !== MAGIC) return undefined;
  return readRpmHeaderBlob(bytes.subarray(MAGIC_BYTES), budget);
}

/** As `readRpmHeader`, of a header as a database of installed packages holds it: without magic. */
export function readRpmHeaderBlob(bytes: Uint8Array, budget: WorkBudget): RpmHeader | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < COUNTS_BYTES) return undefined;
  const count = view.getUint32(0, false);
  const data = COUNTS_BYTES + count * ENTRY_BYTES;
  if (count > MAX_ENTRIES || data + view.getUint32(4, false) > bytes.length) return undefined;
  const entries = new Map<number, { type: number; at: number; count: number }>();
  for (let index = 0; index < count; index++) {
    const at = COUNTS_BYTES + index * ENTRY_BYTES;
    const [type, items] = [view.getUint32(at + 4, false), view.getUint32(at + 12, false)];
    if (items > MAX_ITEMS && (type === INT32 || TEXTS.has(type))) return undefined;
    entries.set(view.getUint32(at, false), { type, at: data + view.getUint32(at + 8, false), count: items });
  }
  const texts = (tag: number, most: number): string[] => {
    const entry = entries.get(tag);
    if (entry === undefined || !TEXTS.has(entry.type)) return [];
    const found: string[] = [];
    for (let at = entry.at; found.length < Math.min(most, entry.count); ) {
      const end = bytes.indexOf(0, at);
      if (end < at) break;
      budget.spend(STEPS.item, WORK);
      found.push(Buffer.from(bytes.subarray(at, end)).toString("utf8"));
      at = end + 1;
    }
    return found;
  };
  const integers = (tag: number, most: number): number[] => {
    const entry = entries.get(tag);
    if (entry === undefined || entry.type !== INT32) return [];
    const room = Math.floor((bytes.length - entry.at) / 4);
    const length = Math.max(0, Math.min(most, entry.count, room));
    budget.spend(STEPS.item * length, WORK);
    return Array.from({ length }, (_, index) => view.getUint32(entry.at + 4 * index, false));
  };
  return {
    text: (tag) => texts(tag, 1)[0] || undefined,
    texts: (tag) => texts(tag, Number.POSITIVE_INFINITY),
    integer: (tag) => integers(tag, 1)[0],
    integers: (tag) => integers(tag, Number.POSITIVE_INFINITY),
  };
}
