import type { GuideSigner } from "./guide-facts.ts";

/** What a reader compares if there is no repository: the identity of the certificate, or the fingerprint of the key. */
export function signerName(signer: GuideSigner): string {
  return signer.kind === "key" ? signer.fingerprint : signer.subjectAlternativeName;
}
