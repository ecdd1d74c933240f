import type { CurveName } from "./public-key.ts";

/** A point in Jacobian coordinates: x/z², y/z³; with z = 0 the point at infinity. */
interface JacobianPoint {
  readonly x: bigint;
  readonly y: bigint;
  readonly z: bigint;
}

/** A curve y² = x³ − 3x + b over the integers modulo the prime p, whose points are as many as the prime n. */
interface Curve {
  readonly p: bigint;
  readonly n: bigint;
  readonly b: bigint;
  readonly x: bigint;
  readonly y: bigint;
}

/** SP 800-186 §3.2.1; the cofactor of each is 1. */
const CURVES: Readonly<Record<CurveName, Curve>> = {
  "P-256": {
    p: 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n,
    n: 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n,
    b: 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn,
    x: 0x6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296n,
    y: 0x4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5n,
  },
  "P-384": {
    p: 2n ** 384n - 2n ** 128n - 2n ** 96n + 2n ** 32n - 1n,
    n: 0xffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973n,
    b: 0xb3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aefn,
    x: 0xaa87ca22be8b05378eb1c71ef320ad746e1d3b628ba79b9859f741e082542a385502f25dbf55296c3a545e3872760ab7n,
    y: 0x3617de4a96262c6f5d9e98bf9292dc29f8f41dbd289a147ce9da3113b5f0b8c00a60b1ce1d7e819d7a431d7c90ea0e5fn,
  },
  "P-521": {
    p: 2n ** 521n - 1n,
    n: 0x01fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409n,
    b: 0x0051953eb9618e1c9a1f929a21a0b68540eea2da725b99b315f3b8b489918ef109e156193951ec7e937b1652c0bd3bb1bf073573df883d2c34f1ef451fd46b503f00n,
    x: 0x00c6858e06b70404e9cd9e3ecb662395b4429c648139053fb521f828af606b4d3dbaa14b5e77efe75928fe1dc127a2ffa8de3348b3c1856a429bf97e7e31c2e5bd66n,
    y: 0x011839296a789a3bc0045c8a5fb42c7d1bd998f54449579b446817afbd17273e662c97ee72995ef42640c550b9013fad0761353c7086a272c24088be94769fd16650n,
  },
};

export interface EcdsaNumbers {
  /** Coordinates of the public key. */
  readonly x: bigint;
  readonly y: bigint;
  /** The leftmost bits of the digest, as many as n has. */
  readonly e: bigint;
  readonly r: bigint;
  readonly s: bigint;
}

/**
 * Whether (r, s) is a signature of the key, by SEC 1 §4.1.4: for verification alone, where every number is public, so that the time
 * which it takes may depend on them. Never for a secret.
 */
export function isEcdsaSignature(name: CurveName, { x, y, e, r, s }: EcdsaNumbers): boolean {
  const curve = CURVES[name];
  const { p, n } = curve;
  if (r < 1n || s < 1n || r >= n || s >= n || !isOnCurve(curve, x, y)) return false;
  const inverse = inverseOf(s, n);
  const [u1, u2] = [(e * inverse) % n, (r * inverse) % n];
  const sum = sumOfMultiples(curve, [
    [{ x: curve.x, y: curve.y, z: 1n }, u1],
    [{ x, y, z: 1n }, u2],
  ]);
  if (sum.z === 0n) return false;
  const reciprocal = inverseOf(sum.z, p);
  return ((sum.x * reciprocal * reciprocal) % p) % n === r;
}

function isOnCurve({ p, b }: Curve, x: bigint, y: bigint): boolean {
  return x < p && y < p && (y * y - (x * x - 3n) * x - b) % p === 0n;
}

/** A point, and how often it is counted. */
type Multiple = readonly [point: JacobianPoint, factor: bigint];

/** Four bits at a time of all factors at once, from the highest on. */
function sumOfMultiples(curve: Curve, multiples: readonly Multiple[]): JacobianPoint {
  const walks = multiples.map(([point, factor]) => ({ table: tableOf(curve, point), digits: factor.toString(16) }));
  const length = walks.reduce((most, { digits }) => Math.max(most, digits.length), 0);
  let sum = INFINITY;
  for (let place = length; place > 0; place--) {
    for (let bit = 0; bit < 4; bit++) sum = double(curve, sum);
    for (const { table, digits } of walks) {
      const digit = Number.parseInt(digits[digits.length - place] ?? "0", 16);
      sum = add(curve, sum, table[digit] ?? INFINITY);
    }
  }
  return sum;
}

const INFINITY: JacobianPoint = { x: 1n, y: 1n, z: 0n };

/** Sixteen multiples of a point, from 0 on. */
function tableOf(curve: Curve, point: JacobianPoint): readonly JacobianPoint[] {
  const table = [INFINITY];
  for (let at = 1; at < 16; at++) table.push(add(curve, table[at - 1] ?? INFINITY, point));
  return table;
}

/** dbl-2001-b of https://hyperelliptic.org/EFD/g1p/auto-shortw-jacobian-3.html; no point of a curve of odd order has y = 0. */
function double({ p }: Curve, { x, y, z }: JacobianPoint): JacobianPoint {
  const delta = (z * z) % p;
  const gamma = (y * y) % p;
  const beta = (x * gamma) % p;
  const alpha = (3n * (x - delta) * (x + delta)) % p;
  const x3 = modulo(alpha * alpha - 8n * beta, p);
  const sum = y + z;
  return {
    x: x3,
    y: modulo(alpha * (4n * beta - x3) - 8n * gamma * gamma, p),
    z: modulo(sum * sum - gamma - delta, p),
  };
}

/** add-1998-cmo-2 there, with the cases that it leaves out: infinity, equal points, opposite ones. */
function add(curve: Curve, one: JacobianPoint, other: JacobianPoint): JacobianPoint {
  if (one.z === 0n) return other;
  if (other.z === 0n) return one;
  const { p } = curve;
  const [z1z1, z2z2] = [(one.z * one.z) % p, (other.z * other.z) % p];
  const [u1, u2] = [(one.x * z2z2) % p, (other.x * z1z1) % p];
  const s1 = (((one.y * other.z) % p) * z2z2) % p;
  const s2 = (((other.y * one.z) % p) * z1z1) % p;
  if (u1 === u2) return s1 === s2 ? double(curve, one) : INFINITY;
  const [h, r] = [u2 - u1, s2 - s1];
  const hh = (h * h) % p;
  const hhh = (h * hh) % p;
  const v = (u1 * hh) % p;
  const x = modulo(r * r - hhh - 2n * v, p);
  return { x, y: modulo(r * (v - x) - s1 * hhh, p), z: modulo(((one.z * other.z) % p) * h, p) };
}

function modulo(number: bigint, p: bigint): bigint {
  const rest = number % p;
  return rest < 0n ? rest + p : rest;
}

/** By Euclid's algorithm, of a number that is not a multiple of the prime. */
function inverseOf(number: bigint, prime: bigint): bigint {
  let [last, present] = [prime, modulo(number, prime)];
  let [lastFactor, factor] = [0n, 1n];
  while (present !== 0n) {
    const quotient = last / present;
    [last, present] = [present, last - quotient * present];
    [lastFactor, factor] = [factor, lastFactor - quotient * factor];
  }
  return modulo(lastFactor, prime);
}
