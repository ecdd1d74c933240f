import * as v from "valibot";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";

export function malformedEvidence(what: string, problem: string): Fault {
  return new Fault("evidence-malformed", `it is not a well-formed ${what}: ${problem}`);
}

/** A document by the schema of its format, as far as it is understood; fields beyond it are left alone. */
export function parseEvidence<S extends v.GenericSchema>(schema: S, value: unknown, what: string): v.InferOutput<S> {
  const parsed = v.safeParse(schema, value);
  if (parsed.success) return parsed.output;
  throw malformedEvidence(what, `it is wrong at ${printable(v.getDotPath(parsed.issues[0]) ?? "its top")}`);
}
