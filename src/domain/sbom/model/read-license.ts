import { isSupportedSpdxId } from "@cyclonedx/cyclonedx-library/SPDX";
import parse from "spdx-expression-parse";

/** How a declared licence can be written: an SPDX identifier, an expression over them, or a name in free text. */
export type DeclaredLicense = { readonly kind: "id" | "expression" | "name"; readonly text: string };

const MAX_EXPRESSION = 1024;

/** Tells what a declared licence is, exactly as it is spelled: a near miss stays a name. */
export function readLicense(text: string): DeclaredLicense {
  if (isSupportedSpdxId(text)) return { kind: "id", text };
  return { kind: isExpression(text) ? "expression" : "name", text };
}

function isExpression(text: string): boolean {
  // The parser descends; an expression of this length cannot exhaust the stack.
  if (text.length > MAX_EXPRESSION) return false;
  try {
    parse(text);
    return true;
  } catch {
    return false;
  }
}
