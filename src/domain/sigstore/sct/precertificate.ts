import { explicit, sequence } from "../../../kernel/der-writer.ts";
import { EXTENSION } from "../../x509/extensions.ts";
import type { X509Certificate } from "../../x509/x509-certificate.ts";

/**
 * The TBSCertificate that a certificate log signed: "the DER-encoded TBSCertificate … without the signature and the poison
 * extension" (RFC 6962 §3.2), which is the certificate's own without the timestamps. Everything that stays is cut from the
 * certificate byte for byte; only three lengths are written anew. A list without an extension is left out (RFC 5280 §4.1:
 * "SIZE (1..MAX)").
 */
export function precertificateOf({ tbs, extensions }: X509Certificate): Uint8Array {
  const kept = [...extensions].filter(([id]) => id !== EXTENSION.certificateTimestamps).map(([, { raw }]) => raw);
  const fields = tbs
    .sequence()
    .filter(({ tag }) => tag !== 0xa3)
    .map(({ raw }) => raw);
  return sequence(...fields, ...(kept.length === 0 ? [] : [explicit(3, sequence(...kept))]));
}
