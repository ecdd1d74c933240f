import { X509Certificate } from "@sigstore/core";
import { Fault } from "../../kernel/fault.ts";
import type { ParsedBundle } from "./bundle.ts";
import { authoritiesOf, readTimestamps } from "./known-timestamps.ts";
import type { TrustedRoot } from "./trusted-root.ts";

/** Who speaks in a bundle beside its signer. */
export type Party = "authority" | "certificate-log" | "timestamp-authority" | "log";

/**
 * The parties of a bundle, signed with a certificate, that the trusted root does not know at all. Keys decide, not names: an
 * authority is renewed under its old name (GitHub's intermediate was five times by 2026), and whoever forges one can write
 * any name. So a known key that did not sign, or not at that time, is no unknown party; an unknown key under a known name is
 * one. Faults: `certificate-malformed`, and those of `readTimestamps`.
 */
export function unknownParties(bundle: ParsedBundle, trust: TrustedRoot): ReadonlySet<Party> {
  const unknown = new Set<Party>();
  if (bundle.material.kind === "key") return unknown;
  const [leaf] = bundle.material.certificates;
  const isKnownIssuer = knowsIssuer(leaf, trust);
  if (!isKnownIssuer) unknown.add("authority");
  if (trust.certificateLogs.length > 0 && !knowsCertificateLogs(leaf, trust)) unknown.add("certificate-log");
  const timestamps = readTimestamps(bundle.timestamps);
  if (timestamps.length > 0 && timestamps.every((facts) => authoritiesOf(facts, trust).length === 0)) {
    unknown.add("timestamp-authority");
  }
  if (bundle.logEntries.some(({ logId }) => !knowsLog(logId, trust.logs))) unknown.add("log");
  return unknown;
}

/**
 * Whether the key that the certificate says it was issued with is one of the trusted root. Without the identifier of that key,
 * which RFC 5280 §4.2.1.1 requires, the name decides.
 */
export function knowsIssuer(leaf: Uint8Array, { authorities }: TrustedRoot): boolean {
  const { issuer, keyId } = issuerOf(leaf);
  return authorities.some(({ certificates }) =>
    certificates.some((der) => {
      const authority = subjectOf(der);
      return keyId === undefined || authority.keyId === undefined
        ? issuer.equals(authority.name)
        : keyId.equals(authority.keyId);
    }),
  );
}

export function knowsLog(logId: Uint8Array, logs: TrustedRoot["logs"]): boolean {
  return logs.some(({ keyId }) => Buffer.compare(keyId, logId) === 0);
}

/** A certificate without any timestamp of a log names no unknown one. */
function knowsCertificateLogs(leaf: Uint8Array, { certificateLogs }: TrustedRoot): boolean {
  return read(leaf, (certificate) =>
    (certificate.extSCT?.signedCertificateTimestamps ?? []).every(({ logID }) => knowsLog(logID, certificateLogs)),
  );
}

function issuerOf(der: Uint8Array): { issuer: Buffer; keyId: Buffer | undefined } {
  return read(der, ({ issuer, extAuthorityKeyID }) => ({ issuer, keyId: extAuthorityKeyID?.keyIdentifier }));
}

function subjectOf(der: Uint8Array): { name: Buffer; keyId: Buffer | undefined } {
  return read(der, ({ subject, extSubjectKeyID }) => ({ name: subject, keyId: extSubjectKeyID?.keyIdentifier }));
}

/** The library's reader throws anything for hostile bytes. */
function read<T>(der: Uint8Array, take: (certificate: X509Certificate) => T): T {
  try {
    return take(X509Certificate.parse(Buffer.from(der)));
  } catch (cause) {
    throw new Fault("certificate-malformed", "the certificate holds an extension that cannot be read", { cause });
  }
}
