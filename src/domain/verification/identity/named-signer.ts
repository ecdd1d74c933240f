import { readPublicKey } from "../../../crypto/public-key.ts";
import type { ExactIdentity, ExpectedKey } from "../../sigstore/expected-identity.ts";

/** Who signs, as whoever signs knows it: what a certificate says, or a key as DER of its SubjectPublicKeyInfo. */
export type NamedSigner =
  | { readonly kind: "certificate"; readonly subjectAlternativeName: string; readonly issuer: string }
  | { readonly kind: "key"; readonly publicKey: Uint8Array };

/** What a consumer must expect of it. */
export function exactlyThis(signer: NamedSigner): ExactIdentity | ExpectedKey {
  if (signer.kind === "key") return { kind: "key", publicKey: readPublicKey(signer.publicKey) };
  const { subjectAlternativeName, issuer } = signer;
  return { kind: "exact", subjectAlternativeName, issuer };
}
