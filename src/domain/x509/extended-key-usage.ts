import { readDer } from "../../kernel/der.ts";
import { Fault } from "../../kernel/fault.ts";
import { EXTENSION } from "./extensions.ts";
import type { X509Certificate } from "./x509-certificate.ts";

export type KeyPurpose = "1.3.6.1.5.5.7.3.3" | "1.3.6.1.5.5.7.3.8";
export const CODE_SIGNING: KeyPurpose = "1.3.6.1.5.5.7.3.3";
export const TIME_STAMPING: KeyPurpose = "1.3.6.1.5.5.7.3.8";
const ANY_PURPOSE = "2.5.29.37.0";

/** RFC 5280 §4.2.1.12; undefined if the extension is absent. */
export function purposesOf({ extensions }: X509Certificate): readonly string[] | undefined {
  const extension = extensions.get(EXTENSION.extendedKeyUsage);
  return extension === undefined
    ? undefined
    : readDer(extension.value)
        .sequence()
        .map((purpose) => purpose.oid());
}

/** Client specification of Sigstore: the signer's certificate names code signing. */
export function requireForCodeSigning(certificate: X509Certificate): void {
  if (!purposesOf(certificate)?.includes(CODE_SIGNING)) throw unfit("the signer's certificate is not for signing code");
}

/**
 * If an authority's certificate names purposes, what it issues is for these alone (RFC 5280 §4.2.1.12: "If the extension
 * is present, then the certificate MUST only be used for one of the purposes indicated").
 */
export function requireIssuesFor(certificate: X509Certificate, purpose: KeyPurpose): void {
  const purposes = purposesOf(certificate);
  if (purposes === undefined || purposes.includes(purpose) || purposes.includes(ANY_PURPOSE)) return;
  throw unfit("an authority may not issue certificates for that purpose");
}

/**
 * RFC 3161 §2.3: "The corresponding certificate MUST contain only one instance of the extended key usage field extension …
 * with KeyPurposeID having value: id-kp-timeStamping. This extension MUST be critical."
 */
export function requireForTimeStampingAlone(certificate: X509Certificate): void {
  const purposes = purposesOf(certificate);
  const critical = certificate.extensions.get(EXTENSION.extendedKeyUsage)?.critical;
  if (critical !== true || purposes?.length !== 1 || purposes[0] !== TIME_STAMPING) {
    throw unfit("the certificate of the timestamp authority is not for timestamps alone");
  }
}

function unfit(problem: string): Fault {
  return new Fault("certificate-purpose", problem);
}
