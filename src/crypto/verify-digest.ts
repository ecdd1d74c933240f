import { concatBytes, equalBytes } from "../kernel/bytewise.ts";
import { decodeHex, encodeHex } from "../kernel/hex.ts";
import type { DigestAlgorithm, SignedDigest } from "./cryptography.ts";
import { toFixedLength } from "./ecdsa-signature.ts";
import { isEcdsaSignature } from "./nist-curves.ts";
import { COORDINATE_BYTES, type EcKey, type RsaKey } from "./public-key.ts";

/**
 * Verifies a signature over bytes from their digest alone, which no platform's own verification can (it hashes again):
 * ECDSA, and RSA PKCS #1 v1.5. Ed25519 signs the whole message.
 */
export function verifyDigest(signed: SignedDigest): boolean {
  const { key } = signed;
  switch (key.kind) {
    case "ec":
      return verifyEcdsa(signed, key);
    case "rsa":
      return verifyRsa(signed, key);
    case "ed25519":
      return false;
  }
}

function verifyEcdsa({ signature, digest }: SignedDigest, key: EcKey): boolean {
  const size = COORDINATE_BYTES[key.curve];
  const fixed = toFixedLength(signature, size);
  if (fixed === undefined) return false;
  return isEcdsaSignature(key.curve, {
    x: toNumber(key.point.subarray(1, 1 + size)),
    y: toNumber(key.point.subarray(1 + size)),
    e: toNumber(leftmost(digest, size)),
    r: toNumber(fixed.subarray(0, size)),
    s: toNumber(fixed.subarray(size)),
  });
}

/** SEC 1 §4.1.4 step 3: of a digest longer than the order, its leftmost bits. No order of these ends within a byte of it. */
function leftmost(digest: Uint8Array, size: number): Uint8Array {
  return digest.subarray(0, size);
}

/** DigestInfo before the digest itself (RFC 8017 §9.2, note 1). */
const DIGEST_INFO: Readonly<Record<DigestAlgorithm, string>> = {
  sha256: "3031300d060960864801650304020105000420",
  sha384: "3041300d060960864801650304020205000430",
  sha512: "3051300d060960864801650304020305000440",
};

/** RFC 8017 §8.2.2: the whole encoded message is built anew and compared, so that nothing of it is parsed. */
function verifyRsa({ signature, digest, hash }: SignedDigest, key: RsaKey): boolean {
  const length = Math.ceil(key.bits / 8);
  const signed = toNumber(signature);
  if (signature.length !== length || signed >= key.modulus) return false;
  const info = concatBytes(decodeHex(DIGEST_INFO[hash]), digest);
  const padding = new Uint8Array(length - info.length - 3).fill(0xff);
  const expected = concatBytes(Uint8Array.of(0, 1), padding, Uint8Array.of(0), info);
  return equalBytes(toBytes(power(signed, key), length), expected);
}

function power(base: bigint, { exponent, modulus }: RsaKey): bigint {
  let [result, square] = [1n, base];
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}

function toNumber(bytes: Uint8Array): bigint {
  return BigInt(`0x0${encodeHex(bytes)}`);
}

function toBytes(number: bigint, length: number): Uint8Array {
  return decodeHex(number.toString(16).padStart(length * 2, "0"));
}
