import type { JsonObject, JsonValue } from "../../kernel/json.ts";
import { refusedUpdate } from "./refused-update.ts";

/**
 * The text that signatures of The Update Framework are over, "canonical JSON" (http://wiki.laptop.org/go/Canonical_JSON): keys in
 * order, no spaces, whole numbers, and in texts only the quotation mark and the backslash escaped, so that a line of a PEM key ends in
 * the byte itself. It is not that of RFC 8785. Of a value that was read, so its depth is bounded.
 */
export function signedText(value: JsonValue): string {
  switch (typeof value) {
    case "string":
      return quoted(value);
    case "number":
      if (!Number.isSafeInteger(value)) throw refusedUpdate("metadata holds a number that is not whole");
      return String(value);
    case "object":
      return value === null ? "null" : nested(value);
    default:
      return String(value);
  }
}

function nested(value: readonly JsonValue[] | JsonObject): string {
  if (Array.isArray(value)) return `[${value.map(signedText).join(",")}]`;
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([key, member]) => `${quoted(key)}:${signedText(member)}`).join(",")}}`;
}

function quoted(text: string): string {
  return `"${text.replace(/[\\"]/g, "\\$&")}"`;
}
