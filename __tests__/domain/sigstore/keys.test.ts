import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { describe, expect, test } from "vitest";
import { readLogKey } from "../../../src/domain/sigstore/log-key.ts";
import { readSignerKey } from "../../../src/domain/sigstore/signer-key.ts";
import { encodeUtf8 } from "../../../src/kernel/utf8.ts";
import { expectFault } from "../../expect-fault.ts";

const ec = (namedCurve: string) => generateKeyPairSync("ec", { namedCurve });
const rsa = (modulusLength: number) => generateKeyPairSync("rsa", { modulusLength });
const [P256, P384, P521] = ["P-256", "P-384", "P-521"].map((curve) => ec(curve).publicKey) as [
  KeyObject,
  KeyObject,
  KeyObject,
];
const [RSA2, RSA3, RSA4] = [2048, 3072, 4096].map((bits) => rsa(bits).publicKey) as [KeyObject, KeyObject, KeyObject];
const ED = generateKeyPairSync("ed25519").publicKey;
const spki = (key: KeyObject) => new Uint8Array(key.export({ type: "spki", format: "der" }));
const pkcs1 = (key: KeyObject) => new Uint8Array(key.export({ type: "pkcs1", format: "der" }));

/** Each kind of key by what a trusted root calls it, and the keys that are of it. */
const KINDS: Readonly<Record<string, readonly KeyObject[]>> = {
  PKIX_RSA_PKCS1V5: [RSA2, RSA3, RSA4],
  PKIX_RSA_PKCS1V15_2048_SHA256: [RSA2],
  PKIX_RSA_PKCS1V15_3072_SHA256: [RSA3],
  PKIX_RSA_PKCS1V15_4096_SHA256: [RSA4],
  PKIX_ECDSA_P256_SHA_256: [P256],
  PKIX_ECDSA_P384_SHA_384: [P384],
  PKIX_ECDSA_P521_SHA_512: [P521],
  PKIX_ED25519: [ED],
};

describe("the key of a log", () => {
  test.each(Object.entries(KINDS))("of %s is of that kind, and no other", (details, keys) => {
    for (const key of [P256, P384, P521, RSA2, RSA3, RSA4, ED]) {
      const found = readLogKey(spki(key), details);
      if (keys.includes(key)) expect(found).toMatchObject({ kind: key.asymmetricKeyType });
      else expect(found).toBe("wrong");
    }
    expect(readLogKey(new Uint8Array([1, 2, 3]), details)).toBe("wrong");
  });

  test("may be RSA in its older form", () => {
    for (const key of [RSA2, RSA3, RSA4]) {
      expect(readLogKey(pkcs1(key), "PKCS1_RSA_PKCS1V5")).toMatchObject({
        kind: "rsa",
        bits: key.asymmetricKeyDetails?.modulusLength,
      });
    }
    expect(readLogKey(spki(RSA2), "PKCS1_RSA_PKCS1V5")).toBe("wrong");
    expect(readLogKey(pkcs1(RSA2), "PKIX_RSA_PKCS1V5")).toBe("wrong");
  });

  test("of another name is unknown", () => {
    for (const details of ["", "PKIX_ED25519_PH", "LMS_SHA256"]) expect(readLogKey(spki(ED), details)).toBe("unknown");
  });

  test("hides no defect", () => {
    expect(() => readLogKey(null as never, "PKIX_ED25519")).toThrow(TypeError);
  });
});

describe("the key of a signer", () => {
  const pem = P256.export({ type: "spki", format: "pem" }).toString();

  test("is a public one in PEM, with space before it", () => {
    for (const text of [pem, `\n  ${pem}`])
      expect(readSignerKey(encodeUtf8(text))).toMatchObject({ kind: "ec", curve: "P-256" });
  });

  test.each<[string, () => Uint8Array]>([
    ["a private key", () => encodeUtf8(ec("P-256").privateKey.export({ type: "pkcs8", format: "pem" }).toString())],
    ["a text", () => encodeUtf8("hello")],
    ["nothing", () => new Uint8Array()],
    ["not text", () => new Uint8Array([0xff, 0xfe])],
    ["two keys", () => encodeUtf8(pem + pem)],
    ["PEM of something else", () => encodeUtf8("-----BEGIN PUBLIC KEY-----\nAQID\n-----END PUBLIC KEY-----\n")],
  ])("is not %s", async (_, bytes) => {
    await expectFault("key-malformed", () => readSignerKey(bytes()));
  });

  test("that cannot be read is told with why", async () => {
    const fault = await expectFault("key-malformed", () => readSignerKey(encodeUtf8("hello")));
    expect(fault.message).toBe("the public key could not be understood");
    expect(fault.cause).toMatchObject({ code: expect.stringMatching(/malformed$/) });
    const other = encodeUtf8(
      generateKeyPairSync("x25519").publicKey.export({ type: "spki", format: "pem" }).toString(),
    );
    expect((await expectFault("key-malformed", () => readSignerKey(other))).message).not.toBe(fault.message);
    expect(() => readSignerKey(null as never)).toThrow(TypeError);
  });
});
