import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { nodeCryptography } from "../../../../src/crypto/node.ts";
import { sha1 } from "../../../../src/crypto/node-digest.ts";
import { revocationAsker } from "../../../../src/domain/notary/revocation/ask-revocation.ts";
import { judgeOcsp } from "../../../../src/domain/notary/revocation/judge-ocsp.ts";
import { certificateId, formatOcspRequest } from "../../../../src/domain/notary/revocation/ocsp-request.ts";
import { readOcspResponse } from "../../../../src/domain/notary/revocation/ocsp-response.ts";
import type { RevocationAnswer } from "../../../../src/domain/notary/revocation/revocation-answer.ts";
import { verifyNotary } from "../../../../src/domain/notary/verify-notary.ts";
import { readX509Certificate } from "../../../../src/domain/x509/x509-certificate.ts";
import {
  explicit,
  ia5,
  implicit,
  integer,
  nullValue,
  octetString,
  oid,
  sequence,
} from "../../../../src/kernel/der-writer.ts";
import { Fault } from "../../../../src/kernel/fault.ts";
import type { FaultCode } from "../../../../src/kernel/fault-codes.ts";
import { formatPem } from "../../../../src/kernel/pem.ts";
import { expectFault } from "../../../expect-fault.ts";
import {
  INTERMEDIATE,
  NOW,
  ROOT,
  type TestCertificateFacts,
  type TestIssuer,
  type TestTrustFacts,
  testAuthority,
  testChain,
  testEnvelope,
  testExtension,
  testKey,
  testNotaryCertificate,
  testTrust,
} from "../../../signing/test-notary.ts";
import {
  type TestOcspFacts,
  testInvalidSince,
  testList,
  testListPart,
  testListPlaces,
  testOcsp,
  testReason,
  testResponders,
  testRevoked,
} from "../../../signing/test-revocation.ts";
import { temporaryFolder } from "../../../temporary-folder.ts";

const SECONDS = NOW / 1000;
const [OCSP, OTHER_OCSP, CRL, DELTA] = [
  "http://ocsp.example/",
  "http://b.example/",
  "http://c.example/",
  "http://d.example/",
];
const issuer = readX509Certificate(testAuthority(INTERMEDIATE, ROOT));
const OTHER: TestIssuer = { name: [["2.5.4.3", "other"]], key: testKey("EC-256", "other") };
const RESPONDER: TestIssuer = { name: [["2.5.4.3", "responder"]], key: testKey("EC-256", "responder") };
const OFFICE = "1.3.6.1.5.5.7.3.9";

type Answers = Readonly<Record<string, Uint8Array | Fault>>;

/** What each place answers; `asked` says which were asked. */
function world(answers: Answers) {
  const asked: string[] = [];
  const give = async (url: string): Promise<Uint8Array> => {
    asked.push(url);
    const found = answers[url] ?? new Fault("network-unreachable", `"${new URL(url).host}" cannot be reached`);
    if (found instanceof Fault) throw found;
    return found;
  };
  const sources = { respond: give, list: give, sha1, now: () => NOW };
  return { asked, ask: revocationAsker(sources, nodeCryptography) };
}

async function stateOf(
  extensions: readonly Uint8Array[],
  answers: Answers,
  signedAt?: number,
): Promise<RevocationAnswer & { readonly asked: readonly string[] }> {
  const { asked, ask } = world(answers);
  const certificate = readX509Certificate(testChain({ extensions })[0]);
  return { ...(await ask({ certificate, issuer, signedAt })), asked };
}

/** An answer of the certificate that names the responders, whose number all have. */
const ocsp = (facts: TestOcspFacts = {}): Uint8Array => testOcsp(facts);
const responders = testResponders([OCSP, OTHER_OCSP]);
const lists = testListPlaces([CRL]);

test("the first responder that answers decides, and nobody else is asked", async () => {
  expect(await stateOf([responders, lists], { [OCSP]: ocsp() })).toEqual({ state: "good", asked: [OCSP] });
  const revoked = await stateOf([responders, lists], { [OCSP]: ocsp({ state: "revoked" }) });
  expect(revoked).toEqual({ state: "revoked", asked: [OCSP] });
  const second = await stateOf([responders, lists], { [OTHER_OCSP]: ocsp({ state: "revoked" }) });
  expect(second).toEqual({ state: "revoked", asked: [OCSP, OTHER_OCSP] });
});

test("a responder that does not know leaves it to the lists, as one that does not answer", async () => {
  const list = testList([testRevoked(7)]);
  const unknown = await stateOf([responders, lists], { [OCSP]: ocsp({ state: "unknown" }), [CRL]: list });
  expect(unknown).toEqual({ state: "revoked", asked: [OCSP, CRL] });
  const silent = await stateOf([responders, lists], { [CRL]: testList([]) });
  expect(silent).toEqual({ state: "good", asked: [OCSP, OTHER_OCSP, CRL] });
});

test("one responder and one list are two places", async () => {
  expect(await stateOf([testResponders([OCSP]), lists], { [CRL]: testList([]) })).toMatchObject({ state: "good" });
});

test("what is not a fault is thrown", async () => {
  const certificate = readX509Certificate(testChain({ extensions: [responders, lists] })[0]);
  const fail = async (): Promise<never> => {
    throw new RangeError("a defect");
  };
  const refuse = async (): Promise<never> => {
    throw new Fault("network-unreachable", "it cannot be reached");
  };
  for (const [respond, list] of [
    [fail, refuse],
    [refuse, fail],
  ] as const) {
    const ask = revocationAsker({ respond, list, sha1, now: () => NOW }, nodeCryptography);
    await expect(ask({ certificate, issuer, signedAt: undefined })).rejects.toThrow(RangeError);
  }
});

test("what nobody answers is unknown, and says who did not", async () => {
  const alone = await stateOf([testResponders([OCSP])], { [OCSP]: ocsp({ state: "unknown" }) });
  expect(alone).toMatchObject({ state: "unknown", problem: '"ocsp.example" does not know the certificate' });
  expect(await stateOf([responders], {})).toMatchObject({ state: "unknown", problem: '"b.example" cannot be reached' });
  expect(await stateOf([responders, lists], {})).toMatchObject({
    state: "unknown",
    problem: expect.stringMatching(/^"c\.example"/),
  });
  expect(await stateOf([], {})).toEqual({ state: "none", asked: [] });
});

test("every list that a certificate names must be there, and one that has it is enough", async () => {
  const both = testListPlaces([CRL, DELTA]);
  expect(await stateOf([both], { [CRL]: testList([]), [DELTA]: testList([]) })).toMatchObject({ state: "good" });
  expect(await stateOf([both], { [CRL]: testList([]) })).toMatchObject({ state: "unknown" });
  const second = await stateOf([both], { [CRL]: testList([]), [DELTA]: testList([testRevoked(7)]) });
  expect(second).toMatchObject({ state: "revoked" });
});

test.each<[string, Uint8Array]>([
  ["another key signed", testList([], { key: OTHER.key })],
  ["is of another authority", testList([], OTHER)],
  ["is too old", testList([], { nextUpdate: SECONDS - 1 })],
  ["says not until when it counts", testList([], { nextUpdate: undefined })],
  ["has changes alone", testList([], { extensions: [testExtension("2.5.29.27", integer(1), true)] })],
  ["is the part of another place", testList([], { extensions: [testListPart("http://e.example/")] })],
  ["is of authorities alone", testList([], { extensions: [testListPart(CRL, implicit(2, Uint8Array.of(1, 1, 255)))] })],
  ["has some reasons alone", testList([], { extensions: [testListPart(CRL, implicit(3, Uint8Array.of(3, 2, 1, 6)))] })],
  ["is not a list", testChain()[0]],
  ["is a page of HTML", Buffer.from("<html>")],
])("a list that %s leaves it open", async (_, list) => {
  expect(await stateOf([lists], { [CRL]: list })).toMatchObject({
    state: "unknown",
    problem: expect.stringMatching(/^"c\.example": the /),
  });
});

test("changes to a list count with it", async () => {
  const named = testListPlaces([DELTA], "2.5.29.46");
  const base = (entries: readonly Uint8Array[] = []) => testList(entries, { number: 5, extensions: [named] });
  const delta = (entries: readonly Uint8Array[], number = 6, from = 5) =>
    testList(entries, { number, extensions: [testExtension("2.5.29.27", integer(from), true)] });
  const state = async (list: Uint8Array, changes?: Uint8Array) =>
    (await stateOf([lists], { [CRL]: list, ...(changes && { [DELTA]: changes }) })).state;
  expect(await state(base(), delta([]))).toBe("good");
  expect(await state(base(), delta([testRevoked(7)]))).toBe("revoked");
  expect(await state(base([testRevoked(7)]), delta([testRevoked(7, [testReason(8)], SECONDS)]))).toBe("revoked");
  const held = base([testRevoked(7, [testReason(6)])]);
  expect(await state(held, delta([]))).toBe("revoked");
  expect(await state(held, delta([testRevoked(7, [testReason(8)], SECONDS)]))).toBe("good");
  const both = { [CRL]: base(), [DELTA]: delta([]) };
  expect((await stateOf([lists, named], both)).state).toBe("good");
  // Without them, or with those of another list, nothing is known.
  expect(await state(base())).toBe("unknown");
  expect(await state(base(), delta([], 5))).toBe("unknown");
  expect(await state(base(), delta([], 7, 6))).toBe("unknown");
  expect(await state(base(), testList([], { number: 6 }))).toBe("unknown");
  expect((await stateOf([lists, named], { [CRL]: testList([]) })).state).toBe("unknown");
});

test("what became invalid only after it was used is not revoked", async () => {
  const since = testInvalidSince(SECONDS - 30);
  const list = testList([testRevoked(7, [since])]);
  const answer = ocsp({ state: "revoked", extensions: [since] });
  for (const [signedAt, state] of [
    [NOW - 60_000, "good"],
    [NOW - 10_000, "revoked"],
    [undefined, "revoked"],
  ] as const) {
    expect(await stateOf([lists], { [CRL]: list }, signedAt)).toMatchObject({ state });
    expect(await stateOf([responders], { [OCSP]: answer }, signedAt)).toMatchObject({ state });
  }
});

const delegate = (facts: TestCertificateFacts = {}, by: TestIssuer = INTERMEDIATE): Uint8Array =>
  testNotaryCertificate({ subject: RESPONDER.name, key: RESPONDER.key, purposes: [OFFICE], serial: 9, ...facts }, by);
const byDelegate = (certificate: Uint8Array): TestOcspFacts => ({
  ...{ responder: certificate, key: RESPONDER.key, certificates: [certificate] },
});

test("the issuer answers itself or by a delegate, named by name or key", async () => {
  const certificate = readX509Certificate(testChain()[0]);
  const question = { certificate, issuer, now: NOW, signedAt: undefined, sha1 };
  for (const byKey of [false, true]) {
    for (const facts of [{}, byDelegate(delegate()), { certificates: [issuer.der, delegate()] }]) {
      const response = readOcspResponse(ocsp({ ...facts, byKey }));
      expect(await judgeOcsp(response, question, nodeCryptography)).toBe("good");
    }
  }
});

test.each<[string, TestOcspFacts]>([
  ["of another certificate", { certificate: testChain({ serial: 8 })[0] }],
  ["of the same number by another issuer", { issuer: testAuthority(OTHER, OTHER), responder: issuer.der }],
  ["that another key signed", { key: OTHER.key }],
  ["by somebody to whom the issuer gave no office", byDelegate(delegate({ purposes: [] }))],
  // The reference takes it, so that a revoked signer may say of itself that it is good.
  ["by a signer of the same issuer", byDelegate(delegate({ purposes: ["1.3.6.1.5.5.7.3.3"] }))],
  ["by a delegate of another issuer", byDelegate(delegate({}, { ...INTERMEDIATE, key: OTHER.key }))],
  ["by a delegate of the authority above", byDelegate(delegate({}, ROOT))],
  ["by a delegate whose key is for other things", byDelegate(delegate({ usage: [0x20] }))],
  ["by a delegate that is expired", byDelegate(delegate({ notAfter: SECONDS - 1 }))],
  ["by a delegate of a time to come", byDelegate(delegate({ notBefore: SECONDS + 1 }))],
  ["by a delegate that is not sent along", { ...byDelegate(delegate()), certificates: [] }],
  ["that is too old", { nextUpdate: SECONDS - 1 }],
  ["of a time to come", { thisUpdate: SECONDS + 301 }],
  ["that says not until when it counts", { nextUpdate: undefined }],
  ["with a critical extension that is not known", { extensions: [testExtension("1.2.3", nullValue(), true)] }],
  ["that has no answer in it", { edit: () => sequence() }],
])("an answer %s does not count", async (_, facts) => {
  const certificate = readX509Certificate(testChain()[0]);
  const question = { certificate, issuer, now: NOW, signedAt: undefined, sha1 };
  await expectFault("ocsp-unfit", () => judgeOcsp(readOcspResponse(ocsp(facts)), question, nodeCryptography));
});

test.each<[string, FaultCode, Uint8Array]>([
  ["HTML", "ocsp-malformed", Buffer.from("<html>")],
  ["nothing", "ocsp-malformed", Buffer.of()],
  ["a certificate", "ocsp-malformed", testChain()[0]],
  ["a refusal", "ocsp-unfit", sequence(Uint8Array.of(0x0a, 1, 6))],
  ["success without an answer", "ocsp-malformed", sequence(Uint8Array.of(0x0a, 1, 0))],
  [
    "an answer of another type",
    "ocsp-malformed",
    sequence(Uint8Array.of(0x0a, 1, 0), explicit(0, sequence(oid("1.2.3"), octetString(sequence())))),
  ],
  ["an answer that is cut", "ocsp-malformed", ocsp().subarray(0, -1)],
  ["an answer with something behind it", "ocsp-malformed", Buffer.concat([ocsp(), Buffer.of(0)])],
  ["a list that is none", "ocsp-malformed", ocsp({ edit: () => ia5("good") })],
  ["an answer with 65 of them", "ocsp-malformed", ocsp({ edit: () => sequence(...Array(65).fill(sequence())) })],
])("%s is refused as an answer", async (_, code, bytes) => {
  await expectFault(code, () => readOcspResponse(bytes));
});

test("OpenSSL reads our request, and its answers are read", async () => {
  const folder = temporaryFolder();
  const at = (name: string): string => join(folder, name);
  writeFileSync(at("ca.crt"), formatPem(issuer.der));
  writeFileSync(at("ca.key"), INTERMEDIATE.key.privateKey.export({ type: "pkcs8", format: "pem" }));
  const asked = [7, 8, 9].map((serial) => readX509Certificate(testChain({ serial })[0]));
  const line = (kind: string, revoked: string, serial: string): string =>
    `${kind}\t490101000000Z\t${revoked}\t${serial}\tunknown\t/CN=signer\n`;
  writeFileSync(at("index.txt"), line("V", "", "07") + line("R", "260101000000Z,keyCompromise", "08"));
  const states: string[] = [];
  for (const certificate of asked) {
    const request = formatOcspRequest(certificateId(certificate, issuer, sha1));
    writeFileSync(at("request.der"), request);
    const words = ["-index", "index.txt", "-CA", "ca.crt", "-rsigner", "ca.crt", "-rkey", "ca.key", "-nmin", "5"];
    const files = ["-reqin", "request.der", "-respout", "response.der"];
    execFileSync("openssl", ["ocsp", ...words, ...files], { cwd: folder, stdio: "pipe" });
    const response = readOcspResponse(readFileSync(at("response.der")));
    const question = { certificate, issuer, now: Date.now(), signedAt: undefined, sha1 };
    states.push(await judgeOcsp(response, question, nodeCryptography));
  }
  expect(states).toEqual(["good", "revoked", "unknown"]);
});

test("a verification asks only at places that a trusted certificate names", async () => {
  const chain = testChain({ extensions: [testResponders([OCSP])] });
  const verify = async (answers: Answers, trust: TestTrustFacts = {}) => {
    const { asked, ask } = world(answers);
    const own = { ...testTrust(trust), askRevocation: ask };
    const found = await verifyNotary({ bytes: testEnvelope({ chain }), format: "jws", trust: own }, nodeCryptography);
    return { open: found.open, logged: found.logged.map(({ code }) => code), asked };
  };
  expect(await verify({ [OCSP]: ocsp() })).toEqual({ open: undefined, logged: [], asked: [OCSP] });
  await expectFault("certificate-revoked", () => verify({ [OCSP]: ocsp({ state: "revoked" }) }));
  expect((await verify({})).open).toBe(
    'whether a certificate of the signature was revoked is not known; "ocsp.example" cannot be reached',
  );
  const logged = await verify({ [OCSP]: ocsp({ state: "revoked" }) }, { level: "permissive" });
  expect(logged.logged).toEqual(["certificate-revoked"]);
  const skipped = await verify({}, { override: { revocation: "skip" } });
  expect(skipped).toEqual({ open: undefined, logged: [], asked: [] });
  const untrusted = await verify({}, { level: "audit", ca: [testAuthority(OTHER, OTHER)] });
  expect(untrusted).toEqual({ open: undefined, logged: ["notary-untrusted"], asked: [] });
});
