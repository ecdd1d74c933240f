import { createHash, generateKeyPairSync, sign } from "node:crypto";

/** An ECDSA P-256 key that lives in memory for one run. */
export interface SigningKey {
  /** DER of the SubjectPublicKeyInfo. */
  readonly publicKey: Uint8Array;
  /** SHA-256 of `publicKey`: the id of a log (RFC 6962 §3.2), and of an issuer in a precertificate. */
  readonly id: Uint8Array;
  /** ECDSA over SHA-256 of the bytes, DER encoded. */
  sign(bytes: Uint8Array): Uint8Array;
}

export function createSigningKey(): SigningKey {
  const pair = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const publicKey = pair.publicKey.export({ type: "spki", format: "der" });
  return {
    publicKey,
    id: createHash("sha256").update(publicKey).digest(),
    sign: (bytes) => sign("sha256", bytes, pair.privateKey),
  };
}
