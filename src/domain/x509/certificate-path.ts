import type { Cryptography } from "../../crypto/cryptography.ts";
import { equalBytes } from "../../kernel/bytewise.ts";
import { Fault } from "../../kernel/fault.ts";
import { requireAuthority, requirePathLength } from "./basic-constraints.ts";
import { requireSignedBy } from "./certificate-signature.ts";
import { type KeyPurpose, requireIssuesFor } from "./extended-key-usage.ts";
import { requireMayIssue } from "./key-usage.ts";
import { requireValidAt } from "./validity.ts";
import type { X509Certificate } from "./x509-certificate.ts";

export interface PathToVerify {
  /** The end entity, then each one's issuer; the last is the trust anchor. */
  readonly path: readonly X509Certificate[];
  readonly purpose: KeyPurpose;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/**
 * Verifies a path (RFC 5280 §6.1) that was put together before. The self-signature of the anchor is not verified: "the trust
 * anchor is … not part of the certification path". Faults: `certificate-name-chaining`, `certificate-not-authority`,
 * `certificate-key-usage`, `certificate-purpose`, `certificate-path-length`, `certificate-expired`,
 * `certificate-signature`.
 */
export async function verifyPath({ path, purpose, at }: PathToVerify, crypto: Cryptography): Promise<void> {
  for (const [depth, authority] of path.entries()) {
    requireValidAt(authority, at);
    if (depth === 0) continue;
    requireAuthority(authority);
    requireMayIssue(authority);
    requireIssuesFor(authority, purpose);
    requirePathLength(authority, depth - 1);
  }
  for (const [depth, certificate] of path.entries()) {
    const issuer = path[depth + 1];
    if (issuer === undefined) return;
    requireNameChaining(certificate, issuer);
    await requireSignedBy(certificate, issuer, crypto);
  }
}

/** RFC 5280 §6.1.3(a)(4): "The certificate issuer name is the working_issuer_name"; as bytes, stricter than §7.1. */
function requireNameChaining(certificate: X509Certificate, issuer: X509Certificate): void {
  if (!equalBytes(certificate.issuer, issuer.subject)) {
    throw new Fault("certificate-name-chaining", "a certificate names another issuer than the authority above it");
  }
}
