import type { JsonObject } from "../json.ts";
import { parseJsonObject } from "../json-object.ts";
import { MAX_SOURCE_BYTES, MAX_SOURCE_DEPTH } from "./source-limits.ts";
import { withoutByteOrderMark } from "./source-text.ts";

/**
 * The object that a JSON lockfile holds. Keys such as `__proto__` are plain keys, a byte order mark is passed over.
 * Faults: `json-malformed`, `json-too-large`.
 */
export function readSourceJson(bytes: Uint8Array): JsonObject {
  return parseJsonObject(withoutByteOrderMark(bytes), {
    maxBytes: MAX_SOURCE_BYTES,
    maxDepth: MAX_SOURCE_DEPTH,
    prototypeKeys: "keep",
    what: "the file",
  });
}
