import type * as v from "valibot";
import { Fault } from "../../kernel/fault.ts";
import { parseSchema } from "../../kernel/parse-schema.ts";

export function malformedEvidence(what: string, problem: string): Fault {
  return new Fault("evidence-malformed", `it is not a well-formed ${what}: ${problem}`);
}

/** A document by the schema of its format, as far as it is understood; fields beyond it are left alone. */
export function parseEvidence<S extends v.GenericSchema>(schema: S, value: unknown, what: string): v.InferOutput<S> {
  return parseSchema(schema, value, (problem) => malformedEvidence(what, `it ${problem}`));
}
