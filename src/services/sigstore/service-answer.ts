import * as v from "valibot";
import { Fault } from "../../kernel/fault.ts";
import { parseJson } from "../../kernel/json.ts";
import { printable } from "../../kernel/printable.ts";
import type { HttpResponse } from "../../ports/http.ts";

/**
 * Reads a JSON answer by its schema. `response-malformed` names the service and the field, and nothing of the answer:
 * a service may send back what it was sent, and that was a token (G24).
 */
export function readAnswer<S extends v.GenericSchema>(
  schema: S,
  response: HttpResponse,
  service: string,
): v.InferOutput<S> {
  const parsed = v.safeParse(schema, parseAnswer(response, service));
  if (parsed.success) return parsed.output;
  const field = printable(v.getDotPath(parsed.issues[0]) ?? "the whole", 80);
  throw new Fault("response-malformed", `${service} answered with JSON of another shape (${field})`);
}

function parseAnswer(response: HttpResponse, service: string): unknown {
  try {
    return parseJson(response.body);
  } catch {
    throw new Fault("response-malformed", `${service} answered with something that is not JSON`);
  }
}
