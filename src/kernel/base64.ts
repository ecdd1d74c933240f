import { Fault } from "./fault.ts";
import { printable } from "./printable.ts";

/** Base64 with padding (RFC 4648 §4). */
export function encodeBase64(bytes: Uint8Array): string {
  let binary = "";
  for (let at = 0; at < bytes.length; at += CHUNK) {
    // Spread, it would be a call for each byte.
    binary += String.fromCharCode.apply(null, bytes.subarray(at, at + CHUNK) as unknown as number[]);
  }
  return btoa(binary);
}

/** Arguments of one call, far below what a stack holds. */
const CHUNK = 8192;

/**
 * The bytes of canonical base64 (RFC 4648 §4): padded, one line, trailing bits zero (§3.5). `base64-malformed` otherwise.
 */
export function decodeBase64(text: string): Uint8Array {
  if (text.length % 4 !== 0) throw malformed(text, "base64");
  return decode(text, text, "base64");
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
  return encodeBase64(bytes).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** The bytes of canonical unpadded base64url (RFC 4648 §5). `base64-malformed` otherwise. */
export function decodeBase64Url(text: string): Uint8Array {
  if (/[+/=]/.test(text)) throw malformed(text, "base64url");
  return decode(text.replaceAll("-", "+").replaceAll("_", "/"), text, "base64url");
}

/** `digits` is the text in the alphabet of RFC 4648 §4. The platform decodes many times faster than we can, but takes more than we do. */
function decode(digits: string, text: string, name: "base64" | "base64url"): Uint8Array {
  const count = digits.endsWith("==") ? digits.length - 2 : digits.endsWith("=") ? digits.length - 1 : digits.length;
  const binary = binaryOf(digits);
  // White space, or a padding that fills up nothing, makes it shorter than its digits are.
  if (binary?.length !== Math.floor((count * 3) / 4)) throw malformed(text, name);
  // The last group may have two or three digits, whose last bits are nothing.
  const rest = count % 4;
  const last = binary.slice(binary.length - (rest - 1));
  if (rest > 0 && !btoa(last).startsWith(digits.slice(count - rest, count))) throw malformed(text, name);
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < bytes.length; at++) bytes[at] = binary.charCodeAt(at);
  return bytes;
}

/** A letter for each byte; undefined for what even the platform does not take (https://infra.spec.whatwg.org/#forgiving-base64-decode). */
function binaryOf(digits: string): string | undefined {
  try {
    return atob(digits);
  } catch {
    return undefined;
  }
}

function malformed(text: string, name: string): Fault {
  return new Fault("base64-malformed", `${printable(text, 40)} is not canonical ${name}`);
}
