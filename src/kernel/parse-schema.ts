import * as v from "valibot";
import { Fault } from "./fault.ts";
import type { JsonObject } from "./json.ts";
import { parseJsonObject } from "./json-object.ts";
import { printable } from "./printable.ts";
import { requireFault } from "./require-fault.ts";

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

/** Whatever is wrong with a document is one fault, that of `malformed`. */
export interface ClosedJson {
  readonly what: string;
  readonly maxBytes: number;
  readonly malformed: (problem: string) => Fault;
}

/** Reads a document: strict JSON, an object, of a closed schema. */
export function parseClosedJson<S extends v.GenericSchema>(
  bytes: Uint8Array,
  schema: S,
  { malformed, ...limits }: ClosedJson,
): v.InferOutput<S> {
  let json: JsonObject;
  try {
    json = parseJsonObject(bytes, limits);
  } catch (error) {
    requireFault(error);
    throw new Fault(malformed("").code, error.message, { cause: error });
  }
  return parseSchema(schema, json, malformed);
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
