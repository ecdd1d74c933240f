import { Fault } from "../fault.ts";
import type { JsonObject, JsonValue } from "../json.ts";
import { printable } from "../printable.ts";

/** The object under a key; an empty one if it is absent, null, or empty in another notation (PHP writes `[]`, YAML nothing). Fault: `sbom-source-malformed` for another type. */
export function objectAt(parent: JsonObject, key: string): JsonObject {
  const value = own(parent, key);
  if (value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0)) return {};
  return asObject(value, key);
}

/** The list under a key; an empty one if it is absent or null. Fault: `sbom-source-malformed` for another type. */
export function listAt(parent: JsonObject, key: string): readonly JsonValue[] {
  const value = own(parent, key);
  if (value === undefined || value === null || value === "") return [];
  if (!Array.isArray(value)) throw notA("list", key);
  return value;
}

/** The text under a key; undefined if it is absent or null. Fault: `sbom-source-malformed` for another type. */
export function textAt(parent: JsonObject, key: string): string | undefined {
  const value = own(parent, key);
  if (value === undefined || value === null) return undefined;
  if (typeof value === "string") return value;
  throw notA("text", key);
}

/**
 * The text under a key that only informs, as an address or a digest; undefined if it is anything else. One field of another type says
 * nothing about the rest.
 */
export function hintAt(parent: JsonObject, key: string): string | undefined {
  const value = own(parent, key);
  return typeof value === "string" ? value : undefined;
}

/** The text under a key that must be there and not empty. Fault: `sbom-source-malformed`. */
export function requiredTextAt(parent: JsonObject, key: string): string {
  const value = textAt(parent, key);
  if (!value) throw new Fault("sbom-source-malformed", `an entry has no ${printable(key, 60)}`);
  return value;
}

/** True for the boolean `true` under a key, and for the text, as YAML is read. */
export function flagAt(parent: JsonObject, key: string): boolean {
  const value = own(parent, key);
  return value === true || value === "true";
}

/** A value as object; `what` names it in the fault `sbom-source-malformed`. */
export function asObject(value: JsonValue | undefined, what: string): JsonObject {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw notA("table", what);
  return value as JsonObject;
}

/** A value as text; `what` names it in the fault `sbom-source-malformed`. */
export function asText(value: JsonValue | undefined, what: string): string {
  if (typeof value !== "string") throw notA("text", what);
  return value;
}

function own(parent: JsonObject, key: string): JsonValue | undefined {
  return Object.hasOwn(parent, key) ? parent[key] : undefined;
}

function notA(kind: string, what: string): Fault {
  return new Fault("sbom-source-malformed", `${printable(what, 80)} is not a ${kind}`);
}
