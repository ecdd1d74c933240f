import { Fault } from "./fault.ts";
import { printable } from "./printable.ts";

/** The digits of RFC 4648 §4, or of §5, and whether the text is filled up to whole groups of four. */
interface Alphabet {
  readonly name: "base64" | "base64url";
  readonly padded: boolean;
  /** Character code of each digit. */
  readonly codes: Uint8Array;
  /** Value of a digit by its character code; `NONE` for every other character below 128. */
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
  const values = new Uint8Array(128).fill(NONE);
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
  const bytes = new Uint8Array(Math.floor((count * 3) / 4));
  let place = 0;
  for (let at = 0; at < count; at += 4) {
    const a = values[text.charCodeAt(at)] ?? NONE;
    const b = values[text.charCodeAt(at + 1)] ?? NONE;
    // The last group may have two or three digits.
    const c = at + 2 < count ? (values[text.charCodeAt(at + 2)] ?? NONE) : 0;
    const d = at + 3 < count ? (values[text.charCodeAt(at + 3)] ?? NONE) : 0;
    if ((a | b | c | d) >= NONE) throw malformed(text, alphabet);
    const group = (a << 18) | (b << 12) | (c << 6) | d;
    bytes[place++] = group >> 16;
    bytes[place++] = group >> 8;
    bytes[place++] = group;
    // What is behind the end of the array was not written, and must be nothing.
    if (place > bytes.length && (group & (2 ** (8 * (place - bytes.length)) - 1)) !== 0)
      throw malformed(text, alphabet);
  }
  return bytes;
}

function malformed(text: string, { name }: Alphabet): Fault {
  return new Fault("base64-malformed", `${printable(text, 40)} is not canonical ${name}`);
}
