/**
 * Signs with one identity. `open` gets the token and the certificate; what is signed with the session comes from that
 * one identity and run, and enters the transparency log if the instance has one.
 */
export interface Signer {
  open(): Promise<SigningSession>;
  /** Who `open` would sign as. It asks for a token and for no certificate, so that nothing becomes public. */
  identify(): Promise<Omit<SigningIdentity, "certificate">>;
}

export interface SigningSession {
  readonly identity: SigningIdentity;
  /** Signs an artifact by the 32 bytes of its SHA-256 digest; resolves to a Sigstore bundle v0.3, UTF-8 JSON. */
  signDigest(sha256: Uint8Array): Promise<Uint8Array>;
  /** Signs a DSSE payload (PAE over `payloadType` and `payload`); resolves to a Sigstore bundle v0.3, UTF-8 JSON. */
  signPayload(payloadType: string, payload: Uint8Array): Promise<Uint8Array>;
}

/** What the issued certificate says, and how it is trusted. */
export interface SigningIdentity {
  /** DER of the leaf certificate. */
  readonly certificate: Uint8Array;
  readonly subjectAlternativeName: string;
  readonly issuer: string;
  /** The instance: its name, or `custom` for a signing config. */
  readonly instance: "public-good" | "github" | "staging" | "custom" | "local";
}
