import { encodeBase64, encodeBase64Url } from "../../../kernel/base64.ts";
import { CborTag, type CborValue, formatCbor } from "../../../kernel/cbor.ts";
import { formatEpoch } from "../../../kernel/iso-time.ts";
import { encodeUtf8 } from "../../../kernel/utf8.ts";
import type { NotaryAlgorithm } from "./algorithms.ts";
import { COSE_LABELS, COSE_SIGN1_TAG, EPOCH_TAG, toBeSigned } from "./cose-envelope.ts";
import { type EnvelopeFormat, PAYLOAD_MEDIA_TYPE } from "./envelope.ts";
import { EXPIRY, SIGNING_AGENT, SIGNING_SCHEME, SIGNING_TIME, TIMESTAMP_SIGNATURE } from "./notary-attributes.ts";

export interface EnvelopeToSign {
  readonly format: EnvelopeFormat;
  readonly algorithm: NotaryAlgorithm;
  readonly payload: Uint8Array;
  /** Whole seconds since 1970. */
  readonly signingTime: number;
  /** After which the signature is not to be used; whole seconds since 1970. */
  readonly expiry: number | undefined;
}

/** What is added once it was signed. */
export interface SignedParts {
  /** ECDSA: r and s one after the other; RSA: PSS. */
  readonly signature: Uint8Array;
  /** DER, the signer's first, a root last. */
  readonly certificates: readonly Uint8Array[];
  /** TimeStampToken over the signature, DER. */
  readonly timestamp: Uint8Array | undefined;
  /** What makes it. */
  readonly agent: string;
}

export interface UnsignedEnvelope {
  /** What the signer signs. */
  readonly signed: Uint8Array;
  complete(parts: SignedParts): Uint8Array;
}

/** An envelope of the scheme `notary.x509`, in the very form of the reference, waiting for its signature. */
export function unsignedEnvelope(envelope: EnvelopeToSign): UnsignedEnvelope {
  return envelope.format === "jws" ? unsignedJws(envelope) : unsignedCose(envelope);
}

function unsignedJws({ algorithm, payload, signingTime, expiry }: EnvelopeToSign): UnsignedEnvelope {
  const headers = {
    alg: algorithm.jws,
    crit: criticalNames(expiry),
    cty: PAYLOAD_MEDIA_TYPE,
    ...(expiry === undefined ? {} : { [EXPIRY]: formatEpoch(expiry) }),
    [SIGNING_SCHEME]: "notary.x509",
    [SIGNING_TIME]: formatEpoch(signingTime),
  };
  const [protectedText, payloadText] = [encodeUtf8(JSON.stringify(headers)), payload].map(encodeBase64Url);
  return {
    signed: encodeUtf8(`${protectedText}.${payloadText}`),
    complete({ signature, certificates, timestamp, agent }) {
      const header = {
        ...(timestamp === undefined ? {} : { [TIMESTAMP_SIGNATURE]: encodeBase64(timestamp) }),
        x5c: certificates.map(encodeBase64),
        [SIGNING_AGENT]: agent,
      };
      const document = {
        payload: payloadText,
        protected: protectedText,
        header,
        signature: encodeBase64Url(signature),
      };
      return encodeUtf8(JSON.stringify(document));
    },
  };
}

function unsignedCose({ algorithm, payload, signingTime, expiry }: EnvelopeToSign): UnsignedEnvelope {
  const headers = new Map<number | string, CborValue>([
    [COSE_LABELS.algorithm, algorithm.cose],
    [COSE_LABELS.critical, criticalNames(expiry)],
    [COSE_LABELS.contentType, PAYLOAD_MEDIA_TYPE],
    [SIGNING_SCHEME, "notary.x509"],
    [SIGNING_TIME, new CborTag(EPOCH_TAG, signingTime)],
    ...(expiry === undefined ? [] : ([[EXPIRY, new CborTag(EPOCH_TAG, expiry)]] as const)),
  ]);
  const protectedBytes = formatCbor(headers);
  return {
    signed: toBeSigned(protectedBytes, payload),
    complete({ signature, certificates, timestamp, agent }) {
      const unsigned = new Map<number | string, CborValue>([
        [COSE_LABELS.certificates, certificates],
        [SIGNING_AGENT, agent],
        ...(timestamp === undefined ? [] : ([[TIMESTAMP_SIGNATURE, timestamp]] as const)),
      ]);
      return formatCbor(new CborTag(COSE_SIGN1_TAG, [protectedBytes, unsigned, payload, signature]));
    },
  };
}

function criticalNames(expiry: number | undefined): string[] {
  return [SIGNING_SCHEME, ...(expiry === undefined ? [] : [EXPIRY])];
}
