import type { Cryptography } from "../../crypto/cryptography.ts";
import { equalBytes } from "../../kernel/bytewise.ts";
import { DER_TAGS, type DerNode } from "../../kernel/der.ts";
import { Fault } from "../../kernel/fault.ts";
import { isRefusal } from "../../kernel/is-refusal.ts";
import { unlessRefused } from "../../kernel/unless-refused.ts";
import { readBareToken, type TimestampToken } from "../sigstore/timestamp/timestamp-token.ts";
import { verifyTimestamp } from "../sigstore/timestamp/verify-timestamp.ts";
import { authorityAnchor } from "../sigstore/trust-anchors.ts";
import { readX509Certificate, type X509Certificate } from "../x509/x509-certificate.ts";
import { isSelfIssued, requireChain } from "./trust/signer-chain.ts";

/** When a signature was there, as an authority of the trust store says: not before the first and not after the second, milliseconds since 1970. */
export interface TimestampedRange {
  readonly earliest: number;
  readonly latest: number;
  /** The path of the authority, its own certificate first. */
  readonly chain: readonly X509Certificate[];
}

export interface Countersigned {
  /** TimeStampToken, DER. */
  readonly token: Uint8Array;
  /** What it is over: the bytes of the signature. */
  readonly signature: Uint8Array;
  /** Roots of timestamp authorities. */
  readonly roots: readonly X509Certificate[];
}

/** Longer paths have no authority of the field; each certificate is looked for among those of the token. */
const MAX_PATH = 6;
const MAX_PATHS = 16;
const MAX_EMBEDDED = 16;

/**
 * Verifies the time stamp of a signature (trust-store-trust-policy.md, "authentic timestamp"):
 *
 *   1. a path leads from the certificate that it names to a root of the trust store
 *   2. the authority signed that time for these bytes (RFC 3161, as for Sigstore)
 *   3. the path keeps the rules for chains of timestamp authorities
 *
 * Of several paths any may do. Faults: `timestamp-authority-unknown` if none leads to a root, and those of `readBareToken`,
 * `verifyTimestamp` and `requireChain`.
 */
export async function verifyCountersignature(
  { token, signature, roots }: Countersigned,
  crypto: Cryptography,
): Promise<TimestampedRange> {
  const read = readBareToken(token);
  /* 1 */ const embedded = read.certificates
    .slice(0, MAX_EMBEDDED)
    .flatMap((der) => unlessRefused(() => readX509Certificate(der), undefined) ?? []);
  const leaves = [...embedded, ...roots].filter(
    ({ serial, issuer }) => equalBytes(serial, read.signerSerial) && equalBytes(issuer, read.signerIssuer),
  );
  const paths = leaves.flatMap((leaf) => pathsFrom(leaf, [], { embedded, roots })).slice(0, MAX_PATHS);
  let refusal = new Fault(
    "timestamp-authority-unknown",
    "the time stamp is of an authority that the trust store does not have",
  );
  for (const chain of paths) {
    try {
      const authority = authorityAnchor({ certificates: chain.map(({ der }) => der), validFor: ALWAYS, uri: "" });
      /* 2 */ await verifyTimestamp(read, { bytes: signature, authority }, crypto);
      /* 3 */ await requireChain(chain, "timestamping", crypto);
      return { ...rangeOf(read.info), chain };
    } catch (error) {
      if (!isRefusal(error)) throw error;
      refusal = error;
    }
  }
  throw refusal;
}

const ALWAYS = { start: new Date(0), end: undefined };

interface Known {
  readonly embedded: readonly X509Certificate[];
  readonly roots: readonly X509Certificate[];
}

/** Paths to a root from one above those of `below`, by names alone; nothing of them is verified. */
function pathsFrom(
  last: X509Certificate,
  below: readonly X509Certificate[],
  known: Known,
): (readonly X509Certificate[])[] {
  const path = [...below, last];
  if (path.length > MAX_PATH) return [];
  if (known.roots.some(({ der }) => equalBytes(der, last.der))) return [path];
  if (isSelfIssued(last)) return [];
  const issuers = [...known.roots, ...known.embedded].filter(
    ({ subject, der }) => equalBytes(subject, last.issuer) && !path.some((one) => equalBytes(one.der, der)),
  );
  return issuers.flatMap((issuer) => pathsFrom(issuer, path, known)).slice(0, MAX_PATHS);
}

/** ETSI EN 319 421 §5.1: who works by it is right to the second. */
const BASELINE_POLICY = "0.4.0.2023.1.1";

/** RFC 3161 §2.4.2: "By adding the accuracy value … an upper limit of the time … can be obtained", and a lower one likewise. */
function rangeOf({
  milliseconds,
  accuracy,
  policy,
}: TimestampToken["info"]): Pick<TimestampedRange, "earliest" | "latest"> {
  const stated = accuracy === undefined ? 0 : readAccuracy(accuracy);
  const off = stated === 0 && policy === BASELINE_POLICY ? 1000 : stated;
  return { earliest: milliseconds - off, latest: milliseconds + off };
}

/** Seconds, `[0]` milliseconds, `[1]` microseconds, each at most once and in this order; in milliseconds, rounded up. */
function readAccuracy(node: DerNode): number {
  const tags: readonly number[] = [DER_TAGS.integer, 0x80, 0x81];
  let [total, before] = [0, -1];
  for (const field of node.sequence()) {
    const place = tags.indexOf(field.tag);
    const count = place > before ? Number(field.as(DER_TAGS.integer).integer()) : -1;
    if (count < 0) throw new Fault("timestamp-invalid", "a timestamp is malformed: its accuracy is not one");
    total += [count * 1000, count, Math.ceil(count / 1000)][place] ?? 0;
    before = place;
  }
  return total;
}
