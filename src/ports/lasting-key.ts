/**
 * A private key that outlives a run, wherever it is: in a file, or behind a program that never shows it. What it signs with is
 * checked against its public key by whoever made it, so that a caller may rely on each signature.
 */
export interface LastingKey {
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Uint8Array;
  /** DER, the key's own first, each issued by the next; none for a bare key. */
  readonly certificates: readonly Uint8Array[];
  /** What it can sign, best first; empty for none that is known. */
  readonly schemes: readonly SignatureScheme[];
  /**
   * Signs a message. ECDSA gives DER (RFC 3279 §2.2.3). The scheme is one of `schemes`. Faults: those of `SigningProgram` and
   * `signature-unexpected`.
   */
  sign(message: Uint8Array, scheme: SignatureScheme): Promise<Uint8Array>;
  /** Signs a message by its digest; absent for what takes whole messages only. */
  readonly signDigest?: (digest: Uint8Array, scheme: SignatureScheme) => Promise<Uint8Array>;
}

export const SIGNATURE_SCHEMES = [
  "ecdsa-sha256",
  "ecdsa-sha384",
  "ecdsa-sha512",
  "rsa-pkcs1-sha256",
  "rsa-pss-sha256",
  "rsa-pss-sha384",
  "rsa-pss-sha512",
  "ed25519",
] as const;

/** Algorithm and hash; the curve, or the length of the modulus, is the key's. PSS has a salt as long as the hash. */
export type SignatureScheme = (typeof SIGNATURE_SCHEMES)[number];
