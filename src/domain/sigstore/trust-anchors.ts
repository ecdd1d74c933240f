import { once } from "../../kernel/once.ts";
import { type CertificateNames, certificateNames } from "../x509/certificate-names.ts";
import { readX509Certificate, type X509Certificate } from "../x509/x509-certificate.ts";
import type { Period, TrustedAuthority, TrustedLog, TrustedRoot } from "./trusted-root.ts";

/** A trusted root whose certificates are each read when they are first asked for: most bundles need few of them. */
export interface TrustAnchors {
  readonly logs: readonly TrustedLog[];
  readonly certificateLogs: readonly TrustedLog[];
  readonly authorities: readonly AuthorityAnchor[];
  readonly timestampAuthorities: readonly AuthorityAnchor[];
}

export interface AuthorityAnchor {
  readonly validFor: Period;
  /** Leaf-most first. */
  readonly certificates: readonly AnchorCertificate[];
}

export interface AnchorCertificate extends CertificateNames {
  readonly der: Uint8Array;
  /** Faults: those of `readX509Certificate`. */
  read(): X509Certificate;
}

const KNOWN = new WeakMap<TrustedRoot, TrustAnchors>();

/** Read once for a root, however many bundles follow. */
export function trustAnchors(root: TrustedRoot): TrustAnchors {
  const known = KNOWN.get(root);
  if (known !== undefined) return known;
  const anchors = {
    logs: root.logs,
    certificateLogs: root.certificateLogs,
    authorities: root.authorities.map(authorityAnchor),
    timestampAuthorities: root.timestampAuthorities.map(authorityAnchor),
  };
  KNOWN.set(root, anchors);
  return anchors;
}

/** An authority by the certificates of its path, leaf-most first. */
export function authorityAnchor({ certificates, validFor }: TrustedAuthority): AuthorityAnchor {
  return { validFor, certificates: certificates.map(anchor) };
}

function anchor(der: Uint8Array): AnchorCertificate {
  return { der, ...certificateNames(der), read: once(() => readX509Certificate(der)) };
}
