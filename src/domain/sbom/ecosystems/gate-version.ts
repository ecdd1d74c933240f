import type { JsonValue } from "../../../kernel/json.ts";
import { printable } from "../../../kernel/printable.ts";
import type { PartBuilder } from "../model/part-builder.ts";

/**
 * Compares the version that a lockfile says its format has with those that are known. What a later version means nobody knows here:
 * what can be read of it is listed, and nothing is called complete. A version that is not said is the first.
 */
export function gateVersion(
  part: PartBuilder,
  said: JsonValue | undefined | bigint,
  known: readonly (number | RegExp)[],
): void {
  if (said === undefined || said === null) return;
  const text = String(typeof said === "object" ? JSON.stringify(said) : said);
  if (known.some((one) => (typeof one === "number" ? String(one) === text : one.test(text)))) return;
  part.distrust(`its format has the version ${printable(text, 40)}, which is not known`);
}
