import * as v from "valibot";
import { canonicalJson } from "../../kernel/canonical-json.ts";
import { Fault } from "../../kernel/fault.ts";
import { type JsonValue, parseJson } from "../../kernel/json.ts";
import { encodeUtf8 } from "../../kernel/utf8.ts";
import type { HttpResponse } from "../../ports/http.ts";

/** A request as the services of the local Sigstore see it. */
export interface ServiceRequest {
  readonly method: string;
  readonly url: URL;
  /** Empty if none was sent. */
  readonly contentType: string;
  readonly body: Uint8Array;
}

/** A request's JSON body in the shape of a schema; `local-service-refused` or a JSON fault otherwise. */
export function parseRequest<S extends v.GenericSchema>(schema: S, body: Uint8Array, what: string): v.InferOutput<S> {
  const result = v.safeParse(schema, parseJson(body, { what }), { abortEarly: true });
  if (!result.success) {
    const path = v.getDotPath(result.issues[0]) ?? "the document";
    throw new Fault("local-service-refused", `${path} of ${what} is missing or malformed`);
  }
  return result.output;
}

/** An answer with a JSON body; header names in lower case. */
export function jsonResponse(status: number, value: JsonValue, headers: Record<string, string> = {}): HttpResponse {
  return {
    status,
    headers: new Map([["content-type", "application/json"], ...Object.entries(headers)]),
    body: encodeUtf8(canonicalJson(value)),
  };
}

/** A refusal in the form that Fulcio, Rekor and the timestamp authority share. */
export function refusal(status: number, message: string, headers: Record<string, string> = {}): HttpResponse {
  return jsonResponse(status, { code: status, message }, headers);
}
