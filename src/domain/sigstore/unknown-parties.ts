import { equalBytes } from "../../kernel/bytewise.ts";
import { readX509Certificate, type X509Certificate } from "../x509/x509-certificate.ts";
import type { ParsedBundle } from "./bundle.ts";
import { knowsIssuer } from "./chain/issuing-authority.ts";
import { readCertificateTimestamps } from "./sct/certificate-timestamps.ts";
import { readTokens } from "./timestamp/known-tokens.ts";
import { authoritiesOf } from "./timestamp/verify-timestamp.ts";
import { trustAnchors } from "./trust-anchors.ts";
import type { TrustedLog, TrustedRoot } from "./trusted-root.ts";

/** Who speaks in a bundle beside its signer. */
export type Party = "authority" | "certificate-log" | "timestamp-authority" | "log";

/**
 * The parties of a bundle, signed with a certificate, that the trusted root does not know at all. Keys decide, not names: an
 * authority is renewed under its old name (GitHub's intermediate was five times by 2026), and whoever forges one can write
 * any name. So a known key that did not sign, or not at that time, is not an unknown party; an unknown key under a known name is
 * one. Faults: those of `readX509Certificate`, `readCertificateTimestamps` and `readTokens`.
 */
export function unknownParties(bundle: ParsedBundle, trust: TrustedRoot): ReadonlySet<Party> {
  const unknown = new Set<Party>();
  if (bundle.material.kind === "key") return unknown;
  const { authorities, certificateLogs, timestampAuthorities, logs } = trustAnchors(trust);
  const certificate = readX509Certificate(bundle.material.certificates[0]);
  if (!knowsIssuer(certificate, authorities)) unknown.add("authority");
  if (certificateLogs.length > 0 && !knowsCertificateLogs(certificate, certificateLogs)) unknown.add("certificate-log");
  const tokens = readTokens(bundle.timestamps);
  if (tokens.length > 0 && tokens.every((token) => authoritiesOf(token, timestampAuthorities).length === 0)) {
    unknown.add("timestamp-authority");
  }
  if (bundle.logEntries.some(({ logId }) => !knowsLog(logId, logs))) unknown.add("log");
  return unknown;
}

export function knowsLog(logId: Uint8Array, logs: readonly TrustedLog[]): boolean {
  return logs.some(({ keyId }) => equalBytes(keyId, logId));
}

/** A certificate without any timestamp of a log names no unknown one. */
export function knowsCertificateLogs({ extensions }: X509Certificate, logs: readonly TrustedLog[]): boolean {
  return readCertificateTimestamps(extensions).every(({ logId }) => knowsLog(logId, logs));
}
