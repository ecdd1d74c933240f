import { DER_TAGS, readDer } from "../../kernel/der.ts";
import { Fault } from "../../kernel/fault.ts";
import { EXTENSION } from "./extensions.ts";
import type { X509Certificate } from "./x509-certificate.ts";

export interface BasicConstraints {
  readonly isAuthority: boolean;
  /** How many authorities may follow below. */
  readonly pathLength: bigint | undefined;
}

/**
 * RFC 5280 §4.2.1.9. `CA:FALSE` is the default, and seen both left out and written out. Without the extension, or with no
 * more than the default, a certificate is not an authority's. Fault: `certificate-malformed`.
 */
export function basicConstraints({ extensions }: X509Certificate): BasicConstraints {
  const extension = extensions.get(EXTENSION.basicConstraints);
  if (extension === undefined) return { isAuthority: false, pathLength: undefined };
  const fields = readDer(extension.value).sequence();
  const isAuthority = fields[0]?.tag === DER_TAGS.boolean && fields[0].boolean();
  const [length, ...beyond] = fields[0]?.tag === DER_TAGS.boolean ? fields.slice(1) : fields;
  const pathLength = length?.integer();
  // "CAs MUST NOT include the pathLenConstraint field unless the cA boolean is asserted".
  const misplaced = pathLength !== undefined && (!isAuthority || pathLength < 0n);
  if (beyond.length > 0 || misplaced) {
    throw new Fault(
      "certificate-malformed",
      "the certificate is malformed: its basic constraints contradict themselves",
    );
  }
  return { isAuthority, pathLength };
}

/** RFC 5280 §6.1.4(k): "verify that … cA is set to TRUE". */
export function requireAuthority(certificate: X509Certificate): void {
  if (!basicConstraints(certificate).isAuthority) {
    throw new Fault("certificate-not-authority", "a certificate was issued by one that is not an authority's");
  }
}

/**
 * RFC 5280 §6.1.4(l), (m): no more authorities below than the certificate allows. `below` counts them; self-issued ones
 * count too, which the clause would not.
 */
export function requirePathLength(certificate: X509Certificate, below: number): void {
  const { pathLength } = basicConstraints(certificate);
  if (pathLength !== undefined && pathLength < BigInt(below)) {
    throw new Fault("certificate-path-length", "more authorities follow an authority than its certificate allows");
  }
}
