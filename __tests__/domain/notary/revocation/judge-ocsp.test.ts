import { describe, expect, test } from "vitest";
import { nodeCryptography } from "../../../../src/crypto/node.ts";
import { sha1 } from "../../../../src/crypto/node-digest.ts";
import { judgeOcsp, type OcspQuestion } from "../../../../src/domain/notary/revocation/judge-ocsp.ts";
import { readOcspResponse } from "../../../../src/domain/notary/revocation/ocsp-response.ts";
import { readX509Certificate } from "../../../../src/domain/x509/x509-certificate.ts";
import { explicit, generalizedTime, sequence } from "../../../../src/kernel/der-writer.ts";
import { expectFault } from "../../../expect-fault.ts";
import {
  INTERMEDIATE,
  NOW,
  ROOT,
  type TestCertificateFacts,
  type TestIssuer,
  testAuthority,
  testChain,
  testKey,
  testNotaryCertificate,
} from "../../../signing/test-notary.ts";
import { type TestOcspFacts, testInvalidSince, testOcsp } from "../../../signing/test-revocation.ts";

const SECONDS = NOW / 1000;
const ISSUER = testAuthority(INTERMEDIATE, ROOT);
const CERTIFICATE = testChain()[0];
const RESPONDER: TestIssuer = { name: [["2.5.4.3", "responder"]], key: testKey("EC-256", "responder") };

const judge = (facts: TestOcspFacts, question: Partial<OcspQuestion> = {}) =>
  judgeOcsp(
    readOcspResponse(testOcsp({ certificate: CERTIFICATE, ...facts })),
    {
      ...{ certificate: readX509Certificate(CERTIFICATE), issuer: readX509Certificate(ISSUER) },
      ...{ now: NOW, signedAt: undefined, sha1, ...question },
    },
    nodeCryptography,
  );

describe("what was revoked stays so", () => {
  test("whenever it was signed, if nothing says since when it was not valid", async () => {
    expect(await judge({ state: "revoked" }, { signedAt: NOW - 86_400_000 })).toBe("revoked");
  });

  test("at the very time from which on it was not valid, and before it not", async () => {
    const facts = { state: "revoked", extensions: [testInvalidSince(SECONDS - 30)] } as const;
    expect(await judge(facts, { signedAt: NOW - 30_000 })).toBe("revoked");
    expect(await judge(facts, { signedAt: NOW - 30_001 })).toBe("good");
  });

  test("and what is not known does not become good by it", async () => {
    const facts = { state: "unknown", extensions: [testInvalidSince(SECONDS - 30)] } as const;
    expect(await judge(facts, { signedAt: NOW - 60_000 })).toBe("unknown");
  });
});

describe("an answer does not count", () => {
  test("that names somebody else than who signed it", async () => {
    const other = testNotaryCertificate({ subject: RESPONDER.name, key: RESPONDER.key }, INTERMEDIATE);
    await expectFault("ocsp-unfit", () => judge({ responder: other, certificates: [other] }));
  });

  test("that names another algorithm than that of the key which signed it", async () => {
    const rsa = { ...INTERMEDIATE, key: testKey("RSA-2048", "intermediate") };
    const issuer = testAuthority(rsa, ROOT);
    const certificate = testNotaryCertificate({}, INTERMEDIATE);
    const question = { certificate: readX509Certificate(certificate), issuer: readX509Certificate(issuer) };
    await expectFault("ocsp-unfit", () => judge({ issuer, certificate, responder: issuer, key: rsa.key }, question));
  });

  test("that is of a moment too far ahead, or too old by one", async () => {
    expect(await judge({ thisUpdate: SECONDS + 300, nextUpdate: SECONDS + 600 })).toBe("good");
    await expectFault("ocsp-unfit", () => judge({ thisUpdate: SECONDS + 301, nextUpdate: SECONDS + 600 }));
    expect(await judge({ nextUpdate: SECONDS })).toBe("good");
    await expectFault("ocsp-unfit", () => judge({ nextUpdate: SECONDS }, { now: NOW + 1 }));
  });
});

describe("an answer counts", () => {
  const byDelegate = (facts: TestCertificateFacts): TestOcspFacts => {
    const own = { subject: RESPONDER.name, key: RESPONDER.key, purposes: ["1.3.6.1.5.5.7.3.9"], serial: 9 };
    const responder = testNotaryCertificate({ ...own, ...facts }, INTERMEDIATE);
    return { responder, key: RESPONDER.key, certificates: [responder] };
  };

  test.each<[string, TestCertificateFacts]>([
    ["says nothing of its key", { usage: undefined }],
    ["is valid from this second on", { notBefore: SECONDS }],
    ["is valid until this second", { notAfter: SECONDS }],
  ])("of a delegate whose certificate %s", async (_, facts) => {
    expect(await judge(byDelegate(facts))).toBe("good");
  });

  test("whatever that is no certificate is sent along", async () => {
    expect(await judge({ certificates: [sequence(), explicit(0, generalizedTime(SECONDS))] })).toBe("good");
  });
});
