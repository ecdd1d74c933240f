import type { TransparencyLogEntry } from "@sigstore/bundle";

/**
 * What was signed and how, as a log wants to know it. `sha256` is the digest that the signature is over: of the artifact,
 * or of the pre-authentication encoding of the envelope.
 */
export type SignedContent = { readonly sha256: Uint8Array; readonly signature: Uint8Array } & (
  | { readonly kind: "digest" }
  | { readonly kind: "envelope"; readonly json: string; readonly payload: Uint8Array }
);

/** Who signed, as a log enters it: DER of the certificate, or of the SubjectPublicKeyInfo of a key. */
export type LoggedSigner =
  | { readonly kind: "certificate"; readonly der: Uint8Array }
  | { readonly kind: "key"; readonly der: Uint8Array };

/** A log that signatures are entered in. */
export interface LogClient {
  /**
   * Enters a signature and resolves to the entry, which is ours and carries its proof of inclusion. Equal content is
   * entered once, however often it is tried. Faults: `log-refused`, `log-unexpected`, `response-malformed`, and those
   * of the HTTP port; `key-unfit` if the log takes no such key. Throws `LogBusy` if the log takes no more now.
   */
  enter(content: SignedContent, signer: LoggedSigner): Promise<TransparencyLogEntry>;
}
