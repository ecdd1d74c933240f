import { decodeBase64, decodeBase64Url } from "../../../kernel/base64.ts";
import { concatBytes } from "../../../kernel/bytewise.ts";
import { parseInstant } from "../../../kernel/iso-time.ts";
import type { JsonObject, JsonValue } from "../../../kernel/json.ts";
import { isJsonObject, parseJsonObject } from "../../../kernel/json-object.ts";
import { requireFault } from "../../../kernel/require-fault.ts";
import { encodeUtf8 } from "../../../kernel/utf8.ts";
import { MAX_ENVELOPE_BYTES, malformedEnvelope, type NotaryEnvelope } from "./envelope.ts";
import { readNotaryAttributes, SIGNING_AGENT, TIMESTAMP_SIGNATURE } from "./notary-attributes.ts";

const OWN: ReadonlySet<string> = new Set(["alg", "cty", "crit"]);
const LIMITS = { maxDepth: 16, maxValues: 10_000 };

/**
 * Reads a JWS of flattened JSON (signature-envelope-jws.md; RFC 7515 §7.2.2):
 *
 *     {"payload": "…", "protected": "…", "header": {"x5c": ["…"]}, "signature": "…"}
 *
 * base64url is canonical (RFC 7515 §2, "with all trailing '=' characters omitted"), x5c is base64 (§4.1.6), no key is there twice
 * (§4). Members that are not known are ignored, as §7.2.2 says. Faults: `notary-malformed`, `notary-critical`.
 */
export function readJwsEnvelope(bytes: Uint8Array): NotaryEnvelope {
  const document = objectIn(bytes);
  const payload = textIn(document, "payload");
  const protectedText = textIn(document, "protected");
  const signature = textIn(document, "signature");
  const headers = objectIn(fromBase64Url(protectedText));
  const { alg, cty, crit } = headers;
  if (typeof alg !== "string") throw malformedEnvelope("it names no algorithm");
  const attributes = readNotaryAttributes({
    ...{ members: new Map(Object.entries(headers)), contentType: cty, critical: crit, own: OWN },
    time: timeIn,
  });
  const unsigned = isJsonObject(document["header"]) ? document["header"] : {};
  const timestamp = unsigned[TIMESTAMP_SIGNATURE];
  const agent = unsigned[SIGNING_AGENT];
  return {
    ...{ format: "jws", algorithm: alg, ...attributes },
    payload: fromBase64Url(payload),
    signed: concatBytes(encodeUtf8(`${protectedText}.${payload}`)),
    signature: fromBase64Url(signature),
    certificates: certificatesIn(unsigned["x5c"]),
    timestamp: timestamp === undefined ? undefined : fromBase64(timestamp),
    agent: typeof agent === "string" ? agent : undefined,
  };
}

function objectIn(bytes: Uint8Array): JsonObject {
  return orMalformed(() => parseJsonObject(bytes, { ...LIMITS, maxBytes: MAX_ENVELOPE_BYTES, what: "the envelope" }));
}

function textIn(document: JsonObject, name: string): string {
  const text = document[name];
  if (typeof text !== "string") throw malformedEnvelope(`it lacks its ${name}`);
  return text;
}

function certificatesIn(list: JsonValue | undefined): Uint8Array[] {
  return Array.isArray(list) ? list.map(fromBase64) : [];
}

function fromBase64(text: JsonValue): Uint8Array {
  if (typeof text !== "string") throw malformedEnvelope("a value is not base64");
  return orMalformed(() => decodeBase64(text));
}

function fromBase64Url(text: string): Uint8Array {
  return orMalformed(() => decodeBase64Url(text));
}

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/;

/** RFC 3339 §5.6. "Timestamps MUST NOT include fractional seconds"; the reference reads them, and so does this. */
function timeIn(value: unknown): number | undefined {
  return typeof value === "string" && TIME.test(value) ? parseInstant(value) : undefined;
}

function orMalformed<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    requireFault(error);
    throw malformedEnvelope(error.message, error);
  }
}
