import { constants, createHash, createPublicKey, type KeyObject, verify } from "node:crypto";
import { crc32 } from "node:zlib";
import type { Cryptography, SignedBytes } from "./cryptography.ts";
import { toFixedLength } from "./ecdsa-signature.ts";
import { inflateByZlib } from "./node-inflate.ts";
import { COORDINATE_BYTES, type PublicKey } from "./public-key.ts";

/** Cryptography of Node itself: synchronous inside, which costs several times less than a hop to another thread. */
export const nodeCryptography: Cryptography = {
  async digest(algorithm, bytes) {
    return createHash(algorithm).update(bytes).digest();
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
  crc32,
};

/** OpenSSL's form of a key, made once for each. */
const KEYS = new WeakMap<PublicKey, KeyObject>();

function verifyNow({ key, hash, bytes, signature }: SignedBytes): boolean {
  try {
    const object = KEYS.get(key) ?? createPublicKey({ key: Buffer.from(key.spki), format: "der", type: "spki" });
    KEYS.set(key, object);
    switch (key.kind) {
      case "ec": {
        const fixed = toFixedLength(signature, COORDINATE_BYTES[key.curve]);
        return fixed !== undefined && verify(hash, bytes, { key: object, dsaEncoding: "ieee-p1363" }, fixed);
      }
      case "rsa":
        return verify(hash, bytes, { key: object, padding: constants.RSA_PKCS1_PADDING }, signature);
      case "ed25519":
        return verify(null, bytes, object, signature);
    }
  } catch {
    return false;
  }
}
