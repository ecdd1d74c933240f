import { Fault } from "./fault.ts";
import { printable } from "./printable.ts";

/** Base64 with padding (RFC 4648 §4). */
export function encodeBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");
}

/**
 * The bytes of canonical base64 (RFC 4648 §4): padded, one line, trailing bits zero (§3.5). `base64-malformed` otherwise.
 */
export function decodeBase64(text: string): Uint8Array {
  return decodeExactly(text, "base64");
}

/** Base64 with the URL alphabet and no padding (RFC 4648 §5, as JOSE uses it). */
export function encodeBase64Url(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64url");
}

/** The bytes of canonical unpadded base64url (RFC 4648 §5). `base64-malformed` otherwise. */
export function decodeBase64Url(text: string): Uint8Array {
  return decodeExactly(text, "base64url");
}

/** Node decodes leniently; what encodes back to the very text was canonical. */
function decodeExactly(text: string, alphabet: "base64" | "base64url"): Uint8Array {
  const decoded = Buffer.from(text, alphabet);
  if (decoded.toString(alphabet) !== text) {
    throw new Fault("base64-malformed", `${printable(text, 40)} is not canonical ${alphabet}`);
  }
  return new Uint8Array(decoded);
}
