import { DER_TAGS, type DerNode, readDer } from "../../../kernel/der.ts";
import { Fault } from "../../../kernel/fault.ts";
import { isRefusal } from "../../../kernel/is-refusal.ts";
import { type Extensions, readExtensions } from "../../x509/extensions.ts";
import { readSignatureAlgorithm, type SignatureAlgorithm } from "../../x509/signature-algorithm.ts";

/** What a responder says of certificates (RFC 6960 §4.2.1), as it was read: nothing of it verified. */
export interface OcspResponse {
  /** What is signed, DER. */
  readonly tbs: Uint8Array;
  readonly algorithm: SignatureAlgorithm;
  readonly signature: Uint8Array;
  /** DER of a name, or SHA-1 of a key. */
  readonly responder: { readonly name: Uint8Array } | { readonly keyHash: Uint8Array };
  readonly extensions: Extensions;
  readonly answers: readonly OcspAnswer[];
  /** DER. */
  readonly certificates: readonly Uint8Array[];
}

export interface OcspAnswer {
  /** CertID. */
  readonly id: DerNode;
  readonly state: "good" | "revoked" | "unknown";
  /** Milliseconds since 1970. */
  readonly thisUpdate: number;
  readonly nextUpdate: number | undefined;
  readonly extensions: Extensions;
}

const BASIC = "1.3.6.1.5.5.7.48.1.1";
const ENUMERATED = 0x0a;
/** Of a CHOICE or a field that may be left out, by their numbers. */
const FIELD = { first: 0xa0, second: 0xa1, third: 0xa2 } as const;
const STATES: ReadonlyMap<number, OcspAnswer["state"]> = new Map([
  [0x80, "good"],
  [FIELD.second, "revoked"],
  [0x82, "unknown"],
]);
/** Responders answer for one certificate, and send one of their own. */
const MAX_ANSWERS = 64;
const MAX_CERTIFICATES = 16;
/** §4.2.1, OCSPResponseStatus. */
const REFUSALS: ReadonlyMap<number, string> = new Map([
  [1, "the request was malformed"],
  [2, "it has an error of its own"],
  [3, "it may be asked later"],
  [5, "requests must be signed"],
  [6, "it does not answer for that issuer"],
]);

/** Reads an OCSPResponse, DER. Faults: `ocsp-malformed`; `ocsp-unfit` for one that says that there is no answer. */
export function readOcspResponse(der: Uint8Array): OcspResponse {
  try {
    const [status, body, ...beyond] = readDer(der).sequence();
    if (status?.tag !== ENUMERATED || status.content.length !== 1 || beyond.length > 0) throw malformed("no status");
    const code = status.content[0] ?? 0;
    if (code !== 0)
      throw new Fault("ocsp-unfit", `the responder refused: ${REFUSALS.get(code) ?? "it gives no reason"}`);
    return readBasic(basicOf(body));
  } catch (error) {
    if (!isRefusal(error) || error.code === "ocsp-malformed" || error.code === "ocsp-unfit") throw error;
    throw malformed(error.message, error);
  }
}

/** ResponseBytes: the one type there is. */
function basicOf(field: DerNode | undefined): DerNode {
  const [type, response, ...beyond] = inside(field, FIELD.first).sequence();
  if (type?.oid() !== BASIC || response === undefined || beyond.length > 0) throw malformed("it is of another type");
  return readDer(response.octetString());
}

function readBasic(basic: DerNode): OcspResponse {
  const [data, algorithm, signature, ...rest] = basic.sequence();
  const certificates = rest.length === 0 ? [] : inside(rest[0], FIELD.first).sequence();
  if (!data || !algorithm || !signature || rest.length > 1) throw malformed("a part is missing, or too many");
  if (certificates.length > MAX_CERTIFICATES) throw malformed("it has too many certificates");
  const bits = signature.bitString();
  if (bits.unusedBits !== 0) throw malformed("its signature does not end with a whole byte");
  const fields = [...data.sequence()];
  if (fields[0]?.tag === FIELD.first && inside(fields.shift(), FIELD.first).integer() !== 0n)
    throw malformed("its version is not 1");
  const [responder, producedAt, answers, extensions, ...beyond] = fields;
  if (!responder || !producedAt || !answers || beyond.length > 0) throw malformed("a field is missing, or too many");
  producedAt.as(DER_TAGS.generalizedTime).time();
  if (answers.sequence().length > MAX_ANSWERS) throw malformed("it answers for too many certificates");
  return {
    ...{ tbs: data.raw, algorithm: readSignatureAlgorithm(algorithm), signature: bits.bytes },
    ...{ responder: readResponder(responder), extensions: extensionsOf(extensions) },
    answers: answers.sequence().map(readAnswer),
    certificates: certificates.map(({ raw }) => raw),
  };
}

function readResponder(node: DerNode): OcspResponse["responder"] {
  if (node.tag === FIELD.second) return { name: inside(node, FIELD.second).raw };
  return { keyHash: inside(node, FIELD.third).octetString() };
}

function readAnswer(node: DerNode): OcspAnswer {
  const [id, status, thisUpdate, ...rest] = node.sequence();
  const state = STATES.get(status?.tag ?? 0);
  if (!id || !thisUpdate || state === undefined) throw malformed("an answer is not one");
  const nextUpdate = rest[0]?.tag === FIELD.first ? inside(rest.shift(), FIELD.first) : undefined;
  const [extensions, ...beyond] = rest;
  if (beyond.length > 0) throw malformed("an answer has a field too many");
  const time = (one: DerNode): number => one.as(DER_TAGS.generalizedTime).time();
  return {
    ...{ id, state, thisUpdate: time(thisUpdate) },
    ...{ nextUpdate: nextUpdate && time(nextUpdate), extensions: extensionsOf(extensions) },
  };
}

function extensionsOf(field: DerNode | undefined): Extensions {
  if (field !== undefined && field.tag !== FIELD.second) throw malformed("a field is not known");
  return readExtensions(field);
}

/** The one value of an EXPLICIT tag. */
function inside(node: DerNode | undefined, tag: number): DerNode {
  const [value, ...beyond] = node?.tag === tag ? node.children() : [];
  if (value === undefined || beyond.length > 0) throw malformed("a field is not the one that must be there");
  return value;
}

function malformed(problem: string, cause?: unknown): Fault {
  return new Fault("ocsp-malformed", `the answer of an OCSP responder is malformed: ${problem}`, { cause });
}
