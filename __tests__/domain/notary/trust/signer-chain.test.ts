import { expect, test } from "vitest";
import { nodeCryptography } from "../../../../src/crypto/node.ts";
import { type ChainPurpose, requireChain } from "../../../../src/domain/notary/trust/signer-chain.ts";
import { readX509Certificate } from "../../../../src/domain/x509/x509-certificate.ts";
import { expectFault } from "../../../expect-fault.ts";
import {
  INTERMEDIATE,
  ROOT,
  type TestCertificateFacts,
  testAuthority,
  testNotaryCertificate,
} from "../../../signing/test-notary.ts";

const require = (purpose: ChainPurpose, leaf: TestCertificateFacts, above: TestCertificateFacts = {}) => {
  const ders = [
    testNotaryCertificate(leaf, INTERMEDIATE),
    testAuthority(INTERMEDIATE, ROOT, above),
    testAuthority(ROOT, ROOT),
  ];
  return requireChain(ders.map(readX509Certificate), purpose, nodeCryptography);
};

test("a chain of nobody is refused", async () => {
  await expectFault("certificate-untrusted", () => requireChain([], "signing", nodeCryptography));
});

test("what keys are for need not be critical in the chain of a timestamp authority, as it must in that of a signer", async () => {
  const loose = { usageIsCritical: false };
  await expect(require("timestamping", loose)).resolves.toBeUndefined();
  await expect(require("timestamping", {}, loose)).resolves.toBeUndefined();
  await expectFault("certificate-key-usage", () => require("signing", loose));
  await expectFault("certificate-key-usage", () => require("signing", {}, loose));
});

test("a timestamp authority must say what its key is for", async () => {
  await expectFault("certificate-key-usage", () => require("timestamping", { usage: undefined }));
  await expectFault("certificate-key-usage", () => require("timestamping", {}, { usage: undefined }));
});
