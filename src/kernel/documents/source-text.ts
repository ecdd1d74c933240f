import { decodeUtf8 } from "../utf8.ts";

/** The lines of a text lockfile, without their ends (LF, CRLF or CR, mixed as they come). Fault: `utf8-malformed`. */
export function sourceLines(bytes: Uint8Array): string[] {
  return linesOf(sourceText(bytes));
}

/** The lines of a text, as `sourceLines`. */
export function linesOf(text: string): string[] {
  return text.split(/\r\n?|\n/);
}

/** The text of a lockfile, without a byte order mark. Fault: `utf8-malformed`. */
export function sourceText(bytes: Uint8Array): string {
  return decodeUtf8(withoutByteOrderMark(bytes), "the file");
}

/**
 * Editors and .NET put a byte order mark in front; it is not part of the document. PowerShell writes UTF-16, which the mark tells.
 */
export function withoutByteOrderMark(bytes: Uint8Array): Uint8Array {
  const wide =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? "utf-16le"
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? "utf-16be"
        : undefined;
  if (wide !== undefined) return new TextEncoder().encode(new TextDecoder(wide).decode(bytes));
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}
