import { Fault } from "./fault.ts";
import type { JsonObject, JsonValue } from "./json.ts";

/** Far above every document of ours, far below the end of the stack. */
const MAX_DEPTH = 512;

/**
 * The one JSON text of a value (RFC 8785): no spaces, keys in the order of their UTF-16 code units (§3.2.3), strings and
 * numbers as ECMAScript writes them (§3.2.2). `json-malformed` for what has no such text: a number that is not finite,
 * a lone surrogate, undefined. Two values have the same text exactly when they are equal.
 */
export function canonicalJson(value: JsonValue): string {
  return write(value, MAX_DEPTH);
}

/**
 * Whether a text is the canonical JSON of the value that `parseJson` read from it. If its keys are in order, the platform writes the same
 * text many times faster than we can; what it does not write is judged by the definition.
 */
export function isCanonicalJson(text: string, value: JsonValue): boolean {
  if (hasOrderedKeys(value, MAX_DEPTH) && JSON.stringify(value) === text) return true;
  return canonicalJson(value) === text;
}

function hasOrderedKeys(value: JsonValue, depth: number): boolean {
  if (typeof value !== "object" || value === null) return true;
  if (depth === 0) return false;
  if (!Array.isArray(value)) {
    let before: string | undefined;
    for (const key of Object.keys(value)) {
      // Texts are compared by their UTF-16 code units, as §3.2.3 asks.
      if (before !== undefined && key <= before) return false;
      before = key;
    }
  }
  for (const member of Object.values(value)) {
    if (typeof member === "object" && !hasOrderedKeys(member, depth - 1)) return false;
  }
  return true;
}

function write(value: JsonValue, depth: number): string {
  if (depth === 0) throw unwritable(`nesting deeper than ${MAX_DEPTH} levels`);
  switch (typeof value) {
    case "string":
      return writeString(value);
    case "number":
      if (!Number.isFinite(value)) throw unwritable(`the number ${value}`);
      return String(value);
    case "boolean":
      return String(value);
    case "object":
      return value === null ? "null" : writeNested(value, depth);
    default:
      throw unwritable(`a value of type ${typeof value}`);
  }
}

function writeNested(value: readonly JsonValue[] | JsonObject, depth: number): string {
  if (Array.isArray(value)) return `[${Array.from(value, (item: JsonValue) => write(item, depth - 1)).join(",")}]`;
  const object = value as JsonObject; // Array.isArray does not narrow a readonly array away
  // The default order of sort() is that of UTF-16 code units.
  const members = Object.keys(object)
    .sort()
    .map((key) => `${writeString(key)}:${write(object[key] as JsonValue, depth - 1)}`);
  return `{${members.join(",")}}`;
}

function writeString(text: string): string {
  if (!text.isWellFormed()) throw unwritable("a lone surrogate");
  return JSON.stringify(text);
}

function unwritable(problem: string): Fault {
  return new Fault("json-malformed", `${problem} has no canonical JSON`);
}
