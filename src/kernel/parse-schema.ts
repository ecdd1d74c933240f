import * as v from "valibot";
import type { Fault } from "./fault.ts";
import { printable } from "./printable.ts";

/**
 * What a schema makes of a value. `malformed` makes the fault, from words such as `is wrong at "subject.0.name"`: the first
 * place that is wrong, what it may be where that is a choice, and never what stands there.
 */
export function parseSchema<S extends v.GenericSchema>(
  schema: S,
  value: unknown,
  malformed: (problem: string) => Fault,
): v.InferOutput<S> {
  const parsed = v.safeParse(schema, value);
  if (parsed.success) return parsed.output;
  throw malformed(problemOf(parsed.issues.find(isUnknownField) ?? parsed.issues[0]));
}

/** A misspelt field leaves a value lacking, too, and is the one to name. */
function isUnknownField(issue: v.BaseIssue<unknown>): boolean {
  return issue.kind === "schema" && issue.expected === "never";
}

function problemOf(issue: v.BaseIssue<unknown>): string {
  const place = printable(v.getDotPath(issue as never) ?? "its top");
  if (isUnknownField(issue)) return `has a field at ${place} that is not known`;
  if (issue.kind === "schema" && issue.received === "undefined") return `lacks a value at ${place}`;
  if (issue.type !== "picklist" && issue.type !== "literal") return `is wrong at ${place}`;
  const choices = (issue.expected ?? "").replace(/[()"]/g, "").split(" | ");
  const last = choices.pop() ?? "";
  const shown = choices.length === 0 ? `must be ${last}` : `may be ${choices.join(", ")} or ${last}`;
  return `is wrong at ${place}, which ${shown}`;
}
