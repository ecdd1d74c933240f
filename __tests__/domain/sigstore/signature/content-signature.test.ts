import { createHash, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { describe, test } from "vitest";
import { readPublicKey } from "../../../../src/crypto/public-key.ts";
import { type ContentToVerify, requireSignature } from "../../../../src/domain/sigstore/signature/content-signature.ts";
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
