import { labelled, type Page } from "../layout.ts";

/** The storage records that GitHub keeps of images, if there are any. */
export function recordLines(records: readonly { readonly id: number }[], page: Page): string[] {
  if (records.length === 0) return [];
  return labelled("On GitHub", `storage record ${records.map(({ id }) => id).join(", ")}`, page);
}
