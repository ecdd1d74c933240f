import { equalBytes } from "../../../kernel/bytewise.ts";
import { Fault } from "../../../kernel/fault.ts";
import { basicConstraints } from "../../x509/basic-constraints.ts";
import { requireForCodeSigning } from "../../x509/extended-key-usage.ts";
import { requireMaySign } from "../../x509/key-usage.ts";
import type { X509Certificate } from "../../x509/x509-certificate.ts";

/**
 * Requires that a signer's certificate is an end entity's for signing code (client specification of Sigstore). Faults:
 * `certificate-not-leaf`, `certificate-key-usage`, `certificate-purpose`.
 */
export function requireSignerLeaf(certificate: X509Certificate): void {
  // RFC 5280 §4.2.1.9, and §6.1: a certificate under its own name is not an end entity's.
  if (basicConstraints(certificate).isAuthority || equalBytes(certificate.issuer, certificate.subject)) {
    throw new Fault("certificate-not-leaf", "the signer's certificate is an authority's");
  }
  requireMaySign(certificate);
  requireForCodeSigning(certificate);
}
