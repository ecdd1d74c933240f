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
  try {
    return parse(text, { maxDepth: MAX_DEPTH, integersAsBigInt: "asNeeded" }) as JsonObject;
  } catch (cause) {
    const at = cause instanceof TomlError ? { at: { line: cause.line } } : {};
    throw new Fault("sbom-source-malformed", "a lockfile is not TOML", { cause, ...at });
  }
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
