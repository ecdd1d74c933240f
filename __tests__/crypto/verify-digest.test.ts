import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import { describe, expect, test } from "vitest";
import { readPublicKey } from "../../src/crypto/public-key.ts";
import { verifyDigest } from "../../src/crypto/verify-digest.ts";

type Algorithm = "sha256" | "sha384" | "sha512";

const CURVES = [
  ["P-256", "sha256"],
  ["P-384", "sha384"],
  ["P-384", "sha256"],
  ["P-521", "sha512"],
  ["P-521", "sha256"],
] as const;

/** Signs by Node, so that another implementation judges ours. */
function signed(privateKey: KeyObject, algorithm: Algorithm, message = randomBytes(40)) {
  const digest = createHash(algorithm).update(message).digest();
  return { digest, signature: sign(algorithm, message, privateKey), hash: algorithm };
}

/** A key of Node's in our form. */
const ours = (key: KeyObject) => readPublicKey(key.export({ format: "der", type: "spki" }));

describe.each(CURVES)("ECDSA on %s with %s", (namedCurve, algorithm) => {
  const { privateKey, ...pair } = generateKeyPairSync("ec", { namedCurve });
  const publicKey = ours(pair.publicKey);
  const other = ours(generateKeyPairSync("ec", { namedCurve }).publicKey);

  test("accepts what Node signed, alone and after many with one key", () => {
    for (let round = 0; round < 8; round++) {
      expect(verifyDigest({ key: publicKey, ...signed(privateKey, algorithm) })).toBe(true);
    }
  });

  test("refuses another digest, key or signature, also after many with one key", () => {
    for (let round = 0; round < 8; round++) {
      const one = signed(privateKey, algorithm);
      const two = signed(privateKey, algorithm);
      expect(verifyDigest({ key: publicKey, ...one, digest: two.digest })).toBe(false);
      expect(verifyDigest({ key: publicKey, ...one, signature: two.signature })).toBe(false);
      expect(verifyDigest({ key: other, ...one })).toBe(false);
      expect(verifyDigest({ key: publicKey, ...one })).toBe(true);
    }
  });

  test("refuses every encoding but canonical DER (B32)", () => {
    const one = signed(privateKey, algorithm);
    const { signature } = one;
    const at = signature[1] === 0x81 ? 3 : 2;
    const length = signature[at + 1] ?? 0;
    const r = signature.subarray(at + 2, at + 2 + length);
    const s = signature.subarray(at + 4 + length);
    const sequence = (body: Buffer) =>
      Buffer.concat([Buffer.from(body.length < 128 ? [0x30, body.length] : [0x30, 0x81, body.length]), body]);
    const integer = (bytes: Buffer) => Buffer.concat([Buffer.from([2, bytes.length]), bytes]);
    expect(sequence(Buffer.concat([integer(r), integer(s)])).equals(signature)).toBe(true);
    const zero = Buffer.from([0]);
    const bad = [
      Buffer.alloc(0),
      Buffer.concat([signature, zero]),
      sequence(Buffer.concat([integer(Buffer.concat([zero, r])), integer(s)])),
      sequence(Buffer.concat([integer(zero), integer(s)])),
      sequence(Buffer.concat([integer(r), integer(zero)])),
      sequence(integer(r)),
    ];
    for (const one_ of bad) expect(verifyDigest({ key: publicKey, ...one, signature: one_ })).toBe(false);
  });
});

describe("RSA PKCS #1 v1.5", () => {
  const { privateKey, ...pair } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const publicKey = ours(pair.publicKey);

  test("accepts what Node signed, and nothing else", () => {
    const one = signed(privateKey, "sha256");
    expect(verifyDigest({ key: publicKey, ...one })).toBe(true);
    expect(verifyDigest({ key: publicKey, ...one, digest: signed(privateKey, "sha256").digest })).toBe(false);
    expect(verifyDigest({ key: publicKey, ...one, signature: randomBytes(256) })).toBe(false);
    expect(verifyDigest({ key: publicKey, ...signed(privateKey, "sha512") })).toBe(true);
    expect(verifyDigest({ key: publicKey, ...signed(privateKey, "sha512"), hash: "sha256" })).toBe(false);
  });
});

test("refuses a key that signs the whole message", () => {
  const digest = createHash("sha256").update("x").digest();
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const signature = sign(null, digest, privateKey);
  expect(verifyDigest({ key: ours(publicKey), digest, signature, hash: "sha256" })).toBe(false);
});
