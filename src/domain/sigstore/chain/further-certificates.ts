import { equalBytes } from "../../../kernel/bytewise.ts";
import { Fault } from "../../../kernel/fault.ts";
import type { BundleVersion } from "../bundle.ts";
import type { AuthorityAnchor } from "../trust-anchors.ts";

/**
 * Requires that the certificates after the signer's are authorities of the trusted root, byte for byte. From v0.2 on a root
 * certificate is refused (B33); v0.1 often had one. The path itself is always built from the trusted root. Fault:
 * `certificate-untrusted`.
 */
export function requireKnownCertificates(
  certificates: readonly Uint8Array[],
  { version, authorities }: { readonly version: BundleVersion; readonly authorities: readonly AuthorityAnchor[] },
): void {
  for (const certificate of certificates) {
    const place = authorities.find((one) => one.certificates.some(({ der }) => equalBytes(der, certificate)));
    if (place === undefined) throw untrusted("its chain holds a certificate that is not in the trusted root");
    const root = place.certificates.at(-1);
    if (version !== "0.1" && root !== undefined && equalBytes(root.der, certificate)) {
      throw untrusted("its chain holds a root certificate");
    }
  }
}

function untrusted(problem: string): Fault {
  return new Fault("certificate-untrusted", `the bundle's certificate is not acceptable: ${problem}`);
}
