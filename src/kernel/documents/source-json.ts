import type { JsonObject } from "../json.ts";
import { parseJsonObject } from "../json-object.ts";
import { limitMarks } from "./count-marks.ts";
import { JSON_MARKS, MAX_SOURCE_BYTES, MAX_SOURCE_DEPTH } from "./source-limits.ts";
import { withoutByteOrderMark } from "./source-text.ts";

/**
 * The object that a JSON lockfile holds. Keys such as `__proto__` are plain keys, a byte order mark is passed over.
 * Faults: `json-malformed`, `json-too-large`, `sbom-limit`.
 */
export function readSourceJson(bytes: Uint8Array): JsonObject {
  limitMarks(bytes, JSON_MARKS);
  return parseJsonObject(withoutByteOrderMark(bytes), {
    maxBytes: MAX_SOURCE_BYTES,
    maxDepth: MAX_SOURCE_DEPTH,
    prototypeKeys: "keep",
    what: "the file",
  });
}
