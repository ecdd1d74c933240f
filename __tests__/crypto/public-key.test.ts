import { createPublicKey, generateKeyPairSync } from "node:crypto";
import { describe, expect, test } from "vitest";
import { readPublicKey, wrapRsaPublicKey } from "../../src/crypto/public-key.ts";
import { bitString, integer, nullValue, octetString, oid, sequence } from "../../src/kernel/der-writer.ts";
import { expectFault } from "../expect-fault.ts";

const EC = "1.2.840.10045.2.1";
const RSA = "1.2.840.113549.1.1.1";
const P256 = oid("1.2.840.10045.3.1.7");

const ec = (namedCurve: string) => generateKeyPairSync("ec", { namedCurve }).publicKey;
const rsa = (modulusLength: number) => generateKeyPairSync("rsa", { modulusLength }).publicKey;
const spkiOf = (key: { export(format: { type: "spki"; format: "der" }): Buffer }) =>
  new Uint8Array(key.export({ type: "spki", format: "der" }));

describe("what Node exports is read", () => {
  test.each([
    ["P-256", 65],
    ["P-384", 97],
    ["P-521", 133],
  ] as const)("%s with its point of %i bytes", (curve, length) => {
    const key = readPublicKey(spkiOf(ec(curve)));
    expect(key).toMatchObject({ kind: "ec", curve });
    expect(key.kind === "ec" && key.point.length).toBe(length);
  });

  test("RSA with its numbers", () => {
    expect(readPublicKey(spkiOf(rsa(2048)))).toMatchObject({ kind: "rsa", bits: 2048, exponent: 65537n });
  });

  test("Ed25519", () => {
    expect(readPublicKey(spkiOf(generateKeyPairSync("ed25519").publicKey)).kind).toBe("ed25519");
  });

  test("a bare RSA key once it is wrapped, which is the very key that Node exports", () => {
    const key = rsa(2048);
    expect(Buffer.from(wrapRsaPublicKey(key.export({ type: "pkcs1", format: "der" })))).toEqual(
      Buffer.from(spkiOf(key)),
    );
  });
});

const point = (length: number, first = 4) => bitString(Buffer.from([first, ...Buffer.alloc(length - 1, 7)]));
const key = (algorithm: Uint8Array[], bits: Uint8Array) => sequence(sequence(...algorithm), bits);
const numbers = (modulus: bigint, exponent: number | bigint) =>
  bitString(sequence(integer(modulus), integer(exponent)));
const ODD_2048 = 2n ** 2047n + 1n;

describe("refused is", () => {
  test.each<[string, () => Uint8Array]>([
    ["a compressed point", () => key([oid(EC), P256], point(33, 2))],
    ["the form that is both", () => key([oid(EC), P256], point(65, 6))],
    ["a point of another length", () => key([oid(EC), P256], point(97))],
    ["a point with a byte too many", () => key([oid(EC), P256], point(66))],
    ["a curve by its parameters", () => key([oid(EC), sequence(integer(1))], point(65))],
    ["a curve that is implied", () => key([oid(EC), nullValue()], point(65))],
    ["no curve", () => key([oid(EC)], point(65))],
    ["secp256k1", () => spkiOf(ec("secp256k1"))],
    ["a second parameter", () => key([oid(EC), P256, nullValue()], point(65))],
    ["RSA without NULL", () => key([oid(RSA)], numbers(ODD_2048, 65537))],
    ["RSA with other parameters", () => key([oid(RSA), octetString(Buffer.of())], numbers(ODD_2048, 65537))],
    ["RSA of 1024 bits", () => spkiOf(rsa(1024))],
    ["RSA of 16384 bits", () => key([oid(RSA), nullValue()], numbers(2n ** 16383n + 1n, 65537))],
    ["an even modulus", () => key([oid(RSA), nullValue()], numbers(ODD_2048 + 1n, 65537))],
    ["a negative modulus", () => key([oid(RSA), nullValue()], numbers(-ODD_2048, 65537))],
    ["an exponent of one", () => key([oid(RSA), nullValue()], numbers(ODD_2048, 1))],
    ["an even exponent", () => key([oid(RSA), nullValue()], numbers(ODD_2048, 65536))],
    ["an exponent as long as the modulus", () => key([oid(RSA), nullValue()], numbers(ODD_2048, ODD_2048))],
    ["RSA for PSS alone", () => spkiOf(generateKeyPairSync("rsa-pss", { modulusLength: 2048 }).publicKey)],
    ["Ed25519 with parameters", () => key([oid("1.3.101.112"), nullValue()], bitString(Buffer.alloc(32, 1)))],
    ["Ed25519 of 31 bytes", () => key([oid("1.3.101.112")], bitString(Buffer.alloc(31, 1)))],
    ["Ed448", () => spkiOf(generateKeyPairSync("ed448").publicKey)],
    ["bits that end within a byte", () => key([oid(EC), P256], bitString(Buffer.from([4, ...Buffer.alloc(64)]), 1))],
    ["a third field", () => sequence(sequence(oid(EC), P256), point(65), nullValue())],
  ])("%s", async (_, make) => {
    await expectFault("key-malformed", () => readPublicKey(make()));
  });

  test("what follows the key", async () => {
    await expectFault("der-malformed", () => readPublicKey(Buffer.concat([spkiOf(ec("P-256")), Buffer.of(0)])));
  });
});

test("a point that is not on its curve verifies nothing, although it is read", () => {
  const spki = key([oid(EC), P256], point(65));
  expect(readPublicKey(spki).kind).toBe("ec");
  expect(() => createPublicKey({ key: Buffer.from(spki), format: "der", type: "spki" })).toThrow();
});
