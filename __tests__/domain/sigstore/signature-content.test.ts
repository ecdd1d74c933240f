import { createHash, generateKeyPairSync, sign } from "node:crypto";
import { describe, expect, test } from "vitest";
import { signatureContent } from "../../../src/domain/sigstore/signature-content.ts";

const MESSAGE = Buffer.from("a checksum list\n");
const OTHER = Buffer.from("another list\n");

describe.each([
  ["P-256", "prime256v1", "sha256"],
  ["P-384", "secp384r1", "sha384"],
  ["P-384 with SHA-256", "secp384r1", "sha256"],
] as const)("a message signature with %s", (_name, namedCurve, algorithm) => {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve });
  const stranger = generateKeyPairSync("ec", { namedCurve }).publicKey;
  const hex = createHash(algorithm).update(MESSAGE).digest("hex");
  const content = (signed: Buffer) =>
    ({ kind: "message", digest: { algorithm, hex }, signature: sign(algorithm, signed, privateKey) }) as const;

  test.each([
    ["its digest alone", undefined],
    ["the bytes at hand", MESSAGE],
    ["its digest, where the bytes at hand are of another file", OTHER],
  ])("is verified from %s", (_from, message) => {
    const signature = signatureContent(content(MESSAGE), message);
    expect(signature.verifySignature(publicKey)).toBe(true);
    expect(signature.verifySignature(stranger)).toBe(false);
  });

  test.each([
    ["its digest alone", undefined],
    ["the bytes of the digest", MESSAGE],
    ["the bytes that were signed instead", OTHER],
  ])("over other bytes than the digest's is refused, given %s", (_given, message) => {
    expect(signatureContent(content(OTHER), message).verifySignature(publicKey)).toBe(false);
  });
});

test("a key that does not go with the digest's algorithm is refused with and without the bytes", () => {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  const hex = createHash("sha384").update(MESSAGE).digest("hex");
  const content = {
    kind: "message",
    digest: { algorithm: "sha384", hex },
    signature: sign("sha384", MESSAGE, privateKey),
  } as const;
  expect(signatureContent(content).verifySignature(publicKey)).toBe(false);
  expect(signatureContent(content, MESSAGE).verifySignature(publicKey)).toBe(false);
});
