import * as v from "valibot";
import { Fault } from "../../kernel/fault.ts";
import { type JsonOptions, parseJson } from "../../kernel/json.ts";
import { printable } from "../../kernel/printable.ts";
import type { HttpResponse } from "../../ports/http.ts";

/** Who answered, and how much it may say. */
export interface Answered {
  /** For people, for example `Rekor`. */
  readonly service: string;
  /** To what, for example `read the tag`. */
  readonly to?: string;
  /** How it is parsed, if it may be large or hold what people wrote. */
  readonly json?: JsonOptions;
}

/**
 * Reads a JSON answer by its schema. `response-malformed` names the service and the field, and nothing of the answer:
 * a service may send back what it was sent, and that was a token (G08, G24).
 */
export function parseAnswer<S extends v.GenericSchema>(
  schema: S,
  response: HttpResponse,
  answered: Answered,
): v.InferOutput<S> {
  const parsed = v.safeParse(schema, jsonOf(response, answered));
  if (parsed.success) return parsed.output;
  const field = printable(v.getDotPath(parsed.issues[0]) ?? "the whole", 80);
  throw malformed(`JSON of another shape (${field})`, answered);
}

function jsonOf({ body }: HttpResponse, answered: Answered): unknown {
  try {
    return parseJson(body, answered.json);
  } catch {
    throw malformed("something that is not JSON", answered);
  }
}

function malformed(what: string, { service, to }: Answered): Fault {
  return new Fault("response-malformed", `${service} answered with ${what}${to === undefined ? "" : ` to: ${to}`}`);
}
