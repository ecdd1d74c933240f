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
  const binary = decodedBy(text);
  // The platform takes white space, any trailing bits and no padding (https://infra.spec.whatwg.org/#forgiving-base64-decode).
  if (binary === undefined || btoa(binary) !== text) throw malformed(text, "base64");
  return bytesOf(binary);
}

/** Whether it is the base64 of at least one byte. */
export function isBase64(text: string): boolean {
  const binary = decodedBy(text);
  return text !== "" && binary !== undefined && btoa(binary) === text;
}

/** Base64 with the URL alphabet and no padding (RFC 4648 §5, as JOSE uses it). */
export function encodeBase64Url(bytes: Uint8Array): string {
  return encodeBase64(bytes).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** The bytes of canonical unpadded base64url (RFC 4648 §5). `base64-malformed` otherwise. */
export function decodeBase64Url(text: string): Uint8Array {
  const binary = decodedBy(text.replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = binary === undefined ? undefined : bytesOf(binary);
  if (bytes === undefined || encodeBase64Url(bytes) !== text) throw malformed(text, "base64url");
  return bytes;
}

/** A letter of Latin-1 for each byte, by the platform, which is as fast as any loop of ours; undefined for what it does not take. */
function decodedBy(digits: string): string | undefined {
  try {
    return atob(digits);
  } catch {
    return undefined;
  }
}

function bytesOf(binary: string): Uint8Array {
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < bytes.length; at++) bytes[at] = binary.charCodeAt(at);
  return bytes;
}

function malformed(text: string, name: string): Fault {
  return new Fault("base64-malformed", `${printable(text, 40)} is not canonical ${name}`);
}
