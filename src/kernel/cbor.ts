import { compareBytes, concatBytes, joinBytes } from "./bytewise.ts";
import { Fault } from "./fault.ts";
import { decodeUtf8, encodeUtf8 } from "./utf8.ts";

/** A value of CBOR (RFC 8949) in the part of it that is in use: no floating point, no integer that a double does not hold. */
export type CborValue = number | string | boolean | null | Uint8Array | readonly CborValue[] | CborMap | CborTag;

/** Keys are integers or texts, as those of COSE are (RFC 9052 §1.5, `label`). */
export type CborMap = ReadonlyMap<number | string, CborValue>;

/** A value with its meaning (§3.4). */
export class CborTag {
  readonly tag: number;
  readonly value: CborValue;

  constructor(tag: number, value: CborValue) {
    this.tag = tag;
    this.value = value;
  }
}

/** An envelope nests 3 deep. */
const MAX_DEPTH = 16;
/** Values of all kinds, each of which costs memory, however few bytes it has. */
const MAX_VALUES = 10_000;

/** The major types of §3.1. */
const MAJOR = { unsigned: 0, negative: 1, bytes: 2, text: 3, array: 4, map: 5, tag: 6, simple: 7 } as const;
const FALSE = 20;
const TRUE = 21;
const NULL = 22;

/**
 * Reads exactly one CBOR value: definite lengths, each number in its shortest form (RFC 8949 §4.2.1), no key twice (§5.6), texts of
 * valid UTF-8, nothing behind it. The order of keys is free. Fault: `cbor-malformed`.
 */
export function parseCbor(bytes: Uint8Array): CborValue {
  const reader = new CborReader(bytes);
  const value = reader.readValue(MAX_DEPTH);
  if (reader.at !== bytes.length) throw malformed("something follows the value");
  return value;
}

class CborReader {
  at = 0;
  private values = 0;
  private readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  readValue(depth: number): CborValue {
    if (depth === 0) throw malformed(`nesting is deeper than ${MAX_DEPTH} levels`);
    if (++this.values > MAX_VALUES) throw malformed(`it holds more than ${MAX_VALUES} values`);
    const first = this.take(1)[0] ?? 0;
    const major = first >> 5;
    if (major === MAJOR.simple) return simpleValue(first & 31);
    const count = this.readCount(first & 31);
    switch (major) {
      case MAJOR.unsigned:
        return count;
      case MAJOR.negative:
        return -1 - count;
      case MAJOR.bytes:
        return this.take(count);
      case MAJOR.text:
        return textOf(this.take(count));
      case MAJOR.array:
        return this.readArray(count, depth - 1);
      case MAJOR.map:
        return this.readMap(count, depth - 1);
      default:
        return new CborTag(count, this.readValue(depth - 1));
    }
  }

  /** The argument of §3; an indefinite length (31) has none. */
  private readCount(short: number): number {
    if (short < 24) return short;
    if (short > 27) throw malformed("a length is indefinite");
    const size = 1 << (short - 24);
    const count = this.take(size).reduce((total, byte) => total * 256 + byte, 0);
    const least = size === 1 ? 24 : 256 ** (size / 2);
    if (count < least) throw malformed("a number is not in its shortest form");
    if (!Number.isSafeInteger(count)) throw malformed("a number is not kept exactly");
    return count;
  }

  private readArray(count: number, depth: number): CborValue[] {
    const items: CborValue[] = [];
    for (let left = count; left > 0; left--) items.push(this.readValue(depth));
    return items;
  }

  private readMap(count: number, depth: number): CborMap {
    const map = new Map<number | string, CborValue>();
    for (let left = count; left > 0; left--) {
      const key = this.readValue(depth);
      if (typeof key !== "number" && typeof key !== "string") throw malformed("a key is neither a number nor a text");
      if (map.has(key)) throw malformed("a key is there twice");
      map.set(key, this.readValue(depth));
    }
    return map;
  }

  private take(count: number): Uint8Array {
    const end = this.at + count;
    if (end > this.bytes.length) throw malformed("a value ends too early");
    const taken = this.bytes.subarray(this.at, end);
    this.at = end;
    return taken;
  }
}

function simpleValue(number: number): boolean | null {
  if (number === FALSE || number === TRUE) return number === TRUE;
  if (number === NULL) return null;
  throw malformed("a simple value or floating-point number is not in use");
}

function textOf(bytes: Uint8Array): string {
  try {
    return decodeUtf8(bytes);
  } catch (cause) {
    throw new Fault("cbor-malformed", "the CBOR is not valid: a text is not valid UTF-8", { cause });
  }
}

/**
 * A value in the deterministic form of RFC 8949 §4.2.1: shortest numbers, definite lengths, keys in the order of their bytes.
 * `parseCbor` reads all of it. Fault: `cbor-malformed` for a number that is not a whole one.
 */
export function formatCbor(value: CborValue): Uint8Array {
  if (typeof value === "number") {
    if (!Number.isSafeInteger(value)) throw malformed("a number is not kept exactly");
    return value < 0 ? head(MAJOR.negative, -1 - value) : head(MAJOR.unsigned, value);
  }
  if (typeof value === "string") {
    const text = encodeUtf8(value);
    return concatBytes(head(MAJOR.text, text.length), text);
  }
  if (typeof value === "boolean") return head(MAJOR.simple, value ? TRUE : FALSE);
  if (value === null) return head(MAJOR.simple, NULL);
  if (value instanceof Uint8Array) return concatBytes(head(MAJOR.bytes, value.length), value);
  if (value instanceof CborTag) return concatBytes(head(MAJOR.tag, value.tag), formatCbor(value.value));
  if (value instanceof Map) return formatMap(value);
  const items = value as readonly CborValue[];
  return joinBytes([head(MAJOR.array, items.length), ...items.map(formatCbor)]);
}

function formatMap(map: CborMap): Uint8Array {
  const members = [...map].map(([key, value]) => ({ key: formatCbor(key), value: formatCbor(value) }));
  members.sort((a, b) => compareBytes(a.key, b.key));
  return joinBytes([head(MAJOR.map, members.length), ...members.flatMap(({ key, value }) => [key, value])]);
}

function head(major: number, count: number): Uint8Array {
  if (count < 24) return Uint8Array.of((major << 5) | count);
  const power = count < 256 ? 0 : count < 65_536 ? 1 : count < 4_294_967_296 ? 2 : 3;
  const bytes = new Uint8Array(1 + (1 << power));
  bytes[0] = (major << 5) | (24 + power);
  for (let at = bytes.length - 1, rest = count; at > 0; at--) {
    bytes[at] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  return bytes;
}

function malformed(problem: string): Fault {
  return new Fault("cbor-malformed", `the CBOR is not valid: ${problem}`);
}
