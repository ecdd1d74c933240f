import type { CertificateFacts } from "../../domain/sigstore/certificate-facts.ts";
import type { EphemeralKey } from "./ephemeral-key.ts";

/** A certificate and the key that it is for: the right to sign for as long as it is valid. */
export interface SigningGrant {
  readonly key: EphemeralKey;
  readonly certificate: CertificateFacts;
}
