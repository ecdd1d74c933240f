import { describe, expect, test } from "vitest";
import { nodeCryptography } from "../../../../src/crypto/node.ts";
import { splitFile, storeCertificates } from "../../../../src/domain/notary/trust/store-certificates.ts";
import type { StoreType } from "../../../../src/domain/notary/trust/trust-policy.ts";
import { nullValue, sequence } from "../../../../src/kernel/der-writer.ts";
import { formatPem } from "../../../../src/kernel/pem.ts";
import { expectFault } from "../../../expect-fault.ts";
import {
  INTERMEDIATE,
  ROOT,
  SUBJECT,
  testAuthority,
  testChain,
  testExtension,
  testKey,
  testNotaryCertificate,
} from "../../../signing/test-notary.ts";

const [LEAF, AUTHORITY, TOP] = testChain();
const OWN = testNotaryCertificate({}, { name: SUBJECT, key: testKey("EC-256") });
/** It names itself, and another key signed it. */
const FALSE_OWN = testNotaryCertificate({}, { name: SUBJECT, key: testKey("EC-256", "other") });
/** By ecdsa-with-SHA224, which no chain may have. */
const OLD = Buffer.from(Buffer.from(TOP).toString("hex").replaceAll("2a8648ce3d040302", "2a8648ce3d040301"), "hex");
const UNCLEAR = testNotaryCertificate({ extensions: [testExtension("2.5.29.19", nullValue())] }, INTERMEDIATE);

const hexOf = (ders: readonly Uint8Array[]) => ders.map((der) => Buffer.from(der).toString("hex"));
async function stored(bytes: Uint8Array, type: StoreType = "ca"): Promise<string[]> {
  return hexOf((await storeCertificates(bytes, type, nodeCryptography)).map(({ der }) => der));
}

describe("a file of a trust store is read", () => {
  test.each<[string, Uint8Array]>([
    ["of PEM with words around it", Buffer.from(`a root\n${formatPem(TOP)}and one below\r\n${formatPem(AUTHORITY)}`)],
    ["of DER, one after the other", Buffer.concat([TOP, AUTHORITY])],
  ])("%s", async (_, bytes) => {
    expect(await stored(bytes)).toEqual(hexOf([TOP, AUTHORITY]));
  });

  test("without what no chain here may have", async () => {
    expect(await stored(Buffer.concat([OLD, TOP]))).toEqual(hexOf([TOP]));
  });

  test("value by value, whether short or long", () => {
    const long = sequence(new Uint8Array(300));
    expect(hexOf(splitFile(Buffer.concat([sequence(), sequence(nullValue()), long])))).toEqual(
      hexOf([sequence(), sequence(nullValue()), long]),
    );
  });
});

describe("may stay in a store", () => {
  test.each<[string, StoreType, Uint8Array]>([
    ["an authority's that is not a root", "ca", AUTHORITY],
    ["one that signed itself", "signingAuthority", OWN],
    ["the root of an authority of timestamps", "tsa", TOP],
  ])("%s: %s", async (_, type, der) => {
    expect(await stored(der, type)).toEqual(hexOf([der]));
  });

  const SIGNERS = "it holds a certificate that is not an authority's, nor one that signed itself";
  const STAMPERS = "it holds a certificate that is not the root of an authority's";
  test.each<[string, StoreType, Uint8Array, string]>([
    ["a signer's that an authority issued", "ca", LEAF, SIGNERS],
    ["one that says that it signed itself", "ca", FALSE_OWN, SIGNERS],
    ["one that does not say clearly whether it is an authority's", "ca", UNCLEAR, SIGNERS],
    ["an authority's of timestamps below its root", "tsa", AUTHORITY, STAMPERS],
    ["one of timestamps that signed itself, and is no authority's", "tsa", OWN, STAMPERS],
    [
      "an authority's of timestamps that another key signed",
      "tsa",
      testAuthority({ ...ROOT, key: testKey("EC-256") }, ROOT),
      STAMPERS,
    ],
  ])("and not %s: %s", async (_, type, der, message) => {
    const fault = await expectFault("notary-store", () => stored(der, type));
    expect(fault.message).toBe(message);
  });

  const NOTHING = "it holds no certificate";
  test.each<[string, Uint8Array, string]>([
    ["nothing", Buffer.of(), NOTHING],
    ["words", Buffer.from("certificate"), NOTHING],
    ["PEM that does not end as it began", Buffer.from(formatPem(TOP).replace("END C", "END X")), NOTHING],
    ["PEM that is not base64", Buffer.from(formatPem(TOP).replace("MII", "M?I")), NOTHING],
    ["DER that is cut", TOP.subarray(0, -1), NOTHING],
    ["DER with a byte behind it", Buffer.concat([TOP, Buffer.of(0x30)]), NOTHING],
    ["something else", sequence(nullValue()), "it holds something that is not a certificate"],
    ["something else behind a root", Buffer.concat([TOP, sequence()]), "it holds something that is not a certificate"],
  ])("and no file with %s", async (_, bytes, message) => {
    const fault = await expectFault("notary-store", () => stored(bytes));
    expect(fault.message).toBe(message);
  });
});
