import { isSupportedSpdxId } from "@cyclonedx/cyclonedx-library/SPDX";
import exceptions from "spdx-exceptions/index.json" with { type: "json" };
import parse, { type Expression } from "spdx-expression-parse";
import deprecated from "spdx-license-ids/deprecated.json" with { type: "json" };

/** How a declared licence can be written: an SPDX identifier, an expression over them, or a name in free text. */
export type DeclaredLicense = { readonly kind: "id" | "expression" | "name"; readonly text: string };

const MAX_EXPRESSION = 1024;
const EXCEPTIONS: ReadonlySet<string> = new Set(exceptions);
const DEPRECATED: ReadonlySet<string> = new Set(deprecated);

/** Tells what a declared licence is, exactly as it is spelled: a near miss stays a name. */
export function readLicense(text: string): DeclaredLicense {
  // The library's list holds exceptions too, which are not licences by themselves.
  if (isSupportedSpdxId(text) && !EXCEPTIONS.has(text)) return { kind: "id", text };
  return { kind: expressionOf(text) === undefined ? "name" : "expression", text };
}

/** True for an identifier, or an expression over one, that the SPDX list deprecates. */
export function isDeprecatedLicense(text: string): boolean {
  const expression = expressionOf(text);
  return expression === undefined ? DEPRECATED.has(text) : idsOf(expression).some((id) => DEPRECATED.has(id));
}

/** True if every choice that an expression leaves has a licence of which `test` holds; a name is judged as it is. */
export function everyChoice(text: string, test: (id: string) => boolean): boolean {
  const expression = expressionOf(text);
  return expression === undefined ? test(text) : holds(expression, test);
}

function holds(expression: Expression, test: (id: string) => boolean): boolean {
  if ("license" in expression) return test(expression.license);
  const [left, right] = [holds(expression.left, test), holds(expression.right, test)];
  return expression.conjunction === "or" ? left && right : left || right;
}

function idsOf(expression: Expression): string[] {
  if ("license" in expression) return [expression.license, `${expression.license}+`];
  return [...idsOf(expression.left), ...idsOf(expression.right)];
}

function expressionOf(text: string): Expression | undefined {
  // The parser descends; an expression of this length cannot exhaust the stack.
  if (text.length > MAX_EXPRESSION) return undefined;
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}
