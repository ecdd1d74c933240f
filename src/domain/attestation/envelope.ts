import * as v from "valibot";
import { decodeBase64 } from "../../kernel/base64.ts";
import { Fault } from "../../kernel/fault.ts";
import type { JsonValue } from "../../kernel/json.ts";

/** A DSSE envelope with its one signature; nothing in it is verified. */
export interface Envelope {
  readonly payloadType: string;
  readonly payload: Uint8Array;
  readonly signature: Uint8Array;
  /** A hint that nobody may rely on; empty if absent. */
  readonly keyid: string;
}

const base64 = v.pipe(v.string(), v.nonEmpty());
const schema = v.strictObject({
  payloadType: v.pipe(v.string(), v.nonEmpty(), v.maxLength(256)),
  payload: base64,
  signatures: v.strictTuple([v.strictObject({ sig: base64, keyid: v.optional(v.string(), "") })]),
});

/**
 * Reads a DSSE envelope as Sigstore uses it: exactly one signature, no unknown field, canonical base64. Faults:
 * `envelope-malformed`, `base64-malformed`. https://github.com/secure-systems-lab/dsse/blob/master/envelope.md
 */
export function parseEnvelope(value: JsonValue): Envelope {
  const parsed = v.safeParse(schema, value);
  if (!parsed.success) throw new Fault("envelope-malformed", "the DSSE envelope does not have its form");
  const { payloadType, payload, signatures } = parsed.output;
  return {
    payloadType,
    payload: decodeBase64(payload),
    signature: decodeBase64(signatures[0].sig),
    keyid: signatures[0].keyid,
  };
}
