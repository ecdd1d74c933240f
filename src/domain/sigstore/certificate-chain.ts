import { Fault } from "../../kernel/fault.ts";
import type { ParsedBundle } from "./bundle.ts";
import type { CertificateFacts } from "./certificate-facts.ts";
import type { TrustedRoot } from "./trusted-root.ts";

/**
 * Requires that the signer's certificate is a leaf for signing code, and that further certificates in the bundle are
 * authorities of the trusted root, byte for byte. From v0.2 on a root certificate is refused (B33); v0.1 often had one.
 * The chain itself is always built from the trusted root. Fault: `certificate-untrusted`.
 */
export function requireChain(
  bundle: ParsedBundle,
  { certificate, trust }: { readonly certificate: CertificateFacts; readonly trust: TrustedRoot },
): void {
  requireLeaf(certificate);
  if (bundle.material.kind !== "certificate") return;
  const [, ...others] = bundle.material.certificates;
  for (const other of others) {
    const place = trust.authorities.find(({ certificates }) => certificates.some((known) => same(known, other)));
    if (place === undefined) throw untrusted("its chain holds a certificate that is not in the trusted root");
    const root = place.certificates.at(-1);
    if (bundle.version !== "0.1" && root !== undefined && same(root, other)) {
      throw untrusted("its chain holds a root certificate");
    }
  }
}

/** As much of this as holds whoever the authority is. Fault: `certificate-untrusted`. */
export function requireLeaf(certificate: CertificateFacts): void {
  if (certificate.selfIssued || certificate.isAuthority) throw untrusted("the signer's certificate is an authority's");
  if (!certificate.maySignCode) throw untrusted("the signer's certificate is not for signing code");
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}

function untrusted(problem: string): Fault {
  return new Fault("certificate-untrusted", `the bundle's certificate is not acceptable: ${problem}`);
}
