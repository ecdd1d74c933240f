import { Fault } from "./fault.ts";
import { printable } from "./printable.ts";

/** Lower-case hexadecimal of bytes. */
export function encodeHex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("hex");
}

/** The bytes of lower-case hexadecimal; `hex-malformed` for anything else. */
export function decodeHex(text: string): Uint8Array {
  const bytes = new Uint8Array(Buffer.from(text, "hex"));
  if (encodeHex(bytes) !== text)
    throw new Fault("hex-malformed", `${printable(text, 80)} is not lower-case hexadecimal`);
  return bytes;
}
