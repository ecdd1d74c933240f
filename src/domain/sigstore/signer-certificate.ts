import { RememberingCertificate } from "./trust-material.ts";
import type { TrustedRoot } from "./trusted-root.ts";

const LATEST = new WeakMap<TrustedRoot, { readonly der: Uint8Array; readonly certificate: RememberingCertificate }>();

/** The certificate of a bundle, parsed once where the bundle before had the same: those of one release all have. */
export function signerCertificate(der: Uint8Array, trust: TrustedRoot): RememberingCertificate {
  const latest = LATEST.get(trust);
  if (latest !== undefined && Buffer.compare(latest.der, der) === 0) return latest.certificate;
  const certificate = new RememberingCertificate(der, trust.certificateLogs.length > 0);
  LATEST.set(trust, { der, certificate });
  return certificate;
}
