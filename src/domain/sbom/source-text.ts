import { decodeUtf8 } from "../../kernel/utf8.ts";

/** The lines of a text lockfile, without their ends (LF or CRLF). Fault: `utf8-malformed`. */
export function sourceLines(bytes: Uint8Array): string[] {
  return sourceText(bytes).split(/\r?\n/);
}

/** The text of a lockfile, without a byte order mark. Fault: `utf8-malformed`. */
export function sourceText(bytes: Uint8Array): string {
  return decodeUtf8(withoutByteOrderMark(bytes), "the file");
}

/** Editors and .NET put one in front; it is no part of the document. */
export function withoutByteOrderMark(bytes: Uint8Array): Uint8Array {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}
