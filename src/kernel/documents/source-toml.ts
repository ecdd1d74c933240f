import { parse, TomlError } from "smol-toml";
import { Fault } from "../fault.ts";
import type { JsonObject, JsonValue } from "../json.ts";
import { limitMarks } from "./count-marks.ts";
import { MAX_SOURCE_BYTES, TOML_MARKS } from "./source-limits.ts";
import { sourceText } from "./source-text.ts";
import { asObject } from "./source-tree.ts";

const MAX_DEPTH = 64;

/**
 * The table that a TOML lockfile holds. Fault: `sbom-source-malformed`, with the line. Dates and
 * big integers come as values that the accessors of `source-tree.ts` refuse.
 */
export function readSourceToml(bytes: Uint8Array): JsonObject {
  if (bytes.length > MAX_SOURCE_BYTES) {
    throw new Fault("sbom-limit", `a lockfile is larger than ${MAX_SOURCE_BYTES} bytes`);
  }
  limitMarks(bytes, TOML_MARKS);
  const text = sourceText(bytes);
  limitKeys(text);
  try {
    return parse(text, { maxDepth: MAX_DEPTH, integersAsBigInt: "asNeeded" }) as JsonObject;
  } catch (cause) {
    const at = cause instanceof TomlError ? { at: { line: cause.line } } : {};
    throw new Fault("sbom-source-malformed", "a lockfile is not TOML", { cause, ...at });
  }
}

/**
 * Each part of a key `a.b.c` may be a table of its own, which costs as much as a mark. Dots within strings and comments do not count.
 * Fault: `sbom-limit`.
 */
function limitKeys(text: string): void {
  const most = Math.max(TOML_MARKS.most, Math.floor(text.length / TOML_MARKS.bytesOfOne));
  let dots = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === "." && ++dots > most) {
      throw new Fault("sbom-limit", `the file has keys of more than ${most} parts`);
    }
    if (character === "#") at = lineEnd(text, at);
    else if (character === '"' || character === "'") at = stringEnd(text, at, character);
  }
}

function lineEnd(text: string, from: number): number {
  const at = text.indexOf("\n", from);
  return at === -1 ? text.length : at;
}

/** Where the string that begins at `start` ends: at its last quotation mark, or, one of a line, with the line at the latest. */
function stringEnd(text: string, start: number, quote: string): number {
  const long = text.startsWith(quote.repeat(3), start);
  const close = long ? quote.repeat(3) : quote;
  for (let at = start + close.length; at < text.length; at++) {
    if (text.startsWith(close, at)) return at + close.length - 1;
    if (!long && text[at] === "\n") return at;
    if (quote === '"' && text[at] === "\\") at += 1;
  }
  return text.length;
}

/**
 * Reads each `[[package]]` of a lockfile. A fault of `read` says which one it is about, by its number from 1 on, which
 * `readDocument` turns into the line.
 */
export function readTomlPackages<T>(packages: readonly JsonValue[], read: (entry: JsonObject) => T): T[] {
  return packages.map((value, index) => {
    try {
      return read(asObject(value, "package"));
    } catch (cause) {
      if (!(cause instanceof Fault)) throw cause;
      throw new Fault(cause.code, cause.message, { cause, at: { item: index + 1, of: "package" } });
    }
  });
}
