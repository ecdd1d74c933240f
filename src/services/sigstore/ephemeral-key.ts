import { generateKeyPairSync, sign } from "node:crypto";
import { p256 } from "@noble/curves/nist.js";
import { decodeBase64Url } from "../../kernel/base64.ts";

/** An ECDSA P-256 key that exists in memory for one run. Signatures are DER (RFC 3279 §2.2.3), over SHA-256. */
export interface EphemeralKey {
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Uint8Array;
  /** The same as PEM. */
  readonly publicKeyPem: string;
  sign(message: Uint8Array): Uint8Array;
  /** Signs a message by the 32 bytes of its digest, which the runtime's own cryptography cannot do. */
  signDigest(sha256: Uint8Array): Uint8Array;
}

export function createEphemeralKey(): EphemeralKey {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const secret = decodeBase64Url(privateKey.export({ format: "jwk" }).d ?? "");
  return {
    publicKey: publicKey.export({ format: "der", type: "spki" }),
    publicKeyPem: publicKey.export({ format: "pem", type: "spki" }).toString(),
    sign: (message) => sign("sha256", message, privateKey),
    signDigest: (sha256) => p256.sign(sha256, secret, { prehash: false, lowS: false, format: "der" }),
  };
}
