import { Fault } from "../../../kernel/fault.ts";
import type { NotaryAttributes } from "./notary-attributes.ts";

/** The forms of an envelope: flattened JSON of JWS (RFC 7515 §7.2.2), and a tagged COSE_Sign1 (RFC 9052 §4.2). */
export type EnvelopeFormat = "jws" | "cose";

/** Media types of a layer, by which a registry tells them apart. */
export const ENVELOPE_MEDIA_TYPES: Readonly<Record<EnvelopeFormat, string>> = {
  jws: "application/jose+json",
  cose: "application/cose",
};

export const PAYLOAD_MEDIA_TYPE = "application/vnd.cncf.notary.payload.v1+json";

/** An envelope as it was read: nothing of it verified. */
export interface NotaryEnvelope extends NotaryAttributes {
  readonly format: EnvelopeFormat;
  /** JWS or COSE name of it. */
  readonly algorithm: string | number;
  readonly payload: Uint8Array;
  /** What the signature is over. */
  readonly signed: Uint8Array;
  /** ECDSA: r and s one after the other; RSA: PSS. */
  readonly signature: Uint8Array;
  /** DER, the signer's first. */
  readonly certificates: readonly Uint8Array[];
  /** The time stamp over `signature`: a TimeStampToken (RFC 3161 §2.4.2), DER. Not signed. */
  readonly timestamp: Uint8Array | undefined;
  /** What made it, as it says itself. Not signed. */
  readonly agent: string | undefined;
}

/** One with its time stamp has some 12 KiB. */
export const MAX_ENVELOPE_BYTES = 4 << 20;
const MAX_CERTIFICATES = 16;

/** What both forms have outside of the signature. Fault: `notary-malformed`. */
export function requireWhole({ certificates, signature, payload }: NotaryEnvelope): void {
  if (certificates.length === 0) throw malformedEnvelope("it has no certificate of its signer");
  if (certificates.length > MAX_CERTIFICATES) throw malformedEnvelope("it has too many certificates");
  if (signature.length === 0) throw malformedEnvelope("it has no signature");
  if (payload.length === 0) throw malformedEnvelope("it has no payload");
}

export function malformedEnvelope(problem: string, cause?: unknown): Fault {
  return new Fault("notary-malformed", `the Notary signature is malformed: ${problem}`, { cause });
}
