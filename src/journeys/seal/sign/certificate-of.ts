import { readCertificate } from "../../../domain/sigstore/certificate.ts";
import type { CertificateFacts } from "../../../domain/sigstore/certificate-facts.ts";
import { identityFlags, KEY_FLAGS } from "../../../domain/verification/identity/identity-flags.ts";
import type { SigningIdentity } from "../../../ports/signer.ts";

/** What the certificate of a signer says; undefined for a key, of which nothing is said. */
export function certificateOf(identity: SigningIdentity): CertificateFacts | undefined {
  return identity.kind === "certificate" ? readCertificate(identity.certificate) : undefined;
}

/** The flags of `capsule verify` that accept what it signed. */
export function consumerFlags(identity: SigningIdentity, tag: string | null): readonly string[] {
  const certificate = certificateOf(identity);
  return certificate === undefined ? KEY_FLAGS : identityFlags(certificate, tag);
}
