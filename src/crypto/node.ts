import { constants, createHash, createPublicKey, hash, type KeyObject, verify } from "node:crypto";
import { crc32 } from "node:zlib";
import type { Cryptography, SignedBytes } from "./cryptography.ts";
import { toFixedLength } from "./ecdsa-signature.ts";
import { inflateByZlib } from "./node-inflate.ts";
import { COORDINATE_BYTES, type PublicKey } from "./public-key.ts";

/** Cryptography of Node itself: synchronous inside, which costs several times less than a hop to another thread. */
export const nodeCryptography: Cryptography = {
  async digest(algorithm, bytes) {
    return hash(algorithm, bytes, "buffer");
  },
  async verify(signed) {
    return verifyNow(signed);
  },
  async verifyDigest(signed) {
    const { verifyDigest } = await import("./verify-digest.ts");
    return verifyDigest(signed);
  },
  streamHash(algorithm) {
    const hash = createHash(algorithm);
    return { update: (chunk) => void hash.update(chunk), digest: () => hash.digest() };
  },
  inflateRaw: inflateByZlib,
  crc32: (bytes, previous) => crc32(bytes, previous),
};

/** OpenSSL's form of a key, made once for each. */
const KEYS = new WeakMap<PublicKey, KeyObject>();

const PADDINGS = {
  pkcs1: { padding: constants.RSA_PKCS1_PADDING },
  pss: { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST },
} as const;

function verifyNow({ key, hash: algorithm, bytes, signature, rsa }: SignedBytes): boolean {
  try {
    const object = KEYS.get(key) ?? createPublicKey({ key: Buffer.from(key.spki), format: "der", type: "spki" });
    KEYS.set(key, object);
    switch (key.kind) {
      case "ec": {
        // OpenSSL takes the DER that was read; to look into options beside the key takes it a quarter of the time.
        const isSignature = toFixedLength(signature, COORDINATE_BYTES[key.curve]) !== undefined;
        return isSignature && verify(algorithm, bytes, object, signature);
      }
      case "rsa":
        return verify(algorithm, bytes, { key: object, ...PADDINGS[rsa ?? "pkcs1"] }, signature);
      case "ed25519":
        return verify(null, bytes, object, signature);
    }
  } catch {
    return false;
  }
}
