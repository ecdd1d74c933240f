import type { DerNode } from "../kernel/der.ts";
import { DER_TAGS, readDer } from "../kernel/der.ts";
import { bitString, nullValue, oid, sequence } from "../kernel/der-writer.ts";
import { Fault } from "../kernel/fault.ts";

/** A public key, read by ourselves so that every platform takes and refuses the same ones. */
export type PublicKey = EcKey | RsaKey | Ed25519Key;

export interface EcKey {
  readonly kind: "ec";
  readonly curve: CurveName;
  /** Uncompressed: 04, x, y. */
  readonly point: Uint8Array;
  readonly spki: Uint8Array;
}

export interface RsaKey {
  readonly kind: "rsa";
  readonly modulus: bigint;
  readonly exponent: bigint;
  readonly bits: number;
  readonly spki: Uint8Array;
}

export interface Ed25519Key {
  readonly kind: "ed25519";
  readonly spki: Uint8Array;
}

export type CurveName = "P-256" | "P-384" | "P-521";

/** Bytes of one coordinate, and of r and s each. */
export const COORDINATE_BYTES: Readonly<Record<CurveName, number>> = { "P-256": 32, "P-384": 48, "P-521": 66 };

const EC_PUBLIC_KEY = "1.2.840.10045.2.1";
const RSA_ENCRYPTION = "1.2.840.113549.1.1.1";
const ED25519 = "1.3.101.112";

const CURVES: ReadonlyMap<string, CurveName> = new Map([
  ["1.2.840.10045.3.1.7", "P-256"],
  ["1.3.132.0.34", "P-384"],
  ["1.3.132.0.35", "P-521"],
]);

/** Below, a key is not protection; above, no signer of the field has one, and verifying becomes work for the attacker's sake. */
const RSA_BITS = { least: 2048, most: 8192 };
/** As many as every platform takes (F4 has 17). */
const MAX_EXPONENT_BITS = 33;

/**
 * Reads a SubjectPublicKeyInfo (RFC 5280 §4.1.2.7), DER: EC on a named curve with an uncompressed point, RSA, Ed25519.
 * That a point lies on its curve, the platform finds out when it verifies. Faults: `key-malformed`, `der-malformed`.
 */
export function readPublicKey(spki: Uint8Array): PublicKey {
  const [algorithm, bits, ...beyond] = readDer(spki).sequence();
  const [id, parameters, ...further] = algorithm?.sequence() ?? [];
  if (id === undefined || bits === undefined || beyond.length > 0 || further.length > 0) {
    throw malformed("its fields are not those of a public key");
  }
  const { bytes, unusedBits } = bits.bitString();
  if (unusedBits !== 0) throw malformed("it does not end with a whole byte");
  switch (id.oid()) {
    case EC_PUBLIC_KEY:
      return { kind: "ec", spki, ...readPoint(bytes, parameters) };
    case RSA_ENCRYPTION:
      return { kind: "rsa", spki, ...readRsa(bytes, parameters) };
    case ED25519:
      requireEd25519(bytes, parameters);
      return { kind: "ed25519", spki };
    default:
      throw malformed("its algorithm is not EC, RSA or Ed25519");
  }
}

/** The SubjectPublicKeyInfo around a bare RSAPublicKey (RFC 8017 §A.1.1), which no platform but Node imports. */
export function wrapRsaPublicKey(pkcs1: Uint8Array): Uint8Array {
  return sequence(sequence(oid(RSA_ENCRYPTION), nullValue()), bitString(pkcs1));
}

/** The key of 32 bytes (RFC 8032 §5.1.5), as formats that do not wrap it have it. */
export function ed25519Key(raw: Uint8Array): Ed25519Key {
  return { kind: "ed25519", spki: sequence(sequence(oid(ED25519)), bitString(raw)) };
}

/** RFC 5480 §2.1.1: "implicitCurve and specifiedCurve MUST NOT be used"; §2.2: 04, and both coordinates. */
function readPoint(point: Uint8Array, parameters: DerNode | undefined): { curve: CurveName; point: Uint8Array } {
  if (parameters?.tag !== DER_TAGS.oid) throw malformed("its curve is not named");
  const curve = CURVES.get(parameters.oid());
  if (curve === undefined) throw malformed("its curve is not P-256, P-384 or P-521");
  if (point[0] !== 4 || point.length !== 1 + 2 * COORDINATE_BYTES[curve]) {
    throw malformed("its point is not an uncompressed one of its curve");
  }
  return { curve, point };
}

/** RFC 3279 §2.3.1: the parameters are NULL; modulus and exponent are positive. */
function readRsa(bytes: Uint8Array, parameters: DerNode | undefined): Omit<RsaKey, "kind" | "spki"> {
  if (parameters?.tag !== DER_TAGS.nullValue || parameters.content.length > 0) {
    throw malformed("its RSA parameters are not NULL");
  }
  const [first, second, ...beyond] = readDer(bytes).sequence();
  const [modulus = 0n, exponent = 0n] = [first?.integer(), second?.integer()];
  const bits = modulus > 0n ? modulus.toString(2).length : 0;
  if (beyond.length > 0 || bits < RSA_BITS.least || bits > RSA_BITS.most || modulus % 2n === 0n) {
    throw malformed(`its modulus is not an odd number of ${RSA_BITS.least} to ${RSA_BITS.most} bits`);
  }
  if (exponent < 3n || exponent % 2n === 0n || exponent >> BigInt(MAX_EXPONENT_BITS) !== 0n) {
    throw malformed("its exponent is not a small odd number");
  }
  return { modulus, exponent, bits };
}

/** RFC 8410 §3: "The parameters MUST be absent"; §4: the 32 bytes themselves. */
function requireEd25519(bytes: Uint8Array, parameters: DerNode | undefined): void {
  if (parameters !== undefined || bytes.length !== 32) throw malformed("it is not 32 bytes without parameters");
}

function malformed(problem: string): Fault {
  return new Fault("key-malformed", `the public key is not one that is understood: ${problem}`);
}
