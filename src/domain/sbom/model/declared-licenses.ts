import type { JsonValue } from "../../../kernel/json.ts";

/**
 * Licences as package manifests write them: a text, `{ "type": "MIT" }`, or a list of either. A list is a choice that the
 * manifest does not spell out, so each stays an entry of its own.
 */
export function declaredLicenses(value: JsonValue | undefined): string[] {
  if (typeof value === "string") return value.trim() === "" ? [] : [value.trim()];
  if (Array.isArray(value)) return value.flatMap((item) => declaredLicenses(item as JsonValue));
  if (typeof value !== "object" || value === null) return [];
  const { type, name } = value as { type?: JsonValue; name?: JsonValue };
  return declaredLicenses(typeof type === "string" ? type : typeof name === "string" ? name : undefined);
}
