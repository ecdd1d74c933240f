import { readCoseEnvelope } from "./cose-envelope.ts";
import { type EnvelopeFormat, type NotaryEnvelope, requireWhole } from "./envelope.ts";
import { readJwsEnvelope } from "./jws-envelope.ts";

/** Reads an envelope of either form; nothing of it is verified. Faults: `notary-malformed`, `notary-critical`, `cbor-malformed`. */
export function readEnvelope(bytes: Uint8Array, format: EnvelopeFormat): NotaryEnvelope {
  const envelope = format === "jws" ? readJwsEnvelope(bytes) : readCoseEnvelope(bytes);
  requireWhole(envelope);
  return envelope;
}
