import type { Cryptography } from "../../../crypto/cryptography.ts";
import { equalBytes, joinBytes } from "../../../kernel/bytewise.ts";
import { DER_TAGS, type DerNode, readDer } from "../../../kernel/der.ts";
import { Fault } from "../../../kernel/fault.ts";
import { isRefusal } from "../../../kernel/is-refusal.ts";
import { type Extensions, readExtensions } from "../../x509/extensions.ts";
import { keyUsageOf } from "../../x509/key-usage.ts";
import {
  readSignatureAlgorithm,
  requireSameAlgorithm,
  type SignatureAlgorithm,
} from "../../x509/signature-algorithm.ts";
import type { X509Certificate } from "../../x509/x509-certificate.ts";
import type { AskedRevocation, RevocationState } from "./revocation-answer.ts";
import { addressesOf, revocationPlaces } from "./revocation-places.ts";

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

const ISSUING_DISTRIBUTION_POINT = "2.5.29.28";
const CRL_NUMBER = "2.5.29.20";
const DELTA_INDICATOR = "2.5.29.27";
const REASON = "2.5.29.21";
const INVALIDITY_DATE = "2.5.29.24";
/** RFC 5280 §4.2.1.3: cRLSign. */
const CRL_SIGN = 0x02;
/** §5.3.1: certificateHold, and removeFromCRL. */
const HELD = 6n;
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
    if (!isRefusal(cause) || cause.code === "crl-malformed") throw cause;
    throw malformed(cause.message);
  }
}

function isTime(node: DerNode | undefined): boolean {
  return node?.tag === DER_TAGS.utcTime || node?.tag === DER_TAGS.generalizedTime;
}

export interface RevocationQuestion extends AskedRevocation {
  readonly lists: readonly RevocationList[];
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** The state of one certificate by the lists at hand. A list that is not its issuer's, or too old, says nothing. */
export async function revocationState(question: RevocationQuestion, crypto: Cryptography): Promise<RevocationState> {
  const { certificate, lists } = question;
  const { lists: places, responders } = revocationPlaces(certificate);
  let state: RevocationState = places.length + responders.length === 0 ? "none" : "unknown";
  for (const list of lists) {
    if (isDelta(list) || !(await speaks(list, { ...question, places }, crypto))) continue;
    if (isRevokedBy([list], question)) return "revoked";
    state = "good";
  }
  return state;
}

interface Place {
  readonly issuer: X509Certificate;
  readonly now: number;
  readonly places: readonly string[];
}

/** Of IssuingDistributionPoint (§5.2.5) the field distributionPoint; each other says what the list leaves out. */
const NAME = 0xa0;

/**
 * Whether a list speaks of the certificate (RFC 5280 §6.3.3): its issuer signed it, it is not too old, it has no critical extension that
 * is not understood (§5.2), and a part of a list is that part which the certificate names, for all reasons and all kinds of certificates.
 */
export async function speaks(
  { issuer: name, tbs, algorithm, signature, nextUpdate, extensions }: RevocationList,
  { issuer, now, places }: Place,
  crypto: Cryptography,
): Promise<boolean> {
  if (!equalBytes(name, issuer.subject) || nextUpdate === undefined || now > nextUpdate) return false;
  if ([...extensions].some(([id, { critical }]) => critical && !UNDERSTOOD.has(id))) return false;
  if (!isPartOf(extensions, places)) return false;
  const usage = keyUsageOf(issuer);
  if (usage !== undefined && (usage[0] & CRL_SIGN) === 0) return false;
  if (algorithm.key !== issuer.publicKey.kind) return false;
  return crypto.verify({ key: issuer.publicKey, hash: algorithm.hash, bytes: tbs, signature });
}

const UNDERSTOOD: ReadonlySet<string> = new Set([ISSUING_DISTRIBUTION_POINT, DELTA_INDICATOR]);

function isPartOf(extensions: Extensions, places: readonly string[]): boolean {
  const part = extensions.get(ISSUING_DISTRIBUTION_POINT);
  if (part === undefined) return true;
  const tags = readDer(part.value)
    .sequence()
    .map(({ tag }) => tag);
  if (!tags.every((tag) => tag === NAME)) return false;
  return tags.length === 0 || addressesOf(extensions, ISSUING_DISTRIBUTION_POINT).some((one) => places.includes(one));
}

/** Whether a list has changes to another alone (§5.2.4). */
export function isDelta({ extensions }: RevocationList): boolean {
  return extensions.has(DELTA_INDICATOR);
}

/** §5.2.4: made for that list or an older one, and newer than it. */
export function isDeltaOf({ extensions }: RevocationList, base: RevocationList): boolean {
  const [from, own] = [numberIn(extensions, DELTA_INDICATOR), numberIn(extensions, CRL_NUMBER)];
  const number = numberIn(base.extensions, CRL_NUMBER);
  if (from === undefined || own === undefined || number === undefined) return false;
  return from <= number && own > number;
}

function numberIn(extensions: Extensions, id: string): bigint | undefined {
  const extension = extensions.get(id);
  return extension && readDer(extension.value).integer();
}

/**
 * Whether lists that speak of a certificate have it. What was put on hold is revoked, until it is taken off again; an entry by which it
 * became invalid only after it was used does not count; one that says more than is understood revokes.
 */
export function isRevokedBy(
  lists: readonly RevocationList[],
  { certificate: { serial }, signedAt }: Pick<AskedRevocation, "certificate" | "signedAt">,
): boolean {
  // Most of a long list is passed over, and never read.
  const own = joinBytes([Uint8Array.of(DER_TAGS.integer, serial.length), serial]);
  const found = lists
    .flatMap(({ entries }) => entries.filter(({ content }) => equalBytes(content.subarray(0, own.length), own)))
    .map(readEntry)
    .filter(({ invalid }) => (signedAt ?? Infinity) >= (invalid ?? -Infinity));
  if (found.some(({ reason }) => reason !== HELD && reason !== REMOVED)) return true;
  const last = found.reduce<Entry | undefined>((late, one) => (late && late.at >= one.at ? late : one), undefined);
  return last?.reason === HELD;
}

interface Entry {
  /** When it was revoked; milliseconds since 1970. */
  readonly at: number;
  readonly reason: bigint | undefined;
  readonly invalid: number | undefined;
}

function readEntry(entry: DerNode): Entry {
  const [, date, field] = entry.sequence();
  let reason: bigint | undefined;
  let invalid: number | undefined;
  for (const extension of field?.sequence() ?? []) {
    const [id, ...rest] = extension.sequence();
    const value = rest.at(-1)?.octetString();
    if (value === undefined) continue;
    if (id?.oid() === REASON) reason = readDer(value).as(DER_TAGS.integer).integer();
    if (id?.oid() === INVALIDITY_DATE) invalid = readDer(value).time();
  }
  return { at: date?.time() ?? 0, reason, invalid };
}

function malformed(problem: string): Fault {
  return new Fault("crl-malformed", `the revocation list is malformed: ${problem}`);
}
