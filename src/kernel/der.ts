import { Fault } from "./fault.ts";
import { encodeHex } from "./hex.ts";
import { printable } from "./printable.ts";
import { decodeUtf8 } from "./utf8.ts";

/** Identifier octets of the universal types in use. */
export const DER_TAGS = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  nullValue: 0x05,
  oid: 0x06,
  utf8String: 0x0c,
  printableString: 0x13,
  ia5String: 0x16,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;

/** A certificate nests 8 deep, a timestamp token with its certificates 16. */
const MAX_DEPTH = 32;
/** The largest integer in use is an RSA modulus of 16 384 bits; the longest identifier has about 20 bytes. */
const MAX_INTEGER_BYTES = 2_049;
const MAX_OID_BYTES = 128;
/** A GeneralizedTime with 48 digits of a fraction. */
const MAX_TIME_BYTES = 64;

/**
 * Reads exactly one DER value (X.690 §10, §11): definite, minimal lengths, tag numbers below 31, nothing behind it.
 * `der-malformed`, here and in every accessor.
 */
export function readDer(bytes: Uint8Array): DerNode {
  const node = readNode({ bytes, end: bytes.length, depth: MAX_DEPTH }, 0);
  if (node.end !== bytes.length) throw malformed("something follows the value");
  return node;
}

/** Where values are read: in `bytes`, before `end`. */
interface Place {
  readonly bytes: Uint8Array;
  readonly end: number;
  /** Levels that may follow. */
  readonly depth: number;
}

/** One value. The accessors check the tag, the form and the content. */
export class DerNode {
  /** The identifier octet: class, constructed bit and number. */
  readonly tag: number;
  /** Where it begins, where its content begins, and where both end: most of a document is passed over, and needs no views of it. */
  private readonly start: number;
  private readonly begin: number;
  readonly end: number;
  private readonly bytes: Uint8Array;
  private readonly depth: number;
  private contentView: Uint8Array | undefined;
  /** Once they were read: whoever checks all of a value reads its members again. */
  private members: readonly DerNode[] | undefined;

  constructor(tag: number, { bytes, end, depth }: Place, { start, begin }: { start: number; begin: number }) {
    this.tag = tag;
    this.start = start;
    this.begin = begin;
    this.end = end;
    this.bytes = bytes;
    this.depth = depth;
    this.contentView = undefined;
    this.members = undefined;
  }

  get content(): Uint8Array {
    this.contentView ??= this.bytes.subarray(this.begin, this.end);
    return this.contentView;
  }

  /** The whole value with identifier and length. */
  get raw(): Uint8Array {
    return this.bytes.subarray(this.start, this.end);
  }

  get constructed(): boolean {
    return isConstructed(this.tag);
  }

  /** The values inside a constructed one. */
  children(): readonly DerNode[] {
    if (this.members !== undefined) return this.members;
    if (!this.constructed) throw malformed("a primitive value has no members");
    const nodes: DerNode[] = [];
    const place = { bytes: this.bytes, end: this.end, depth: this.depth - 1 };
    for (let at = this.begin; at < this.end; ) {
      const node = readNode(place, at);
      nodes.push(node);
      at = node.end;
    }
    this.members = nodes;
    return nodes;
  }

  /** The same content under the tag that an IMPLICIT one replaced. */
  as(tag: number): DerNode {
    if ((tag & 0x20) !== (this.tag & 0x20)) throw malformed("a value has the wrong form");
    const { bytes, end, depth, start, begin } = this;
    return new DerNode(tag, { bytes, end, depth }, { start, begin });
  }

  sequence(): readonly DerNode[] {
    this.require(DER_TAGS.sequence);
    return this.children();
  }

  set(): readonly DerNode[] {
    this.require(DER_TAGS.set);
    return this.children();
  }

  octetString(): Uint8Array {
    this.require(DER_TAGS.octetString);
    return this.content;
  }

  boolean(): boolean {
    this.require(DER_TAGS.boolean);
    const [byte] = this.content;
    if (this.content.length !== 1 || (byte !== 0 && byte !== 0xff)) throw malformed("a boolean is not 00 or FF");
    return byte === 0xff;
  }

  /** Two's complement in the fewest bytes. */
  integer(): bigint {
    this.require(DER_TAGS.integer);
    const [first, second = 0] = this.content;
    const padded = this.content.length > 1 && first === (second < 0x80 ? 0 : 0xff);
    if (first === undefined || padded || this.content.length > MAX_INTEGER_BYTES) {
      throw malformed("an integer is not in its shortest form");
    }
    const unsigned = BigInt(`0x${encodeHex(this.content)}`);
    return BigInt.asIntN(this.content.length * 8, unsigned);
  }

  /** Dotted decimal. */
  oid(): string {
    this.require(DER_TAGS.oid);
    const { content } = this;
    const last = content.at(-1);
    if (last === undefined || last >= 0x80 || content.length > MAX_OID_BYTES) {
      throw malformed("an object identifier is incomplete");
    }
    const [first = 0, ...rest] = readArcs(content);
    const top = first < 80 ? Math.floor(Number(first) / 40) : 2;
    const second = typeof first === "bigint" ? first - BigInt(top * 40) : first - top * 40;
    return [top, second, ...rest].join(".");
  }

  /** A UTF8String, PrintableString or IA5String. */
  string(): string {
    const text = decodeText(this.content);
    if (this.tag === DER_TAGS.utf8String) return text;
    if (this.tag === DER_TAGS.printableString && /^[A-Za-z0-9 '()+,\-./:=?]*$/.test(text)) return text;
    // biome-ignore lint/suspicious/noControlCharactersInRegex: IA5 is all of ASCII
    if (this.tag === DER_TAGS.ia5String && /^[\x00-\x7f]*$/.test(text)) return text;
    throw malformed("a value is not a string of its type");
  }

  /** Milliseconds since 1970, rounded down, of a UTCTime (RFC 5280 §4.1.2.5.1) or GeneralizedTime (RFC 3161 §2.4.2). */
  time(): number {
    if (this.tag !== DER_TAGS.utcTime && this.tag !== DER_TAGS.generalizedTime)
      throw malformed("a value is not a time");
    // No time needs more, and each byte is one character here.
    const text = String.fromCharCode(...this.content.subarray(0, MAX_TIME_BYTES + 1));
    return parseTime(text, this.tag === DER_TAGS.utcTime);
  }

  /** The bytes, and how many bits at their end do not count. */
  bitString(): { readonly bytes: Uint8Array; readonly unusedBits: number } {
    this.require(DER_TAGS.bitString);
    const unusedBits = this.content[0] ?? 8;
    const bytes = this.content.subarray(1);
    const last = bytes.at(-1) ?? 0;
    if (unusedBits > 7 || (bytes.length === 0 && unusedBits > 0) || (last & ((1 << unusedBits) - 1)) !== 0) {
      throw malformed("a bit string has wrong unused bits");
    }
    return { bytes, unusedBits };
  }

  private require(tag: number): void {
    if (this.tag !== tag) throw malformed(`a value has the tag ${this.tag} where ${tag} is expected`);
  }
}

/** The value that begins at `start`. */
function readNode({ bytes, end: limit, depth }: Place, start: number): DerNode {
  if (depth === 0) throw malformed(`nesting is deeper than ${MAX_DEPTH} levels`);
  // If there is no byte, zero is not a tag, and a length of zero ends behind the bytes.
  const tag = start < limit ? (bytes[start] ?? 0) : 0;
  const first = start + 1 < limit ? (bytes[start + 1] ?? 0) : 0;
  if ((tag & 0x1f) === 0x1f || (tag & ~0x20) === 0) throw malformed("a tag number is not in use");
  if ((tag & 0xc0) === 0 && isConstructed(tag) !== COMPOSED.has(tag | 0x20))
    throw malformed("a type has the wrong form");
  const long = first >= 0x80;
  const begin = start + (long ? 2 + (first & 0x7f) : 2);
  const end = begin + (long ? readLongLength(bytes.subarray(start + 2, Math.min(begin, limit))) : first);
  if (end > limit) throw malformed("a value ends too early");
  return new DerNode(tag, { bytes, end, depth }, { start, begin });
}

function isConstructed(tag: number): boolean {
  return (tag & 0x20) !== 0;
}

/** X.690 §8.9, §8.11: sequences and sets have members; §10.2: no other universal type in use is made of parts. */
const COMPOSED: ReadonlySet<number> = new Set([DER_TAGS.sequence, DER_TAGS.set]);

/**
 * The long form (X.690 §8.1.3.5) with no byte more than needed (§10.1). An indefinite length has no bytes and counts as
 * zero; one that is cut off or needs many bytes ends behind all bytes there are.
 */
function readLongLength(octets: Uint8Array): number {
  const length = octets.reduce((total, byte) => total * 256 + byte, 0);
  if (octets[0] === 0 || length < 0x80) throw malformed("a length is indefinite or not in its shortest form");
  return length;
}

/** The numbers in base 128 of an object identifier (X.690 §8.19). */
function readArcs(content: Uint8Array): (number | bigint)[] {
  const arcs: (number | bigint)[] = [];
  let arc: number | bigint = 0;
  let begins = true;
  for (const byte of content) {
    if (begins && byte === 0x80) throw malformed("an object identifier is not in its shortest form");
    // Hardly one has so large a number that it needs more than a double holds.
    if (typeof arc === "number" && arc >= LARGE_ARC) arc = BigInt(arc);
    arc = typeof arc === "bigint" ? arc * 128n + BigInt(byte & 0x7f) : arc * 128 + (byte & 0x7f);
    begins = byte < 0x80;
    if (begins) {
      arcs.push(arc);
      arc = 0;
    }
  }
  return arcs;
}

/** From here on, seven bits more are no longer held exactly. */
const LARGE_ARC = 2 ** 46;

const UTC_TIME = /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/;
/** DER (X.690 §11.7): seconds and `Z` are there, a fraction has no zero at its end. */
const GENERALIZED_TIME = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d*[1-9]))?Z$/;

function parseTime(text: string, short: boolean): number {
  const found = (short ? UTC_TIME : GENERALIZED_TIME).exec(text);
  if (found === null || text.length > MAX_TIME_BYTES) throw malformed(`${printable(text, 40)} is not a time`);
  const [, digits, month, day, hour, minute, second, fraction = ""] = found;
  // RFC 5280 §4.1.2.5.1: two digits mean 1950 to 2049.
  const year = short ? `${Number(digits) < 50 ? 20 : 19}${digits}` : digits;
  const iso = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
  const epoch = Date.parse(`${iso}Z`);
  // A day that the month has not would roll over.
  if (Number.isNaN(epoch) || new Date(epoch).toISOString().slice(0, 19) !== iso) {
    throw malformed(`${printable(text, 40)} is not a time`);
  }
  return epoch + Number(fraction.slice(0, 3).padEnd(3, "0"));
}

function decodeText(content: Uint8Array): string {
  try {
    return decodeUtf8(content);
  } catch (cause) {
    throw new Fault("der-malformed", "a string is not valid UTF-8", { cause });
  }
}

function malformed(problem: string): Fault {
  return new Fault("der-malformed", `the DER is not valid: ${problem}`);
}
