import { readCoseEnvelope } from "./cose-envelope.ts";
import { type EnvelopeFormat, type NotaryEnvelope, requireWhole } from "./envelope.ts";
import { readJwsEnvelope } from "./jws-envelope.ts";

/** Reads an envelope of either form; nothing of it is verified. Faults: `notary-malformed`, `notary-critical`, `cbor-malformed`. */
export function readEnvelope(bytes: Uint8Array, format: EnvelopeFormat): NotaryEnvelope {
  const envelope = format === "jws" ? readJwsEnvelope(bytes) : readCoseEnvelope(bytes);
  requireWhole(envelope);
  return envelope;
}

/** Which form bytes can be, by how they begin: JSON, or the tag of COSE_Sign1. */
export function envelopeFormat(bytes: Uint8Array): EnvelopeFormat | undefined {
  const first = bytes.find((byte) => byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09);
  if (first === 0x7b) return "jws";
  return bytes[0] === 0xd2 ? "cose" : undefined;
}
