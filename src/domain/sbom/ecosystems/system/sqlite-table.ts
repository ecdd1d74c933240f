import { Fault } from "../../../../kernel/fault.ts";
import { printable } from "../../../../kernel/printable.ts";

/** A column of a row; integers beyond 2^53-1 and floating-point numbers are not needed, and are null. */
export type SqliteValue = null | number | string | Uint8Array;

const MAGIC = "SQLite format 3\0";
const HEADER_BYTES = 100;
const TABLE_INTERIOR = 5;
const TABLE_LEAF = 13;
const MAX_COLUMNS = 64;

/**
 * The rows of one table of an SQLite 3 database (https://www.sqlite.org/fileformat2.html), in the order of their row ids.
 * Table b-trees with overflow pages are read, each page once: a database that leads in circles, or whose rows share bytes,
 * is refused, as everything that contradicts itself. Indices, and what lies in a write-ahead log, are not read. Fault:
 * `sbom-source-malformed`.
 */
export function* readSqliteTable(bytes: Uint8Array, table: string): Generator<readonly SqliteValue[]> {
  const pages = new Pages(bytes);
  for (const [type, name, , root] of rowsBelow(pages, 1)) {
    if (type !== "table" || name !== table) continue;
    if (typeof root !== "number") throw malformed("a table without a root page");
    return yield* rowsBelow(pages, root);
  }
  throw malformed(`no table ${printable(table)}`);
}

/** §1.3: page size, reserved bytes and text encoding stand in the first 100 bytes. */
class Pages {
  readonly usable: number;
  readonly count: number;
  readonly #bytes: Uint8Array;
  readonly #size: number;
  readonly #taken = new Set<number>();
  #claimed = 0;

  constructor(bytes: Uint8Array) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (bytes.length < HEADER_BYTES || Buffer.from(bytes.subarray(0, 16)).toString("latin1") !== MAGIC) {
      throw malformed("it does not begin as one");
    }
    const size = view.getUint16(16, false);
    this.#size = size === 1 ? 65_536 : size;
    this.usable = this.#size - (bytes[20] ?? 0);
    if (this.#size < 512 || (this.#size & (this.#size - 1)) !== 0 || this.usable < 480)
      throw malformed("its page size");
    if (view.getUint32(56, false) > 1) throw malformed("a text encoding other than UTF-8");
    this.#bytes = bytes;
    this.count = Math.floor(bytes.length / this.#size);
  }

  /** Rows lie beside each other: all of them have no more bytes than the file, or a small file would cost as a large one. */
  claim(size: number): void {
    this.#claimed += size;
    if (this.#claimed > this.#bytes.length) throw malformed("rows that overlap");
  }

  /** Page 1 is the first. */
  take(number: number): DataView {
    const start = (number - 1) * this.#size;
    if (number < 1 || start + this.#size > this.#bytes.length) throw malformed(`no page ${number}`);
    // The schema is read before a table, and both are trees of their own.
    if (this.#taken.has(number)) throw malformed(`page ${number} is used twice`);
    this.#taken.add(number);
    return new DataView(this.#bytes.buffer, this.#bytes.byteOffset + start, this.usable);
  }
}

/** §1.6: a leaf holds rows, an interior page the numbers of further pages. */
function* rowsBelow(pages: Pages, root: number): Generator<readonly SqliteValue[]> {
  const waiting = [root];
  for (let number = waiting.pop(); number !== undefined; number = waiting.pop()) {
    const page = pages.take(number);
    const at = number === 1 ? HEADER_BYTES : 0;
    const type = page.getUint8(at);
    const cells = page.getUint16(at + 3, false);
    const first = at + (type === TABLE_INTERIOR ? 12 : 8);
    if ((type !== TABLE_INTERIOR && type !== TABLE_LEAF) || first + 2 * cells > pages.usable) {
      throw malformed(`page ${number} is of no table`);
    }
    const places = Array.from({ length: cells }, (_, index) => page.getUint16(first + 2 * index, false));
    if (type === TABLE_LEAF) {
      for (const place of places) yield readRecord(readPayload(pages, page, place));
    } else {
      const children = places.map((place) => new Cursor(page, place).uint32());
      if (waiting.length + children.length >= pages.count) throw malformed(`page ${number} has too many children`);
      waiting.push(page.getUint32(at + 8, false), ...children.reverse());
    }
  }
}

/** §1.6: what does not fit into a cell goes on in a chain of overflow pages. */
function readPayload(pages: Pages, page: DataView, place: number): Uint8Array {
  const cursor = new Cursor(page, place);
  const size = cursor.varint();
  pages.claim(size);
  cursor.varint();
  const { usable } = pages;
  const most = usable - 35;
  const least = Math.floor(((usable - 12) * 32) / 255) - 23;
  const wanted = least + ((size - least) % (usable - 4));
  const local = size <= most ? size : wanted <= most ? wanted : least;
  const parts = [cursor.take(local)];
  let missing = size - local;
  let next = missing > 0 ? cursor.uint32() : 0;
  while (missing > 0) {
    const overflow = new Cursor(pages.take(next), 0);
    next = overflow.uint32();
    const count = Math.min(missing, usable - 4);
    parts.push(overflow.take(count));
    missing -= count;
  }
  return parts.length === 1 ? (parts[0] as Uint8Array) : new Uint8Array(Buffer.concat(parts));
}

/** §2.1: a header of types, then the values. */
function readRecord(payload: Uint8Array): SqliteValue[] {
  const view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength);
  const header = new Cursor(view, 0);
  const values = new Cursor(view, header.varint());
  const end = values.at;
  const row: SqliteValue[] = [];
  while (header.at < end && row.length < MAX_COLUMNS) row.push(readValue(header.varint(), values));
  return row;
}

const FLOAT = 7;
const INTEGER_BYTES = [0, 1, 2, 3, 4, 6, 8];

function readValue(type: number, cursor: Cursor): SqliteValue {
  if (type >= 12) {
    const bytes = cursor.take((type - 12 - (type % 2)) / 2);
    return type % 2 === 0 ? bytes : Buffer.from(bytes).toString("utf8");
  }
  if (type === 8 || type === 9) return type - 8;
  const count = type === FLOAT ? 8 : INTEGER_BYTES[type];
  if (count === undefined) throw malformed("a value of a reserved type");
  const bytes = cursor.take(count);
  return type === FLOAT || count === 0 ? null : integer(bytes);
}

/** Two's complement, the highest byte first. */
function integer(bytes: Uint8Array): number | null {
  const unsigned = bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  const value = Number(BigInt.asIntN(bytes.length * 8, unsigned));
  return Number.isSafeInteger(value) ? value : null;
}

class Cursor {
  at: number;
  readonly #view: DataView;

  constructor(view: DataView, at: number) {
    this.#view = view;
    this.at = at;
  }

  take(count: number): Uint8Array {
    if (count < 0 || this.at + count > this.#view.byteLength) throw malformed("a value beyond its page");
    const bytes = new Uint8Array(this.#view.buffer, this.#view.byteOffset + this.at, count);
    this.at += count;
    return bytes;
  }

  uint32(): number {
    return new DataView(this.take(4).buffer, this.#view.byteOffset + this.at - 4, 4).getUint32(0, false);
  }

  /** Seven bits in each byte, the highest first; the ninth byte has eight. Row ids may be large; sizes may not. */
  varint(): number {
    let value = 0;
    for (let count = 1; count <= 9; count++) {
      const byte = this.take(1)[0] ?? 0;
      if (count === 9) return value * 256 + byte;
      value = value * 128 + (byte & 0x7f);
      if (byte < 0x80) return value;
    }
    return value;
  }
}

function malformed(reason: string): Fault {
  return new Fault("sbom-source-malformed", `the SQLite database is damaged or not of the expected kind: ${reason}`);
}
