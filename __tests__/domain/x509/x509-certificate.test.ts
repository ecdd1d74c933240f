import { describe, expect, test } from "vitest";
import { readX509Certificate } from "../../../src/domain/x509/x509-certificate.ts";
import {
  bitString,
  boolean,
  explicit,
  generalizedTime,
  implicit,
  integer,
  nullValue,
  oid,
  sequence,
  utcTime,
} from "../../../src/kernel/der-writer.ts";
import type { FaultCode } from "../../../src/kernel/fault-codes.ts";
import { ECDSA_SHA256, extension } from "../../../src/services/local/certificate.ts";
import { expectFault } from "../../expect-fault.ts";
import {
  type CertificateEdits,
  SIGNED_AT,
  testIntermediate,
  testLeaf,
  testRoot,
  withExtension,
} from "../../signing/test-certificates.ts";

const root = testRoot();
const leaf = (edits: CertificateEdits) => testLeaf(testIntermediate(root), edits).der;

test("what is in a certificate comes out as it stands there", () => {
  const { der, key } = testLeaf(testIntermediate(root));
  const read = readX509Certificate(der);
  expect(read).toMatchObject({ der, notBefore: SIGNED_AT - 600, notAfter: SIGNED_AT + 600 });
  expect(Buffer.from(read.publicKey.spki)).toEqual(Buffer.from(key.publicKey));
  expect(Buffer.from(read.serial)).toEqual(Buffer.of(0x47, 0x11));
  expect([...read.extensions.keys()]).toEqual(["2.5.29.15", "2.5.29.37", "2.5.29.14", "2.5.29.35", "2.5.29.17"]);
});

test("a serial number of 20 bytes whose first bit is set is one of 20 bytes", () => {
  const read = readX509Certificate(leaf({ serial: integer(2n ** 160n - 1n) }));
  expect(read.serial.length).toBe(21);
});

test("an extension that is not known and not critical is left alone", () => {
  expect(readX509Certificate(leaf({ extensions: withExtension("1.2.3.4", nullValue()) })).extensions.size).toBe(6);
});

const refusals: readonly [string, FaultCode, CertificateEdits][] = [
  ["version 1, which has no field (§4.1.2.1)", "certificate-version", { version: new Uint8Array() }],
  ["version 2", "certificate-version", { version: explicit(0, integer(1)) }],
  ["version 4", "certificate-version", { version: explicit(0, integer(3)) }],
  ["a negative serial number (§4.1.2.2)", "certificate-serial", { serial: integer(-5) }],
  ["a serial number of zero", "certificate-serial", { serial: integer(0) }],
  ["a serial number of 21 bytes", "certificate-serial", { serial: integer(2n ** 160n) }],
  [
    "another algorithm inside than outside (§4.1.1.2)",
    "certificate-algorithm",
    { innerAlgorithm: sequence(oid("1.2.840.10045.4.3.3")) },
  ],
  ["another algorithm outside", "certificate-algorithm", { outerAlgorithm: sequence(oid("1.2.840.10045.4.3.3")) }],
  ...both("parameters of an ECDSA algorithm (RFC 5758 §3.2)", sequence(oid("1.2.840.10045.4.3.2"), nullValue())),
  ...both("an RSA algorithm without NULL (RFC 4055 §5)", sequence(oid("1.2.840.113549.1.1.11"))),
  ...both("SHA-1", sequence(oid("1.2.840.10045.4.1"))),
  ...both("an algorithm that nobody knows", sequence(oid("1.2.3.4"))),
  [
    "an extension twice (§4.2)",
    "certificate-extension-repeated",
    { extensions: (own) => [...own, extension("2.5.29.14", nullValue())] },
  ],
  [
    "a critical extension that is not known (§4.2)",
    "certificate-extension-critical",
    { extensions: withExtension("1.2.3.4", nullValue(), "critical") },
  ],
  [
    "name constraints (§4.2.1.10)",
    "certificate-extension-critical",
    { extensions: withExtension("2.5.29.30", sequence(explicit(0, sequence())), "critical") },
  ],
  [
    "policy constraints (§4.2.1.11)",
    "certificate-extension-critical",
    { extensions: withExtension("2.5.29.36", sequence(), "critical") },
  ],
  [
    "the poison of a precertificate (RFC 6962 §3.1)",
    "certificate-extension-critical",
    { extensions: withExtension("1.3.6.1.4.1.11129.2.4.3", nullValue(), "critical") },
  ],
  ["an extension without a value", "certificate-malformed", { extensions: () => [sequence(oid("2.5.29.14"))] }],
  [
    "an extension with a field too many",
    "certificate-malformed",
    { extensions: () => [sequence(oid("2.5.29.14"), boolean(true), boolean(true), nullValue())] },
  ],
  ["a unique identifier (§4.1.2.8)", "certificate-malformed", { further: [implicit(1, bitString(Buffer.of(1)))] }],
  ["a validity without an end", "certificate-malformed", { validity: sequence(utcTime(SIGNED_AT)) }],
  [
    "a fraction in a validity (§4.1.2.5.2)",
    "certificate-malformed",
    { validity: sequence(generalizedTime(SIGNED_AT - 0.5), generalizedTime(SIGNED_AT + 1)) },
  ],
  [
    "a key on a curve by its parameters",
    "certificate-malformed",
    { publicKey: sequence(sequence(oid("1.2.840.10045.2.1"), sequence()), bitString(Buffer.alloc(65, 4))) },
  ],
];

function both(title: string, algorithm: Uint8Array): [string, FaultCode, CertificateEdits][] {
  return [[title, "certificate-algorithm", { innerAlgorithm: algorithm, outerAlgorithm: algorithm }]];
}

describe("a certificate is refused for", () => {
  test.each(refusals)("%s", async (_, code, edits) => {
    await expectFault(code, () => readX509Certificate(leaf(edits)));
  });

  test("a fourth part", async () => {
    const [tbs, ...rest] = [leaf({})].map((der) => der.subarray(4));
    await expectFault("certificate-malformed", () => readX509Certificate(sequence(tbs!, nullValue(), ...rest)));
  });

  test("a signature that ends within a byte", async () => {
    const { tbs } = readX509Certificate(leaf({}));
    const der = sequence(tbs.raw, ECDSA_SHA256, bitString(Buffer.of(2), 1));
    await expectFault("certificate-malformed", () => readX509Certificate(der));
  });

  test("a length that is longer than it must be (X.690 §10.1)", async () => {
    const der = Buffer.from(leaf({}));
    expect(der[1]).toBe(0x82);
    const longer = Buffer.concat([Buffer.of(0x30, 0x83, 0), der.subarray(2)]);
    await expectFault("der-malformed", () => readX509Certificate(longer));
  });
});
