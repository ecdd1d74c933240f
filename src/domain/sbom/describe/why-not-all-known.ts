import { printable } from "../../../kernel/printable.ts";
import type { Inventory } from "../model/inventory.ts";
import { isPassedOver } from "./read-documents.ts";

/**
 * Why it is not known what all of something is made of, in a sentence that is safe to print; undefined if nothing stands against it.
 *
 * A file is unknown, or its contents are not all known, as its level says. A folder is at best incomplete, so it is judged by its
 * members: one that could not be read counts, unless it is test data, which is not what the folder is for; a manifest without a
 * lockfile does not, for it is read as far as it goes.
 */
export function whyNotAllKnown({ root, components, completeness, unread, doubts = [] }: Inventory): string | undefined {
  const own = completeness.find(({ refs }) => refs.includes(root.ref));
  if (own === undefined) return "nothing says what it is made of";
  if (own.level === "complete") return undefined;
  if (components.length === 0) return own.reason;
  const counts = unread.filter(({ path, sound = false }) => own.level === "unknown" || !(sound || isPassedOver(path)));
  const [first] = [...counts.map(({ path, reason }) => `${printable(path)} ${reason}`), ...doubts];
  return first;
}
