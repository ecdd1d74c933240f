import { readCertificate } from "./certificate.ts";
import type { CertificateFacts } from "./certificate-facts.ts";
import { RememberingCertificate } from "./trust-material.ts";
import type { TrustedRoot } from "./trusted-root.ts";

/** The certificate of the bundle before: those of one release all have the same, and it is parsed once. */
const LATEST = new WeakMap<TrustedRoot, { readonly facts: CertificateFacts; certificate?: RememberingCertificate }>();

/** What the certificate of a bundle says. Faults: those of `readCertificate`. */
export function signerFacts(der: Uint8Array, trust: TrustedRoot): CertificateFacts {
  const latest = LATEST.get(trust);
  if (latest !== undefined && Buffer.compare(latest.facts.der, der) === 0) return latest.facts;
  const facts = readCertificate(der);
  LATEST.set(trust, { facts });
  return facts;
}

/** The certificate as the library wants it; throws what the library throws. */
export function signerCertificate(facts: CertificateFacts, trust: TrustedRoot): RememberingCertificate {
  const latest = LATEST.get(trust);
  if (latest?.facts === facts && latest.certificate !== undefined) return latest.certificate;
  const certificate = new RememberingCertificate(facts.der, trust.certificateLogs.length > 0);
  LATEST.set(trust, { facts, certificate });
  return certificate;
}
