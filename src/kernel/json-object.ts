import { Fault } from "./fault.ts";
import type { JsonObject, JsonOptions, JsonValue } from "./json.ts";
import { parseJson } from "./json.ts";

/** As `parseJson`, and the document must be an object (J11); `json-malformed` otherwise. */
export function parseJsonObject(bytes: Uint8Array, options: JsonOptions = {}): JsonObject {
  const value = parseJson(bytes, options);
  if (!isJsonObject(value)) throw new Fault("json-malformed", `${options.what ?? "document"} is not a JSON object`);
  return value;
}

export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
