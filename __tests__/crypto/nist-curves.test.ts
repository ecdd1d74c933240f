import { createHash, generateKeyPairSync, sign } from "node:crypto";
import { p256, p384, p521 } from "@noble/curves/nist.js";
import { describe, expect, test } from "vitest";
import { type EcdsaNumbers, isEcdsaSignature } from "../../src/crypto/nist-curves.ts";
import { seededRandom } from "../../tools/tamper/seeded-random.ts";

const LIBRARY = { "P-256": p256, "P-384": p384, "P-521": p521 } as const;
type Name = keyof typeof LIBRARY;

/** Bits of the bytes of a number beyond those of the order: the library takes the leftmost. */
const EXCESS: Readonly<Record<Name, bigint>> = { "P-256": 0n, "P-384": 0n, "P-521": 7n };

const bytesOf = (number: bigint, size: number) =>
  Uint8Array.from(Buffer.from(number.toString(16).padStart(2 * size, "0"), "hex"));

/** What the library says of the same numbers; it does not take a key that is not on the curve. */
function judged(name: Name, { x, y, e, r, s }: EcdsaNumbers): boolean {
  const curve = LIBRARY[name];
  const size = curve.lengths.secretKey ?? 0;
  try {
    const key = Uint8Array.of(4, ...bytesOf(x, size), ...bytesOf(y, size));
    const signature = Uint8Array.of(...bytesOf(r, size), ...bytesOf(s, size));
    return curve.verify(signature, bytesOf(e << EXCESS[name], size), key, { prehash: false, lowS: false });
  } catch {
    return false;
  }
}

/** The numbers of a signature by the key with this secret, where the point k·G is chosen, too: not how anybody signs. */
function signatureOf(name: Name, { secret, k, e }: { secret: bigint; k: bigint; e: bigint }): EcdsaNumbers {
  const { Point } = LIBRARY[name];
  const n = Point.Fn.ORDER;
  const r = Point.BASE.multiply(k).toAffine().x % n;
  const s = Point.Fn.mul(Point.Fn.inv(k), Point.Fn.create(e + r * secret));
  const { x, y } = Point.BASE.multiply(secret).toAffine();
  return { x, y, e, r, s };
}

const SAMPLE = { secret: 7n, k: 11n, e: 13n };

function sha256(bytes: Uint8Array): bigint {
  return BigInt(`0x${createHash("sha256").update(bytes).digest("hex")}`);
}

const NAMES = Object.keys(LIBRARY) as Name[];

describe.each(NAMES)("on %s", (name) => {
  const { Point } = LIBRARY[name];
  const n = Point.Fn.ORDER;
  const p = Point.Fp.ORDER;

  test.each<[string, { secret: bigint; k: bigint; e: bigint }]>([
    ["whose key is the base point itself, so that equal points are added", { secret: 1n, k: 12345n, e: 67890n }],
    ["whose key is the opposite of the base point", { secret: n - 1n, k: 12345n, e: 67890n }],
    ["whose key is twice the base point", { secret: 2n, k: 3n, e: 1n }],
    ["of a digest of nothing but zeros", { secret: 7n, k: 11n, e: 0n }],
    ["of a digest that is not below the order", { secret: 7n, k: 11n, e: n + 5n }],
    ["whose point is the base point", { secret: 7n, k: 1n, e: 5n }],
    ["whose two parts are the same point", { secret: 1n, k: 2n, e: Point.BASE.multiply(2n).toAffine().x % n }],
    ["with a large s", { secret: 7n, k: n - 3n, e: 99n }],
  ])("a signature %s is one", (_what, numbers) => {
    const signature = signatureOf(name, numbers);
    expect(isEcdsaSignature(name, signature)).toBe(true);
    // The other root is one as well: ECDSA says nothing of a low s.
    expect(isEcdsaSignature(name, { ...signature, s: n - signature.s })).toBe(true);
    expect(judged(name, { ...signature, e: signature.e % n })).toBe(true);
    for (const field of ["e", "r", "s"] as const) {
      expect(isEcdsaSignature(name, { ...signature, [field]: signature[field] + 1n })).toBe(false);
    }
  });

  test.each<[string, Partial<EcdsaNumbers>]>([
    ["r is 0", { r: 0n }],
    ["s is 0", { s: 0n }],
    ["r is the order", { r: n }],
    ["s is the order", { s: n }],
    ["r is too large by the order", { r: signatureOf(name, SAMPLE).r + n }],
    ["s is too large by the order", { s: signatureOf(name, SAMPLE).s + n }],
    ["the key is not on the curve", { y: signatureOf(name, SAMPLE).y + 1n }],
    ["x of the key is too large by the prime", { x: signatureOf(name, SAMPLE).x + p }],
    ["y of the key is too large by the prime", { y: signatureOf(name, SAMPLE).y + p }],
    ["the key is nothing", { x: 0n, y: 0n }],
    ["the key is the opposite one", { y: p - signatureOf(name, SAMPLE).y }],
  ])("there is no signature where %s", (_what, change) => {
    expect(isEcdsaSignature(name, { ...signatureOf(name, SAMPLE), ...change })).toBe(false);
  });

  test("there is none where the sum is the point at infinity: e = −r·d", () => {
    const { x, y } = Point.BASE.multiply(7n).toAffine();
    const r = 5n;
    expect(isEcdsaSignature(name, { x, y, e: n - 35n, r, s: 1n })).toBe(false);
  });

  test("60 signatures of Node's, and as many with one bit changed, are judged as the library judges them", () => {
    const random = seededRandom(1363);
    const size = LIBRARY[name].lengths.secretKey ?? 0;
    const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: name });
    const { x = "", y = "" } = publicKey.export({ format: "jwk" });
    const number = (bytes: Uint8Array) => BigInt(`0x${Buffer.from(bytes).toString("hex")}`);
    const key = { x: number(Buffer.from(x, "base64url")), y: number(Buffer.from(y, "base64url")) };
    for (let turn = 0; turn < 60; turn++) {
      const message = Uint8Array.of(turn);
      const fixed = sign("sha256", message, { key: privateKey, dsaEncoding: "ieee-p1363" });
      const numbers = {
        ...key,
        e: sha256(message),
        r: number(fixed.subarray(0, size)),
        s: number(fixed.subarray(size)),
      };
      expect(isEcdsaSignature(name, numbers)).toBe(true);
      const field = (["x", "y", "e", "r", "s"] as const)[Math.floor(random() * 5)] ?? "r";
      const changed = { ...numbers, [field]: numbers[field] ^ (1n << BigInt(Math.floor(random() * 8 * size))) };
      expect([field, isEcdsaSignature(name, changed)]).toEqual([field, judged(name, changed)]);
    }
  });
});
