import { constants, type KeyObject, privateEncrypt, sign } from "node:crypto";
import { p256, p384, p521 } from "@noble/curves/nist.js";
import type { PublicKey } from "../../crypto/public-key.ts";
import { decodeBase64Url } from "../../kernel/base64.ts";
import { concatBytes } from "../../kernel/bytewise.ts";
import { Fault } from "../../kernel/fault.ts";
import { decodeHex } from "../../kernel/hex.ts";
import type { LastingKey, SignatureScheme } from "../../ports/lasting-key.ts";
import { type AskPassphrase, readKeyFile } from "./read-key-file.ts";
import { requireKeyChain } from "./require-key-chain.ts";

export interface KeyFile {
  readonly bytes: Uint8Array;
  readonly passphrase: AskPassphrase;
  /** PEM: the certificate of the key first; undefined for a bare key. */
  readonly chain: Uint8Array | undefined;
  readonly now: Date;
}

const CURVES = { "P-256": p256, "P-384": p384, "P-521": p521 } as const;

const SCHEMES: Readonly<Record<PublicKey["kind"], readonly SignatureScheme[]>> = {
  ec: ["ecdsa-sha256", "ecdsa-sha384", "ecdsa-sha512"],
  rsa: ["rsa-pkcs1-sha256", "rsa-pss-sha256", "rsa-pss-sha384", "rsa-pss-sha512"],
  ed25519: ["ed25519"],
};

/** The key of a file, and the certificates that are for it. Faults: those of `readKeyFile` and `requireKeyChain`. */
export async function fileKey({ bytes, passphrase, chain, now }: KeyFile): Promise<LastingKey> {
  const { privateKey, publicKey } = await readKeyFile(bytes, passphrase);
  const certificates = chain === undefined ? [] : requireKeyChain(chain, publicKey.spki, now);
  const common = {
    ...{ publicKey: publicKey.spki, certificates, schemes: SCHEMES[publicKey.kind] },
    sign: async (message: Uint8Array, scheme: SignatureScheme) => signMessage(privateKey, message, scheme),
  };
  switch (publicKey.kind) {
    case "ec": {
      const { curve } = publicKey;
      return { ...common, signDigest: async (digest) => signOnCurve(privateKey, curve, digest) };
    }
    case "rsa":
      return { ...common, signDigest: async (digest, scheme) => signWithRsa(privateKey, digest, scheme) };
    case "ed25519":
      return common;
  }
}

function signMessage(key: KeyObject, message: Uint8Array, scheme: SignatureScheme): Uint8Array {
  const hash = /sha\d+$/.exec(scheme)?.[0] ?? null;
  const pss = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };
  return sign(hash, message, scheme.startsWith("rsa-pss") ? { key, ...pss } : { key });
}

/** The runtime's own cryptography signs no digest. The nonce is of RFC 6979. */
function signOnCurve(key: KeyObject, curve: keyof typeof CURVES, digest: Uint8Array): Uint8Array {
  const secret = decodeBase64Url(key.export({ format: "jwk" }).d ?? "");
  return CURVES[curve].sign(digest, secret, { prehash: false, lowS: false, format: "der" });
}

/** DigestInfo of SHA-256 before the digest itself (RFC 8017 §9.2, note 1). */
const SHA256_INFO = decodeHex("3031300d060960864801650304020105000420");

function signWithRsa(key: KeyObject, digest: Uint8Array, scheme: SignatureScheme): Uint8Array {
  if (scheme !== "rsa-pkcs1-sha256") throw new Fault("internal", `${scheme} was to sign a digest`);
  return privateEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, concatBytes(SHA256_INFO, digest));
}
