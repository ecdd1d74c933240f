import type { Cryptography } from "../../../crypto/cryptography.ts";
import { equalBytes } from "../../../kernel/bytewise.ts";
import { DER_TAGS } from "../../../kernel/der.ts";
import { Fault } from "../../../kernel/fault.ts";
import type { SignedAttributes } from "./signed-attributes.ts";
import { DIGEST_ALGORITHMS } from "./timestamp-token.ts";

const SIGNING_CERTIFICATE_V2 = "1.2.840.113549.1.9.16.2.47";

/**
 * RFC 3161 §2.4.2 with RFC 5816 §2.2.1: the certificate identifier (ESSCertIDv2 of RFC 5035 §4) of the authority's certificate
 * "MUST be included as a signed attribute", and the first is the signer's. The old form of SHA-1 alone does not count.
 * `certificate` is DER. Fault: `timestamp-certificate-id`.
 */
export async function requireCertificateId(
  attributes: SignedAttributes,
  certificate: Uint8Array,
  crypto: Cryptography,
): Promise<void> {
  const [identifiers] = attributes.get(SIGNING_CERTIFICATE_V2)?.sequence() ?? [];
  const [signer] = identifiers?.sequence() ?? [];
  const fields = signer?.sequence() ?? [];
  // SHA-256 is the default and left out.
  const named = fields[0]?.tag === DER_TAGS.sequence ? fields[0].sequence()[0]?.oid() : "2.16.840.1.101.3.4.2.1";
  const algorithm = DIGEST_ALGORITHMS.get(named ?? "");
  const hash = fields.find(({ tag }) => tag === DER_TAGS.octetString)?.octetString();
  if (algorithm === undefined || hash === undefined || !equalBytes(hash, await crypto.digest(algorithm, certificate))) {
    throw new Fault("timestamp-certificate-id", "a timestamp does not name the certificate of its authority");
  }
}
