/**
 * Signs as one party. `open` gets the token and the certificate, or the key; what is signed with the session comes from that
 * one party, and enters the transparency log if the instance has one and the signer asks for it.
 */
export interface Signer<I extends SigningIdentity = SigningIdentity> {
  open(): Promise<SigningSession<I>>;
  /** Who `open` would sign as. It asks for a token and for no certificate, so that nothing becomes public. */
  identify(): Promise<SignerName<I>>;
}

export interface SigningSession<I extends SigningIdentity = SigningIdentity> {
  readonly identity: I;
  /**
   * Signs an artifact by the 32 bytes of its SHA-256 digest; resolves to a Sigstore bundle v0.3, UTF-8 JSON. Fault: `key-unfit`
   * if the key signs whole messages only.
   */
  signDigest(sha256: Uint8Array): Promise<Uint8Array>;
  /** Signs a DSSE payload (PAE over `payloadType` and `payload`); resolves to a Sigstore bundle v0.3, UTF-8 JSON. */
  signPayload(payloadType: string, payload: Uint8Array): Promise<Uint8Array>;
}

/** As whom somebody signs: what a certificate says, or a key, which says nothing but itself. */
export type SigningIdentity = CertifiedIdentity | KeyIdentity;

/** The same before there is a certificate. */
export type SignerName<I extends SigningIdentity = SigningIdentity> = I extends CertifiedIdentity
  ? Omit<I, "certificate">
  : I;

/** Of a signer with a certificate. */
export type CertifiedSession = SigningSession<CertifiedIdentity>;

/** What the issued certificate says, and how it is trusted. */
export interface CertifiedIdentity {
  readonly kind: "certificate";
  /** DER of the leaf certificate. */
  readonly certificate: Uint8Array;
  readonly subjectAlternativeName: string;
  readonly issuer: string;
  readonly instance: InstanceName;
}

export interface KeyIdentity {
  readonly kind: "key";
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Uint8Array;
  /** Hex SHA-256 of it: the name of the key. */
  readonly fingerprint: string;
  /** False if the key signs statements, and no artifact by its digest. */
  readonly signsDigests: boolean;
  /** Whose services witness the signatures. */
  readonly instance: InstanceName;
  /** Whether timestamp authorities confirm when it signs, and whether a log has each signature. */
  readonly isTimed: boolean;
  readonly isLogged: boolean;
}

/** The instance of Sigstore: its name, or `custom` for a signing config. */
export type InstanceName = "public-good" | "github" | "staging" | "custom" | "local";
