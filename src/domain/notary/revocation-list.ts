import type { Cryptography } from "../../crypto/cryptography.ts";
import { equalBytes } from "../../kernel/bytewise.ts";
import { DER_TAGS, type DerNode, readDer } from "../../kernel/der.ts";
import { Fault } from "../../kernel/fault.ts";
import { type Extensions, readExtensions } from "../sigstore/x509/extensions.ts";
import { keyUsageOf } from "../sigstore/x509/key-usage.ts";
import {
  readSignatureAlgorithm,
  requireSameAlgorithm,
  type SignatureAlgorithm,
} from "../sigstore/x509/signature-algorithm.ts";
import type { X509Certificate } from "../sigstore/x509/x509-certificate.ts";

/** A certificate revocation list (RFC 5280 §5) as it was read: nothing of it verified. */
export interface RevocationList {
  readonly tbs: Uint8Array;
  readonly algorithm: SignatureAlgorithm;
  readonly signature: Uint8Array;
  /** DER of the name. */
  readonly issuer: Uint8Array;
  /** Milliseconds since 1970. */
  readonly nextUpdate: number | undefined;
  readonly entries: readonly DerNode[];
  readonly extensions: Extensions;
}

const CRL_DISTRIBUTION_POINTS = "2.5.29.31";
const ISSUING_DISTRIBUTION_POINT = "2.5.29.28";
const AUTHORITY_ACCESS = "1.3.6.1.5.5.7.1.1";
const OCSP = "1.3.6.1.5.5.7.48.1";
const REASON = "2.5.29.21";
const INVALIDITY_DATE = "2.5.29.24";
/** Of GeneralName: uniformResourceIdentifier. */
const ADDRESS_TAG = 0x86;
/** RFC 5280 §4.2.1.3: cRLSign. */
const CRL_SIGN = 0x02;
/** §5.3.1: removeFromCRL. */
const REMOVED = 8n;

/** Reads a list, DER. Faults: `crl-malformed`. */
export function readRevocationList(der: Uint8Array): RevocationList {
  try {
    const [tbs, outer, signature, ...beyond] = readDer(der).sequence();
    if (!tbs || !outer || !signature || beyond.length > 0) throw malformed("it has not three parts");
    const fields = [...tbs.sequence()];
    if (fields[0]?.tag === DER_TAGS.integer && fields.shift()?.integer() !== 1n)
      throw malformed("its version is not 2");
    const [inner, issuer, , ...rest] = fields;
    if (!inner || !issuer || fields.length < 3) throw malformed("a field is missing");
    requireSameAlgorithm(inner, outer);
    const next = isTime(rest[0]) ? rest.shift() : undefined;
    const entries = rest[0]?.tag === DER_TAGS.sequence ? rest.shift() : undefined;
    const [extensions, ...others] = rest;
    if (others.length > 0 || (extensions !== undefined && extensions.tag !== 0xa0))
      throw malformed("it has a field too many");
    return {
      ...{ tbs: tbs.raw, algorithm: readSignatureAlgorithm(outer), signature: signature.bitString().bytes },
      ...{ issuer: issuer.raw, nextUpdate: next?.time() },
      ...{ entries: entries?.sequence() ?? [], extensions: readExtensions(extensions) },
    };
  } catch (cause) {
    if (!(cause instanceof Fault) || cause.code === "internal" || cause.code === "crl-malformed") throw cause;
    throw malformed(cause.message);
  }
}

function isTime(node: DerNode | undefined): boolean {
  return node?.tag === DER_TAGS.utcTime || node?.tag === DER_TAGS.generalizedTime;
}

/** Where a certificate says that its state can be asked. */
export interface RevocationPlaces {
  readonly lists: readonly string[];
  readonly responders: readonly string[];
}

export function revocationPlaces({ extensions }: X509Certificate): RevocationPlaces {
  const access = extensions.get(AUTHORITY_ACCESS);
  const descriptions =
    access === undefined
      ? []
      : readDer(access.value)
          .sequence()
          .map((one) => one.sequence());
  const responders = descriptions
    .filter(([method]) => method?.oid() === OCSP)
    .flatMap(([, place]) => (place ? addressesIn(place) : []));
  return { lists: addressesOf(extensions, CRL_DISTRIBUTION_POINTS), responders };
}

function addressesOf(extensions: Extensions, id: string): string[] {
  const extension = extensions.get(id);
  return extension === undefined ? [] : addressesIn(readDer(extension.value));
}

function addressesIn(node: DerNode): string[] {
  if (node.tag === ADDRESS_TAG) return [node.as(DER_TAGS.ia5String).string()];
  return node.constructed ? node.children().flatMap(addressesIn) : [];
}

/** `none`: the certificate says nothing of how it would be revoked. `unknown`: it does, and nothing that is at hand answers. */
export type RevocationState = "good" | "revoked" | "none" | "unknown";

export interface RevocationQuestion {
  readonly certificate: X509Certificate;
  readonly issuer: X509Certificate;
  readonly lists: readonly RevocationList[];
  /** Milliseconds since 1970. */
  readonly now: number;
  /** When it was signed, if an authority vouches for that. */
  readonly signedAt: number | undefined;
}

/** The state of one certificate by the lists at hand. A list that is not its issuer's, or too old, says nothing. */
export async function revocationState(question: RevocationQuestion, crypto: Cryptography): Promise<RevocationState> {
  const { certificate, lists } = question;
  const { lists: places, responders } = revocationPlaces(certificate);
  let state: RevocationState = places.length + responders.length === 0 ? "none" : "unknown";
  for (const list of lists) {
    if (!(await answers(list, { ...question, places }, crypto))) continue;
    if (isRevokedBy(list, question)) return "revoked";
    state = "good";
  }
  return state;
}

/**
 * Whether a list speaks of the certificate (RFC 5280 §6.3.3): its issuer signed it, it is not too old, it has no critical extension that
 * is not understood (§5.2), and a part of a list is that part which the certificate names.
 */
async function answers(
  { issuer: name, tbs, algorithm, signature, nextUpdate, extensions }: RevocationList,
  { issuer, now, places }: RevocationQuestion & { readonly places: readonly string[] },
  crypto: Cryptography,
): Promise<boolean> {
  if (!equalBytes(name, issuer.subject) || nextUpdate === undefined || now > nextUpdate) return false;
  if ([...extensions].some(([id, { critical }]) => critical && id !== ISSUING_DISTRIBUTION_POINT)) return false;
  const parts = addressesOf(extensions, ISSUING_DISTRIBUTION_POINT);
  if (extensions.has(ISSUING_DISTRIBUTION_POINT) && !parts.some((one) => places.includes(one))) return false;
  const usage = keyUsageOf(issuer);
  if (usage !== undefined && (usage[0] & CRL_SIGN) === 0) return false;
  if (algorithm.key !== issuer.publicKey.kind) return false;
  return crypto.verify({ key: issuer.publicKey, hash: algorithm.hash, bytes: tbs, signature });
}

/** What was put on hold is revoked, until it is taken off again; what became invalid only after it was used is not. */
function isRevokedBy({ entries }: RevocationList, { certificate, signedAt }: RevocationQuestion): boolean {
  return entries.some((entry) => {
    const [serial, , field] = entry.sequence();
    if (serial === undefined || !equalBytes(serial.content, certificate.serial)) return false;
    const { reason, invalid } = entryDetails(field);
    return reason !== REMOVED && !(invalid !== undefined && signedAt !== undefined && signedAt < invalid);
  });
}

function entryDetails(field: DerNode | undefined): { reason: bigint | undefined; invalid: number | undefined } {
  let [reason, invalid]: [bigint | undefined, number | undefined] = [undefined, undefined];
  for (const extension of field?.sequence() ?? []) {
    const [id, ...rest] = extension.sequence();
    const value = rest.at(-1)?.octetString();
    if (value === undefined) continue;
    if (id?.oid() === REASON) reason = readDer(value).as(DER_TAGS.integer).integer();
    if (id?.oid() === INVALIDITY_DATE) invalid = readDer(value).time();
  }
  return { reason, invalid };
}

function malformed(problem: string): Fault {
  return new Fault("crl-malformed", `the revocation list is malformed: ${problem}`);
}
