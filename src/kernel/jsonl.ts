import { Fault } from "./fault.ts";
import type { JsonOptions, JsonValue } from "./json.ts";
import { parseJson } from "./json.ts";
import { MAX_JSON_BYTES, MAX_JSON_LINES } from "./limits.ts";

export interface JsonLinesOptions extends JsonOptions {
  /** Lines that are not blank; default `MAX_JSON_LINES`. */
  readonly maxLines?: number;
}

/**
 * The documents of a JSON Lines file, each as strict as `parseJson`; blank lines are passed over, and one bad line refuses
 * the whole file (J13). `maxBytes` is of the whole file. `json-malformed`, `json-too-large`.
 */
export function parseJsonLines(bytes: Uint8Array, options: JsonLinesOptions = {}): JsonValue[] {
  const { maxLines = MAX_JSON_LINES, maxBytes = MAX_JSON_BYTES, what = "document" } = options;
  if (bytes.length > maxBytes) throw new Fault("json-too-large", `${what} is larger than ${maxBytes} bytes`);
  const values: JsonValue[] = [];
  for (const [index, line] of splitLines(bytes)) {
    if (line.every(isSpace)) continue;
    if (values.length === maxLines) throw new Fault("json-too-large", `${what} has more than ${maxLines} lines`);
    values.push(parseJson(line, { ...options, what: `line ${index} of ${what}` }));
  }
  return values;
}

/** Each line with its number, counted from 1. */
function* splitLines(bytes: Uint8Array): Generator<[number, Uint8Array]> {
  for (let [index, start] = [1, 0]; start < bytes.length; index++) {
    const found = bytes.indexOf(0x0a, start);
    const end = found < 0 ? bytes.length : found;
    yield [index, bytes.subarray(start, end)];
    start = end + 1;
  }
}

function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x09 || byte === 0x0d;
}
