import { type CborMap, CborTag, type CborValue, formatCbor, parseCbor } from "../../../kernel/cbor.ts";
import { MAX_ENVELOPE_BYTES, malformedEnvelope, type NotaryEnvelope } from "./envelope.ts";
import { readNotaryAttributes, SIGNING_AGENT, TIMESTAMP_SIGNATURE } from "./notary-attributes.ts";

/** Labels of RFC 9052 §3.1 and RFC 9360 §2. */
export const COSE_LABELS = { algorithm: 1, critical: 2, contentType: 3, certificates: 33 } as const;
/** RFC 9052 §4.2. */
export const COSE_SIGN1_TAG = 18;
/** RFC 8949 §3.4.2. */
export const EPOCH_TAG = 1;

const OWN: ReadonlySet<number> = new Set([COSE_LABELS.algorithm, COSE_LABELS.critical, COSE_LABELS.contentType]);

/**
 * Reads a tagged COSE_Sign1 (signature-envelope-cose.md; RFC 9052 §4.2), of which every part has the deterministic form of CBOR but
 * for the order of keys:
 *
 *     18([<< {1: -7, 2: […], 3: "…", "io.cncf.notary.signingScheme": "…"} >>, {33: [h'…']}, h'payload', h'signature'])
 *
 * Faults: `notary-malformed`, `notary-critical`, `cbor-malformed`.
 */
export function readCoseEnvelope(bytes: Uint8Array): NotaryEnvelope {
  if (bytes.length > MAX_ENVELOPE_BYTES) throw malformedEnvelope("it is too large");
  const message = parseCbor(bytes);
  if (!(message instanceof CborTag) || message.tag !== COSE_SIGN1_TAG)
    throw malformedEnvelope("it is not a COSE_Sign1");
  const [protectedBytes, unsigned, payload, signature, ...beyond] = Array.isArray(message.value) ? message.value : [];
  if (!isBytes(protectedBytes) || !isMap(unsigned) || !isBytes(payload) || !isBytes(signature) || beyond.length > 0) {
    throw malformedEnvelope("its parts are not those of a COSE_Sign1");
  }
  const headers = protectedBytes.length === 0 ? new Map() : parseCbor(protectedBytes);
  if (!isMap(headers)) throw malformedEnvelope("its protected headers are not a map");
  // RFC 9052 §3: "Labels in each of the maps MUST be unique", over both buckets.
  if ([...headers.keys()].some((label) => unsigned.has(label)))
    throw malformedEnvelope("a header is both signed and not");
  const algorithm = headers.get(COSE_LABELS.algorithm);
  if (typeof algorithm !== "number") throw malformedEnvelope("it names no algorithm");
  // §3.1: "The crit header parameter … MUST be placed in the protected header bucket".
  if (unsigned.has(COSE_LABELS.critical)) throw malformedEnvelope("its critical headers are not signed");
  const attributes = readNotaryAttributes({
    ...{ members: headers, critical: headers.get(COSE_LABELS.critical), own: OWN, time: timeIn },
    contentType: headers.get(COSE_LABELS.contentType),
  });
  const [timestamp, agent] = [unsigned.get(TIMESTAMP_SIGNATURE), unsigned.get(SIGNING_AGENT)];
  if (timestamp !== undefined && !isBytes(timestamp)) throw malformedEnvelope("its time stamp is not bytes");
  return {
    ...{ format: "cose", algorithm, ...attributes, payload, signature, timestamp },
    signed: toBeSigned(protectedBytes, payload),
    certificates: certificatesIn(unsigned.get(COSE_LABELS.certificates)),
    agent: typeof agent === "string" ? agent : undefined,
  };
}

/** The Sig_structure of RFC 9052 §4.4, with no external data. */
export function toBeSigned(protectedBytes: Uint8Array, payload: Uint8Array): Uint8Array {
  return formatCbor(["Signature1", protectedBytes, new Uint8Array(0), payload]);
}

/** RFC 9360 §2 allows one certificate without a list; Notary's specification, and the reference, want the list. */
function certificatesIn(list: CborValue | undefined): Uint8Array[] {
  if (!Array.isArray(list)) return [];
  return list.map((one: CborValue) => {
    if (!isBytes(one)) throw malformedEnvelope("a certificate is not bytes");
    return one;
  });
}

/** "Tag 1 … of type integer": whole seconds since 1970. */
function timeIn(value: unknown): number | undefined {
  return value instanceof CborTag &&
    value.tag === EPOCH_TAG &&
    typeof value.value === "number" &&
    Math.abs(value.value) < 1e12
    ? value.value * 1000
    : undefined;
}

function isBytes(value: CborValue | undefined): value is Uint8Array {
  return value instanceof Uint8Array;
}

function isMap(value: CborValue | undefined): value is CborMap {
  return value instanceof Map;
}
