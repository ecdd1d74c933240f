import { compareBytes, joinBytes } from "./bytewise.ts";
import { DER_TAGS, readDer } from "./der.ts";
import { Fault } from "./fault.ts";
import { decodeHex } from "./hex.ts";
import { formatEpoch } from "./iso-time.ts";
import { printable } from "./printable.ts";
import { encodeUtf8 } from "./utf8.ts";

/*
 * DER values (X.690) as bytes; what is put inside of another is DER already. `readDer` reads all of it.
 */

/** SEQUENCE of the values, in their order. */
export function sequence(...items: Uint8Array[]): Uint8Array {
  return formatDer(DER_TAGS.sequence, ...items);
}

/** SET OF: the values in the order of their bytes (X.690 §11.6). */
export function set(...items: Uint8Array[]): Uint8Array {
  return formatDer(DER_TAGS.set, ...items.toSorted(compareBytes));
}

/** A whole number, or the bytes of one without sign, most significant first. */
export function integer(value: number | bigint | Uint8Array): Uint8Array {
  if (typeof value === "object") {
    const begin = value.findIndex((byte) => byte !== 0);
    const digits = begin < 0 ? Uint8Array.of(0) : value.subarray(begin);
    // A first bit of one would be a sign.
    return formatDer(DER_TAGS.integer, new Uint8Array((digits[0] ?? 0) < 0x80 ? 0 : 1), digits);
  }
  const number = BigInt(value);
  let size = 1;
  while (BigInt.asIntN(size * 8, number) !== number) size++;
  const digits = BigInt.asUintN(size * 8, number).toString(16);
  return formatDer(DER_TAGS.integer, decodeHex(digits.padStart(size * 2, "0")));
}

/** An object identifier from dotted decimal. */
export function oid(text: string): Uint8Array {
  if (!/^(?:[01]\.[1-3]?[0-9]|2\.(?:0|[1-9][0-9]*))(?:\.(?:0|[1-9][0-9]*))*$/.test(text)) {
    throw new Fault("der-malformed", `${printable(text, 40)} is not an object identifier`);
  }
  const [top = 0n, second = 0n, ...rest] = text.split(".").map(BigInt);
  return formatDer(DER_TAGS.oid, ...[top * 40n + second, ...rest].map(formatArc));
}

export function octetString(bytes: Uint8Array): Uint8Array {
  return formatDer(DER_TAGS.octetString, bytes);
}

/** `unusedBits` of the last byte do not count and must be zero. */
export function bitString(bytes: Uint8Array, unusedBits = 0): Uint8Array {
  return formatDer(DER_TAGS.bitString, Uint8Array.of(unusedBits), bytes);
}

export function utf8(text: string): Uint8Array {
  return formatDer(DER_TAGS.utf8String, encodeUtf8(text));
}

/** ASCII only. */
export function ia5(text: string): Uint8Array {
  return checked(formatDer(DER_TAGS.ia5String, encodeUtf8(text)));
}

/** Letters, digits and `'()+,-./:=?` only. */
export function printableString(text: string): Uint8Array {
  return checked(formatDer(DER_TAGS.printableString, encodeUtf8(text)));
}

/** `seconds` since 1970; a fraction is kept to the millisecond. */
export function generalizedTime(seconds: number): Uint8Array {
  const iso = isoTime(seconds);
  const fraction = iso.slice(19, 23).replace(/\.?0+$/, "");
  return formatDer(DER_TAGS.generalizedTime, encodeUtf8(`${iso.slice(0, 19).replace(/[-:T]/g, "")}${fraction}Z`));
}

/** Whole `seconds` since 1970, in the years 1950 to 2049. */
export function utcTime(seconds: number): Uint8Array {
  const iso = isoTime(seconds);
  const year = iso.slice(0, 4);
  if (year < "1950" || year > "2049") throw new Fault("time-malformed", `${seconds} is outside the years 1950 to 2049`);
  return formatDer(DER_TAGS.utcTime, encodeUtf8(`${iso.slice(2, 19).replace(/[-:T]/g, "")}Z`));
}

/** `[number]` around the values. */
export function explicit(number: number, ...items: Uint8Array[]): Uint8Array {
  return formatDer(0xa0 | number, ...items);
}

/** The value with its tag replaced by `[number]`. */
export function implicit(number: number, item: Uint8Array): Uint8Array {
  const node = readDer(item);
  return formatDer(0x80 | (node.tag & 0x20) | number, node.content);
}

export function boolean(value: boolean): Uint8Array {
  return formatDer(DER_TAGS.boolean, Uint8Array.of(value ? 0xff : 0));
}

export function nullValue(): Uint8Array {
  return formatDer(DER_TAGS.nullValue);
}

function formatDer(tag: number, ...parts: Uint8Array[]): Uint8Array {
  const length = parts.reduce((total, part) => total + part.length, 0);
  return joinBytes([Uint8Array.of(tag), formatLength(length), ...parts]);
}

function formatLength(length: number): Uint8Array {
  if (length < 0x80) return Uint8Array.of(length);
  const digits = length.toString(16);
  const octets = decodeHex(digits.padStart(digits.length + (digits.length % 2), "0"));
  return joinBytes([Uint8Array.of(0x80 | octets.length), octets]);
}

function formatArc(arc: bigint): Uint8Array {
  const groups = [Number(arc & 0x7fn)];
  for (let rest = arc >> 7n; rest > 0n; rest >>= 7n) groups.unshift(Number(rest & 0x7fn) | 0x80);
  return Uint8Array.from(groups);
}

/** A string type whose characters the reader accepts. */
function checked(der: Uint8Array): Uint8Array {
  readDer(der).string();
  return der;
}

/** `2026-11-21T07:00:00.000`. */
function isoTime(seconds: number): string {
  const milliseconds = Math.round(seconds * 1000);
  const whole = Math.floor(milliseconds / 1000);
  // formatEpoch refuses what four digits of a year cannot say.
  return `${formatEpoch(whole).slice(0, 19)}.${String(milliseconds - whole * 1000).padStart(3, "0")}`;
}
