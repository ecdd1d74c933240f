import { equalBytes } from "../../kernel/bytewise.ts";
import { readX509Certificate, type X509Certificate } from "../x509/x509-certificate.ts";
import { readCertificate } from "./certificate.ts";
import type { CertificateFacts } from "./certificate-facts.ts";
import { requireSignerLeaf } from "./chain/signer-leaf.ts";
import type { TrustedRoot } from "./trusted-root.ts";

/** A signer's certificate with what was found out about it under one trusted root. Holds no decision about a bundle. */
export interface RememberedSigner {
  readonly certificate: X509Certificate;
  readonly facts: CertificateFacts;
  /** The check of its certificate timestamps, once it was begun: whoever comes second waits for the same. */
  transparency?: Promise<void>;
}

/** The certificate of the bundle before: those of one release all have the same. */
const LATEST = new WeakMap<TrustedRoot, RememberedSigner>();

/** Faults: those of `readX509Certificate`, `readCertificate` and `requireSignerLeaf`. */
export function rememberedSigner(der: Uint8Array, trust: TrustedRoot): RememberedSigner {
  const latest = LATEST.get(trust);
  if (latest !== undefined && equalBytes(latest.certificate.der, der)) return latest;
  const certificate = readX509Certificate(der);
  const signer = { certificate, facts: readCertificate(der) };
  requireSignerLeaf(certificate);
  LATEST.set(trust, signer);
  return signer;
}
