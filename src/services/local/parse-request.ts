import * as v from "valibot";
import { Fault } from "../../kernel/fault.ts";
import { parseJson } from "../../kernel/json.ts";

/** A request's JSON body in the shape of a schema; `local-service-refused` or a JSON fault otherwise. */
export function parseRequest<S extends v.GenericSchema>(schema: S, body: Uint8Array, what: string): v.InferOutput<S> {
  const result = v.safeParse(schema, parseJson(body, { what }), { abortEarly: true });
  if (!result.success) {
    const path = v.getDotPath(result.issues[0]) ?? "the document";
    throw new Fault("local-service-refused", `${path} of ${what} is missing or malformed`);
  }
  return result.output;
}
