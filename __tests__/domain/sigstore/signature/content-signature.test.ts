import { createHash, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { describe, test } from "vitest";
import { readPublicKey } from "../../../../src/crypto/public-key.ts";
import { preAuthEncoding } from "../../../../src/domain/attestation/dsse.ts";
import { type ContentToVerify, requireSignature } from "../../../../src/domain/sigstore/signature/content-signature.ts";
import { readDer } from "../../../../src/kernel/der.ts";
import { integer, sequence } from "../../../../src/kernel/der-writer.ts";
import { PLATFORMS } from "../../../crypto/both-platforms.ts";
import { expectFault } from "../../../expect-fault.ts";

const MESSAGE = Buffer.from("a checksum list\n");
const OTHER = Buffer.from("another list\n");

const ours = (key: KeyObject) => readPublicKey(key.export({ format: "der", type: "spki" }));

async function expectSigned(signed: ContentToVerify, holds: boolean): Promise<void> {
  for (const [, crypto] of PLATFORMS) {
    if (holds) await requireSignature(signed, crypto);
    else await expectFault("signature-invalid", () => requireSignature(signed, crypto));
  }
}

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
  ])("is verified from %s", async (_from, message) => {
    await expectSigned({ content: content(MESSAGE), key: ours(publicKey), message }, true);
    await expectSigned({ content: content(MESSAGE), key: ours(stranger), message }, false);
  });

  test.each([
    ["its digest alone", undefined],
    ["the bytes of the digest", MESSAGE],
    ["the bytes that were signed instead", OTHER],
  ])("over other bytes than the digest's is refused, given %s", async (_given, message) => {
    await expectSigned({ content: content(OTHER), key: ours(publicKey), message }, false);
  });
});

test("a key that does not go with the digest's algorithm is refused with and without the bytes", async () => {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  const hex = createHash("sha384").update(MESSAGE).digest("hex");
  const content = {
    kind: "message",
    digest: { algorithm: "sha384", hex },
    signature: sign("sha384", MESSAGE, privateKey),
  } as const;
  await expectSigned({ content, key: ours(publicKey), message: undefined }, false);
  await expectSigned({ content, key: ours(publicKey), message: MESSAGE }, false);
});

describe("an envelope is signed by the hash that goes with the key", () => {
  const [payloadType, payload] = ["application/vnd.in-toto+json", Buffer.from("{}")];
  const encoded = preAuthEncoding(payloadType, payload);
  const ec = (namedCurve: string) => generateKeyPairSync("ec", { namedCurve });
  const keys = {
    "P-256": ec("P-256"),
    "P-384": ec("P-384"),
    "P-521": ec("P-521"),
    RSA: generateKeyPairSync("rsa", { modulusLength: 2048 }),
    Ed25519: generateKeyPairSync("ed25519"),
  };
  test.each<[keyof typeof keys, "sha256" | "sha384" | "sha512" | null, boolean]>([
    ["P-256", "sha256", true],
    ["P-256", "sha384", false],
    ["P-256", "sha512", false],
    ["P-384", "sha384", true],
    ["P-384", "sha256", true],
    ["P-384", "sha512", false],
    ["P-521", "sha512", true],
    ["P-521", "sha256", true],
    ["P-521", "sha384", false],
    ["RSA", "sha256", true],
    ["RSA", "sha512", false],
    ["Ed25519", null, true],
  ])("%s, %s: %s", async (name, hash, holds) => {
    const { publicKey, privateKey } = keys[name];
    const content = (signed: Uint8Array) =>
      ({ kind: "dsse", payloadType, payload, signature: sign(hash, signed, privateKey) }) as const;
    const key = ours(publicKey);
    await expectSigned({ content: content(encoded), key, message: undefined }, holds);
    // Not the payload alone, and whatever file is at hand.
    await expectSigned({ content: content(payload), key, message: payload }, false);
    await expectSigned({ content: content(encoded), key, message: MESSAGE }, holds);
  });
});

test("an ECDSA signature is refused with a byte too many before r, and with an s of zero", async () => {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  const hex = createHash("sha256").update(MESSAGE).digest("hex");
  const [r, s] = readDer(sign("sha256", MESSAGE, privateKey))
    .sequence()
    .map((node) => node.raw);
  const longer = Buffer.concat([Buffer.of(2, r!.length - 1, 0), r!.subarray(2)]);
  for (const signature of [sequence(longer, s!), sequence(r!, integer(0))]) {
    const content = { kind: "message", digest: { algorithm: "sha256", hex }, signature } as const;
    for (const [, crypto] of PLATFORMS) {
      const signed = { content, key: ours(publicKey), message: MESSAGE };
      await expectFault("signature-invalid", () => requireSignature(signed, crypto));
    }
  }
});

test("a message is not signed by Ed25519, which has no digest of it", async () => {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const hex = createHash("sha256").update(MESSAGE).digest("hex");
  const digest = { algorithm: "sha256", hex } as const;
  const content = { kind: "message", digest, signature: sign(null, MESSAGE, privateKey) } as const;
  for (const message of [undefined, MESSAGE]) await expectSigned({ content, key: ours(publicKey), message }, false);
});

test("a message by RSA is signed through its digest, and from the bytes", async () => {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const hex = createHash("sha256").update(MESSAGE).digest("hex");
  const digest = { algorithm: "sha256", hex } as const;
  const content = { kind: "message", digest, signature: sign("sha256", MESSAGE, privateKey) } as const;
  for (const message of [undefined, MESSAGE]) await expectSigned({ content, key: ours(publicKey), message }, true);
});

test("the curve library, which is slow, is left alone where the bytes are at hand", async () => {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const hex = createHash("sha256").update(MESSAGE).digest("hex");
  const digest = { algorithm: "sha256", hex } as const;
  const content = { kind: "message", digest, signature: sign("sha256", MESSAGE, privateKey) } as const;
  const crypto = { ...PLATFORMS[0]![1], verifyDigest: () => Promise.reject(new Error("it was loaded")) };
  await requireSignature({ content, key: ours(publicKey), message: MESSAGE }, crypto);
});
