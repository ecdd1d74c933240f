import { canonicalJson } from "../../kernel/canonical-json.ts";
import type { JsonValue } from "../../kernel/json.ts";
import { encodeUtf8 } from "../../kernel/utf8.ts";
import type { HttpResponse } from "../../ports/http.ts";

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
