import { decodeBase64Url } from "../../kernel/base64.ts";
import { Fault } from "../../kernel/fault.ts";
import { type JsonObject, type JsonValue, parseJson } from "../../kernel/json.ts";
import type { IdentityToken, TokenClaims } from "../../ports/identity-token.ts";

const MAX_CHARACTERS = 16 * 1024;

/**
 * Parses a compact JWT (RFC 7519 §3, `header.payload.signature`, each base64url) without trusting it. Fault:
 * `identity-token-malformed`, which never shows any of the token (O06, O07).
 */
export function parseIdentityToken(raw: string): IdentityToken {
  if (raw.length > MAX_CHARACTERS) throw malformed("it is longer than 16 KiB");
  const parts = raw.split(".");
  const [header, payload, signature] = parts;
  if (parts.length !== 3 || !header || !payload || !signature) throw malformed("it does not have three parts");
  decode(signature);
  toObject(header);
  return { raw, claims: toClaims(toObject(payload)) };
}

function toClaims(payload: JsonObject): TokenClaims {
  const expires = payload["exp"];
  if (typeof expires !== "number" || expires < 0) throw malformed('"exp" is not a time');
  return {
    issuer: textOf(payload, "iss"),
    subject: textOf(payload, "sub"),
    audience: audienceOf(payload["aud"]),
    expires: Math.floor(expires),
    others: othersOf(payload),
  };
}

function textOf(payload: JsonObject, name: string): string {
  const value = payload[name];
  if (typeof value !== "string" || value === "" || !value.isWellFormed()) throw malformed(`"${name}" is not a text`);
  return value;
}

function audienceOf(value: JsonValue | undefined): string[] {
  const list = Array.isArray(value) ? value : [value];
  if (!list.every((item) => typeof item === "string")) throw malformed('"aud" is not a text or a list of texts');
  return list as string[];
}

function othersOf(payload: JsonObject): ReadonlyMap<string, string | boolean> {
  const others = new Map<string, string | boolean>();
  for (const [name, value] of Object.entries(payload)) {
    if (typeof value === "string" || typeof value === "boolean") others.set(name, value);
  }
  const federated = payload["federated_claims"];
  if (typeof federated === "object" && federated !== null && !Array.isArray(federated)) {
    const connector = (federated as JsonObject)["connector_id"];
    if (typeof connector === "string") others.set("federated_claims.connector_id", connector);
  }
  return others;
}

function toObject(part: string): JsonObject {
  const value = readJson(decode(part));
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw malformed("a part is not a JSON object");
  return value as JsonObject;
}

// The faults of the kernel quote what they refuse, which here is a secret: their messages and causes end here.
function decode(part: string): Uint8Array {
  try {
    return decodeBase64Url(part);
  } catch {
    throw malformed("a part is not base64url");
  }
}

function readJson(bytes: Uint8Array): JsonValue {
  try {
    return parseJson(bytes);
  } catch {
    throw malformed("a part is not JSON");
  }
}

function malformed(reason: string): Fault {
  return new Fault("identity-token-malformed", `the identity token is refused: ${reason}`);
}
