import type { Cryptography } from "../../../crypto/cryptography.ts";
import { concatBytes, equalBytes } from "../../../kernel/bytewise.ts";
import { Fault } from "../../../kernel/fault.ts";
import { encodeHex } from "../../../kernel/hex.ts";
import type { X509Certificate } from "../../x509/x509-certificate.ts";
import { isWithin, type TrustedLog } from "../trusted-root.ts";
import { type CertificateTimestamp, readCertificateTimestamps } from "./certificate-timestamps.ts";
import { precertificateOf } from "./precertificate.ts";

export interface LoggedCertificate {
  readonly certificate: X509Certificate;
  readonly issuer: X509Certificate;
  readonly logs: readonly TrustedLog[];
  /** Timestamps of distinct logs that there must be. */
  readonly needed: number;
}

/**
 * Requires that certificate logs of the trusted root promised to show the certificate to everybody. Each timestamp must
 * verify, and one log counts once. Faults: `certificate-log-unknown` if one is of a log that the root does not have,
 * which says nothing against it; `certificate-transparency`.
 */
export async function requireTransparency(logged: LoggedCertificate, crypto: Cryptography): Promise<void> {
  const timestamps = readCertificateTimestamps(logged.certificate.extensions);
  const distinct = new Set(timestamps.map(({ logId }) => encodeHex(logId)));
  if (distinct.size < timestamps.length) throw refused("two certificate timestamps are of one log");
  if (timestamps.length < logged.needed) {
    throw refused(`certificate timestamps of ${logged.needed} logs are required, it has ${timestamps.length}`);
  }
  const entry = timestamps.length === 0 ? undefined : await precertificateEntry(logged, crypto);
  for (const timestamp of timestamps) {
    const log = logged.logs.find(({ keyId }) => equalBytes(keyId, timestamp.logId));
    if (log === undefined) {
      throw new Fault(
        "certificate-log-unknown",
        "the certificate was logged in a log that the trusted root does not know",
      );
    }
    if (!isWithin(log.validFor, new Date(timestamp.milliseconds)))
      throw refused("a certificate log was not valid then");
    if (entry === undefined || !(await isPromised({ timestamp, log, entry }, crypto))) {
      throw refused("a certificate timestamp is not signed by its log");
    }
  }
}

/** RFC 6962 §3.2, PreCert: SHA-256 of the issuer's key, and the TBSCertificate with a length of three bytes. */
async function precertificateEntry(
  { certificate, issuer }: LoggedCertificate,
  crypto: Cryptography,
): Promise<Uint8Array> {
  const tbs = precertificateOf(certificate);
  return concatBytes(await crypto.digest("sha256", issuer.publicKey.spki), bigEndian(tbs.length, 3), tbs);
}

interface Promised {
  readonly timestamp: CertificateTimestamp;
  readonly log: TrustedLog;
  readonly entry: Uint8Array;
}

/** RFC 6962 §3.2, digitally-signed: v1, certificate_timestamp, the time, precert_entry, the entry, the extensions. */
async function isPromised({ timestamp, log, entry }: Promised, crypto: Cryptography): Promise<boolean> {
  const key = log.publicKey;
  // RFC 5246 §4.7: the algorithm that is named must be the key's.
  if (key.kind !== timestamp.key) return false;
  const { time, extensions, signature } = timestamp;
  const bytes = concatBytes(
    ...[Uint8Array.of(0, 0), time, Uint8Array.of(0, 1), entry],
    ...[bigEndian(extensions.length, 2), extensions],
  );
  return crypto.verify({ key, hash: "sha256", bytes, signature });
}

function bigEndian(value: number, width: 2 | 3): Uint8Array {
  return Uint8Array.of(value >> 16, value >> 8, value).subarray(3 - width);
}

function refused(problem: string): Fault {
  return new Fault("certificate-transparency", problem);
}
