import { Fault } from "./fault.ts";
import { printable } from "./printable.ts";

/** The digits of RFC 4648 §4, or of §5, and whether the text is filled up to whole groups of four. */
interface Alphabet {
  readonly name: "base64" | "base64url";
  readonly padded: boolean;
  /** Character code of each digit. */
  readonly codes: Uint8Array;
  /** Value of a digit by its character code; `NONE` for every other byte. */
  readonly values: Uint8Array;
}

const NONE = 64;

const BASE64 = alphabet("base64", "+/", true);
const BASE64URL = alphabet("base64url", "-_", false);

/** Base64 with padding (RFC 4648 §4). */
export function encodeBase64(bytes: Uint8Array): string {
  return encode(bytes, BASE64);
}

/**
 * The bytes of canonical base64 (RFC 4648 §4): padded, one line, trailing bits zero (§3.5). `base64-malformed` otherwise.
 */
export function decodeBase64(text: string): Uint8Array {
  return decode(text, BASE64);
}

/** Whether it is the base64 of at least one byte. */
export function isBase64(text: string): boolean {
  try {
    return decodeBase64(text).length > 0;
  } catch {
    return false;
  }
}

/** Base64 with the URL alphabet and no padding (RFC 4648 §5, as JOSE uses it). */
export function encodeBase64Url(bytes: Uint8Array): string {
  return encode(bytes, BASE64URL);
}

/** The bytes of canonical unpadded base64url (RFC 4648 §5). `base64-malformed` otherwise. */
export function decodeBase64Url(text: string): Uint8Array {
  return decode(text, BASE64URL);
}

function alphabet(name: Alphabet["name"], last: string, padded: boolean): Alphabet {
  const digits = `ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789${last}`;
  const codes = Uint8Array.from(digits, (digit) => digit.charCodeAt(0));
  const values = new Uint8Array(256).fill(NONE);
  for (const [value, code] of codes.entries()) values[code] = value;
  return { name, padded, codes, values };
}

function encode(bytes: Uint8Array, { codes, padded }: Alphabet): string {
  const text = new Uint8Array(Math.ceil((bytes.length * 4) / 3));
  let place = 0;
  for (let at = 0; at < bytes.length; at += 3) {
    const group = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    // Behind the end of the array a write is lost: the last group may have fewer digits.
    text[place++] = codes[group >> 18] ?? 0;
    text[place++] = codes[(group >> 12) & 63] ?? 0;
    text[place++] = codes[(group >> 6) & 63] ?? 0;
    text[place++] = codes[group & 63] ?? 0;
  }
  const digits = new TextDecoder().decode(text);
  return padded ? digits.padEnd(Math.ceil(digits.length / 4) * 4, "=") : digits;
}

function decode(text: string, alphabet: Alphabet): Uint8Array {
  const { values, padded } = alphabet;
  const filled = padded && text.endsWith("=") ? (text.endsWith("==") ? 2 : 1) : 0;
  const count = text.length - filled;
  // One digit alone has not the bits of a byte.
  if (count % 4 === 1 || (padded && text.length % 4 !== 0)) throw malformed(text, alphabet);
  // One byte for each digit. Any other character has bytes without a value, at the latest where the text seems to end.
  const codes = new TextEncoder().encode(text);
  if (codes.length !== text.length) throw malformed(text, alphabet);
  const bytes = new Uint8Array(Math.floor((count * 3) / 4));
  const rest = count % 4;
  const whole = count - rest;
  let place = 0;
  // Of all values, so that a missing one shows.
  let all = 0;
  for (let at = 0; at < whole; at += 4) {
    const a = values[codes[at]!]!;
    const b = values[codes[at + 1]!]!;
    const c = values[codes[at + 2]!]!;
    const d = values[codes[at + 3]!]!;
    all |= a | b | c | d;
    bytes[place] = (a << 2) | (b >> 4);
    bytes[place + 1] = (b << 4) | (c >> 2);
    bytes[place + 2] = (c << 6) | d;
    place += 3;
  }
  // The last group may have two or three digits, whose last bits are nothing.
  if (rest > 0) {
    const a = values[codes[whole]!]!;
    const b = values[codes[whole + 1]!]!;
    const c = rest === 3 ? values[codes[whole + 2]!]! : 0;
    all |= a | b | c;
    bytes[place] = (a << 2) | (b >> 4);
    if (rest === 3) bytes[place + 1] = (b << 4) | (c >> 2);
    if ((rest === 3 ? c & 3 : b & 15) !== 0) throw malformed(text, alphabet);
  }
  if (all >= NONE) throw malformed(text, alphabet);
  return bytes;
}

function malformed(text: string, { name }: Alphabet): Fault {
  return new Fault("base64-malformed", `${printable(text, 40)} is not canonical ${name}`);
}
