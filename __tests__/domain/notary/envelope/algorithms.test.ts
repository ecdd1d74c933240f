import { expect, test } from "vitest";
import type { PublicKey } from "../../../../src/crypto/public-key.ts";
import { algorithmOf, requireAlgorithm } from "../../../../src/domain/notary/envelope/algorithms.ts";
import { expectFault } from "../../../expect-fault.ts";

const rsa = (bits: number) => ({ kind: "rsa", bits }) as PublicKey;
const ec = (curve: string) => ({ kind: "ec", curve }) as PublicKey;

test.each<[string, PublicKey, string, number, string, string]>([
  ["RSA-2048", rsa(2048), "PS256", -37, "256", "RSASSA-PSS-SHA-256"],
  ["RSA-3072", rsa(3072), "PS384", -38, "384", "RSASSA-PSS-SHA-384"],
  ["RSA-4096", rsa(4096), "PS512", -39, "512", "RSASSA-PSS-SHA-512"],
  ["EC-256", ec("P-256"), "ES256", -7, "256", "ECDSA-SHA-256"],
  ["EC-384", ec("P-384"), "ES384", -35, "384", "ECDSA-SHA-384"],
  ["EC-521", ec("P-521"), "ES512", -36, "512", "ECDSA-SHA-512"],
])("a key of %s signs by one algorithm, under its names", async (keySpec, key, jws, cose, bits, signingName) => {
  const algorithm = algorithmOf(key);
  const hashes = { hash: `sha${bits}`, hashName: `SHA-${bits}` };
  expect(algorithm).toEqual({ jws, cose, keySpec, ...hashes, signingName });
  expect(requireAlgorithm(jws, algorithm)).toBeUndefined();
  expect(requireAlgorithm(cose, algorithm)).toBeUndefined();
  for (const other of ["none", "", 0, String(cose), cose - 10]) {
    await expectFault("notary-algorithm", () => requireAlgorithm(other, algorithm));
  }
});

test.each<[string, PublicKey]>([
  ["RSA of 2047 bits", rsa(2047)],
  ["RSA of 8192 bits", rsa(8192)],
  ["another curve", ec("P-192")],
  ["Ed25519", { kind: "ed25519" } as PublicKey],
  ["Ed25519, whatever else is said of it", { kind: "ed25519", curve: "P-256", bits: 2048 } as never],
])("a key of %s signs by none", async (_, key) => {
  await expectFault("notary-algorithm", () => algorithmOf(key));
});
