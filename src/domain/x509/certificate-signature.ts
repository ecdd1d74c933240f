import type { Cryptography } from "../../crypto/cryptography.ts";
import { Fault } from "../../kernel/fault.ts";
import type { X509Certificate } from "./x509-certificate.ts";

/** What was computed before: the same links are checked for every bundle of a release, and bytes cannot change. */
const KNOWN = new WeakMap<X509Certificate, WeakMap<X509Certificate, Promise<boolean>>>();

/**
 * RFC 5280 §6.1.3(a)(1): "The signature on the certificate can be verified using working_public_key_algorithm, the
 * working_public_key", over the signed part as it stands there. Fault: `certificate-signature`.
 */
export async function requireSignedBy(
  certificate: X509Certificate,
  issuer: X509Certificate,
  crypto: Cryptography,
): Promise<void> {
  if (!(await isSignedBy(certificate, issuer, crypto))) {
    throw new Fault("certificate-signature", "a certificate is not signed by the authority that it names");
  }
}

/** Whether the issuer's key signed it, which says nothing of whether it may. */
export function isSignedBy(
  certificate: X509Certificate,
  issuer: X509Certificate,
  crypto: Cryptography,
): Promise<boolean> {
  const issuers = KNOWN.get(certificate) ?? new WeakMap<X509Certificate, Promise<boolean>>();
  KNOWN.set(certificate, issuers);
  const holds = issuers.get(issuer) ?? verifyLink(certificate, issuer, crypto);
  issuers.set(issuer, holds);
  return holds;
}

async function verifyLink(
  { algorithm, tbs, signature }: X509Certificate,
  { publicKey }: X509Certificate,
  crypto: Cryptography,
): Promise<boolean> {
  if (algorithm.key !== publicKey.kind) return false;
  return crypto.verify({ key: publicKey, hash: algorithm.hash, bytes: tbs.raw, signature });
}
