import * as v from "valibot";
import type { Fault } from "./fault.ts";
import { printable } from "./printable.ts";

/**
 * What a schema makes of a value. `malformed` makes the fault, from words such as `is wrong at "subject.0.name"`: the first
 * place that is wrong, and never what stands there.
 */
export function parseSchema<S extends v.GenericSchema>(
  schema: S,
  value: unknown,
  malformed: (problem: string) => Fault,
): v.InferOutput<S> {
  const parsed = v.safeParse(schema, value);
  if (parsed.success) return parsed.output;
  throw malformed(`is wrong at ${printable(v.getDotPath(parsed.issues[0]) ?? "its top")}`);
}
