import type { KeyObject } from "node:crypto";
import { constants, publicDecrypt } from "node:crypto";
import { p256, p384, p521 } from "@noble/curves/nist.js";
import { encodeHex } from "../../kernel/hex.ts";
import type { ArtifactDigest } from "./verified-bundle.ts";

interface SignedDigest {
  readonly key: KeyObject;
  readonly signature: Uint8Array;
  readonly digest: Uint8Array;
  readonly algorithm: ArtifactDigest["algorithm"];
}

/**
 * Verifies a signature over an artifact from the artifact's digest alone, which Node's own verification cannot (it hashes
 * again): ECDSA on P-256, P-384 and P-521, with DER signatures in their one canonical form, and RSA PKCS #1 v1.5. Ed25519
 * signs the whole message, so no digest can stand in for it.
 */
export function verifyDigest(signed: SignedDigest): boolean {
  const { key, algorithm } = signed;
  if (key.asymmetricKeyType === "rsa") return algorithm === "sha256" && verifyRsa(signed);
  if (key.asymmetricKeyType !== "ec") return false;
  const curve = curveOf(key);
  return curve?.hashes.includes(algorithm) === true && verifyEcdsa(signed, curve);
}

interface Curve {
  readonly ecdsa: typeof p256 | typeof p384 | typeof p521;
  /** The hash of the curve's strength, and SHA-256, which signers of the larger curves have long used. */
  readonly hashes: readonly ArtifactDigest["algorithm"][];
  /** Bytes of one coordinate. */
  readonly size: number;
}

/** The library is read when the first key asks for it: most signatures are verified by Node. */
function curveOf(key: KeyObject): Curve | undefined {
  switch (key.asymmetricKeyDetails?.namedCurve) {
    case "prime256v1":
      return { ecdsa: p256, hashes: ["sha256"], size: 32 };
    case "secp384r1":
      return { ecdsa: p384, hashes: ["sha384", "sha256"], size: 48 };
    case "secp521r1":
      return { ecdsa: p521, hashes: ["sha512", "sha256"], size: 66 };
    default:
      return undefined;
  }
}

/** ECDSA verification of SEC 1 §4.1.4, over the curve arithmetic of the library. */
function verifyEcdsa({ key, signature, digest }: SignedDigest, curve: Curve): boolean {
  const { Point, Signature } = curve.ecdsa;
  const { Fn, BASE } = Point;
  try {
    const { r, s } = Signature.fromBytes(signature, "der");
    const inverse = Fn.inv(s);
    const e = Fn.create(BigInt(`0x${encodeHex(digest)}`));
    const [u1, u2] = [Fn.mul(e, inverse), Fn.mul(r, inverse)];
    const { point, hasTable } = publicPoint(key, curve);
    // Alone the joint walk is faster, with a table two walks are.
    const sum = hasTable ? BASE.multiplyUnsafe(u1).add(point.multiplyUnsafe(u2)) : BASE.mulAddUnsafe(u1, point, u2);
    return !sum.is0() && Fn.create(sum.x) === r;
  } catch {
    return false;
  }
}

type PublicPoint = InstanceType<typeof p256.Point>;

/** The key of the signature before: the files of one release are all signed with the same, and a table pays off. */
let latest: { readonly hex: string; readonly point: PublicPoint; uses: number; hasTable: boolean } | undefined;
const USES_BEFORE_TABLE = 4;

function publicPoint(key: KeyObject, { ecdsa, size }: Curve): { point: PublicPoint; hasTable: boolean } {
  // SubjectPublicKeyInfo ends in the uncompressed point: 04, x, y (RFC 5480 §2.2); Node always exports it so.
  const hex = encodeHex(key.export({ format: "der", type: "spki" }).subarray(-(2 * size + 1)));
  if (latest?.hex !== hex) latest = { hex, point: ecdsa.Point.fromHex(hex), uses: 0, hasTable: false };
  latest.uses += 1;
  if (latest.uses === USES_BEFORE_TABLE) {
    latest.point.precompute(8, false);
    latest.hasTable = true;
  }
  return latest;
}

/** DigestInfo of SHA-256 before the digest itself (RFC 8017 §9.2, note 1). */
const SHA256_INFO = Buffer.from("3031300d060960864801650304020105000420", "hex");

function verifyRsa({ key, signature, digest }: SignedDigest): boolean {
  try {
    const info = publicDecrypt({ key, padding: constants.RSA_PKCS1_PADDING }, signature);
    return info.equals(Buffer.concat([SHA256_INFO, digest]));
  } catch {
    return false;
  }
}
