import { escapeInvisible } from "../kernel/printable.ts";

/** A text on one line with everything that a person could not see written as an escape. */
export function visible(text: string): string {
  return Array.from(text, escapeInvisible).join("");
}
