import { parseJson } from "../../kernel/json.ts";
import { decodeUtf8 } from "../../kernel/utf8.ts";

const MAX_LINES = 10_000;

/** The JSON documents of a file that is one, or has one a line; anything else is left out, for who judges the file says why. */
export function readJsonDocuments(bytes: Uint8Array): unknown[] {
  const whole = parsed(bytes);
  if (whole.length > 0) return whole;
  const lines = decodeUtf8(bytes).split("\n", MAX_LINES);
  return lines.flatMap((line) => parsed(new TextEncoder().encode(line)));
}

function parsed(bytes: Uint8Array): unknown[] {
  try {
    return [parseJson(bytes, { maxBytes: bytes.length + 1, prototypeKeys: "keep" })];
  } catch {
    return [];
  }
}
