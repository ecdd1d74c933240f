import type { JsonObject, JsonValue } from "../../../kernel/json.ts";
import { isJsonObject } from "../../../kernel/json-object.ts";

// For documents of other tools: what has another type than expected counts as absent, and the checks that follow say so.

export function objects(value: JsonValue | undefined): JsonObject[] {
  return Array.isArray(value) ? (value as JsonValue[]).filter((item) => isJsonObject(item)) : [];
}

export function objectsIn(entry: JsonObject, key: string): JsonObject[] {
  return objects(entry[key]);
}

/** An empty object if there is none. */
export function objectIn(entry: JsonObject, key: string): JsonObject {
  const value = entry[key];
  return isJsonObject(value) ? value : {};
}

export function textsIn(entry: JsonObject, key: string): string[] {
  const value = entry[key];
  return Array.isArray(value) ? (value as JsonValue[]).filter((item) => typeof item === "string") : [];
}

export function text(value: JsonValue | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}
