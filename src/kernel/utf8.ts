import { Fault } from "./fault.ts";

/** The UTF-8 bytes of a text; `utf8-malformed` if a lone surrogate has none. */
export function encodeUtf8(text: string): Uint8Array {
  if (!text.isWellFormed()) throw new Fault("utf8-malformed", "the text holds a lone surrogate");
  return new TextEncoder().encode(text);
}

/**
 * The text of UTF-8 bytes, nothing replaced: `utf8-malformed` if they are not. A byte order mark stays in the text as
 * U+FEFF, so that the caller can refuse it. `what` names the document in the message.
 */
export function decodeUtf8(bytes: Uint8Array, what = "text"): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new Fault("utf8-malformed", `${what} is not valid UTF-8`, { cause, at: { line: firstBrokenLine(bytes) } });
  }
}

/** No character of UTF-8 holds the byte of a line end, so each line is valid or not by itself. */
function firstBrokenLine(bytes: Uint8Array): number {
  for (let line = 1, start = 0; ; line += 1) {
    const end = bytes.indexOf(0x0a, start);
    if (end < 0 || !isUtf8(bytes.subarray(start, end))) return line;
    start = end + 1;
  }
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
