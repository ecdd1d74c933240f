import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import { describe, expect, test } from "vitest";
import { verifyDigest } from "../../../src/domain/sigstore/verify-digest.ts";

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
  return { digest, signature: sign(algorithm, message, privateKey), algorithm };
}

describe.each(CURVES)("ECDSA on %s with %s", (namedCurve, algorithm) => {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve });
  const other = generateKeyPairSync("ec", { namedCurve }).publicKey;

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
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });

  test("accepts what Node signed with SHA-256, and nothing else", () => {
    const one = signed(privateKey, "sha256");
    expect(verifyDigest({ key: publicKey, ...one })).toBe(true);
    expect(verifyDigest({ key: publicKey, ...one, digest: signed(privateKey, "sha256").digest })).toBe(false);
    expect(verifyDigest({ key: publicKey, ...one, signature: randomBytes(256) })).toBe(false);
    expect(verifyDigest({ key: publicKey, ...signed(privateKey, "sha512") })).toBe(false);
  });
});

test("refuses a curve's key with the hash of another curve (B32)", () => {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  for (const algorithm of ["sha384", "sha512"] as const) {
    expect(verifyDigest({ key: publicKey, ...signed(privateKey, algorithm) })).toBe(false);
  }
});

test("refuses keys that sign the whole message, or on other curves", () => {
  const digest = createHash("sha256").update("x").digest();
  const ed25519 = generateKeyPairSync("ed25519");
  expect(
    verifyDigest({
      key: ed25519.publicKey,
      digest,
      signature: sign(null, digest, ed25519.privateKey),
      algorithm: "sha256",
    }),
  ).toBe(false);
  const other = generateKeyPairSync("ec", { namedCurve: "secp256k1" });
  expect(verifyDigest({ key: other.publicKey, ...signed(other.privateKey, "sha256") })).toBe(false);
});
