import { Fault } from "../fault.ts";
import { decodeUtf8 } from "../utf8.ts";
import { LINES } from "./source-limits.ts";

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** The lines of a text lockfile, without their ends (LF, CRLF or CR, mixed as they come). Faults: `utf8-malformed`, `sbom-limit`. */
export function sourceLines(bytes: Uint8Array): string[] {
  return linesOf(sourceText(bytes));
}

/** The lines of a text, as `sourceLines`. Fault: `sbom-limit`, for more or longer lines than files have. */
export function linesOf(text: string): string[] {
  const most = Math.max(LINES.most, Math.floor(text.length / LINES.charactersOfOne));
  let count = 1;
  let start = 0;
  for (let at = 0; at <= text.length; at++) {
    const code = text.charCodeAt(at);
    if (at < text.length && code !== LINE_FEED && code !== CARRIAGE_RETURN) continue;
    if (at - start > LINES.longest) {
      throw new Fault("sbom-limit", `line ${count} of the file has more than ${LINES.longest} characters`);
    }
    start = at + 1;
    count += 1;
  }
  if (count > most) throw new Fault("sbom-limit", `the file has more than ${most} lines`);
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
