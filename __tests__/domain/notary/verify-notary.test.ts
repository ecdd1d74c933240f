import { createHash, sign } from "node:crypto";
import { describe, expect, test } from "vitest";
import { readRevocationList } from "../../../src/domain/notary/revocation/revocation-list.ts";
import { verifyNotary } from "../../../src/domain/notary/verify-notary.ts";
import { readDer } from "../../../src/kernel/der.ts";
import {
  bitString,
  explicit,
  generalizedTime,
  implicit,
  integer,
  oid,
  sequence,
} from "../../../src/kernel/der-writer.ts";
import type { FaultCode } from "../../../src/kernel/fault-codes.ts";
import { encodeUtf8 } from "../../../src/kernel/utf8.ts";
import { PLATFORMS } from "../../crypto/both-platforms.ts";
import { expectFault } from "../../expect-fault.ts";
import { testRoot } from "../../signing/test-certificates.ts";
import {
  INTERMEDIATE,
  NOW,
  notarySign,
  ROOT,
  SUBJECT,
  TARGET,
  type TestCertificateFacts,
  type TestEnvelopeFacts,
  type TestIssuer,
  type TestTrustFacts,
  testAuthority,
  testChain,
  testEnvelope,
  testExtension,
  testKey,
  testName,
  testNotaryCertificate,
  testTrust,
} from "../../signing/test-notary.ts";
import {
  testList,
  testListPart,
  testListPlaces,
  testReason,
  testResponders,
  testRevoked,
} from "../../signing/test-revocation.ts";
import { type TimestampEdits, testStamper, testTimestamp } from "../../signing/test-timestamps.ts";

const SECONDS = NOW / 1000;
const listOf = (entries: readonly Uint8Array[]) => readRevocationList(testList(entries));
const OTHER: TestIssuer = { name: [["2.5.4.3", "other"]], key: testKey("EC-256", "other") };

const tsaRoot = testRoot();
// Another serial number than the root has.
const stamper = testStamper(tsaRoot, { serial: integer(0x4712) });

/** A TimeStampToken of the authority above, its certificate inside. */
function stamped(
  signature: Uint8Array,
  edits: TimestampEdits = {},
  further: readonly Uint8Array[] = [stamper.der],
): Uint8Array {
  const inside = { further: [explicit(0, ...further)], ...edits };
  return readDer(testTimestamp(signature, { stamper, issuer: tsaRoot }, inside)).sequence()[1]!.raw;
}

const WITH_TSA = { stores: ["ca:test", "tsa:test"], tsa: [tsaRoot.der] } satisfies TestTrustFacts;
const EXPIRED = { now: NOW + 3 * 86_400_000 };

describe.each(PLATFORMS)("%s", (_, crypto) => {
  const verify = (envelope: TestEnvelopeFacts = {}, trust: TestTrustFacts = {}) =>
    verifyNotary({ bytes: testEnvelope(envelope), format: envelope.format ?? "jws", trust: testTrust(trust) }, crypto);

  test.each(["jws", "cose"] as const)("a %s signature of somebody whom the policy trusts holds", async (format) => {
    const found = await verify({ format });
    expect(found).toMatchObject({ target: TARGET, logged: [], open: undefined, timestamped: undefined });
  });

  describe("a chain", () => {
    const signer = testKey("EC-256");
    const of = (leaf: TestCertificateFacts) => () => testChain(leaf);
    const under = (edit: TestCertificateFacts) => () => [
      testNotaryCertificate({}, INTERMEDIATE),
      testAuthority(INTERMEDIATE, ROOT, edit),
      testAuthority(ROOT, ROOT),
    ];
    const [leaf, intermediate, root] = testChain();

    test("may be one certificate that signed itself", async () => {
      const alone = testNotaryCertificate({}, { name: SUBJECT, key: signer });
      await expect(verify({ chain: [alone] }, { ca: [alone] })).resolves.toMatchObject({ open: undefined });
    });

    test.each<[string, () => readonly Uint8Array[]]>([
      ["a key usage that commits to contents, which the reference lets through", of({ usage: [0xc0] })],
      ["basic constraints that say nothing", of({ authority: { isAuthority: false } })],
      ["the purpose of signing code", of({ purposes: ["1.3.6.1.5.5.7.3.3"] })],
      ["any purpose, which the reference lets through", of({ purposes: ["2.5.29.37.0"] })],
      [
        "an intermediate authority under which no other may be",
        under({ authority: { isAuthority: true, pathLength: 0 } }),
      ],
    ])("holds with %s", async (__, chain) => {
      await expect(verify({ chain: chain() })).resolves.toMatchObject({ open: undefined });
    });

    test.each<[string, FaultCode, () => readonly Uint8Array[]]>([
      ["without its root", "certificate-untrusted", () => [leaf, intermediate]],
      ["in another order", "certificate-name-chaining", () => [leaf, root, intermediate]],
      ["with another root", "certificate-name-chaining", () => [leaf, intermediate, testAuthority(OTHER, OTHER)]],
      ["with its root twice", "certificate-untrusted", () => [leaf, intermediate, root, root]],
      ["of one that an authority signed alone", "certificate-untrusted", () => [leaf]],
      ["whose signer is an authority", "certificate-not-leaf", of({ authority: { isAuthority: true } })],
      ["whose signer says nothing of its key", "certificate-key-usage", of({ usage: undefined })],
      ["whose signer's key usage is not critical", "certificate-key-usage", of({ usageIsCritical: false })],
      ["whose signer's key is not for signatures", "certificate-key-usage", of({ usage: [0x40] })],
      ["whose signer's key encrypts, too", "certificate-key-usage", of({ usage: [0xa0] })],
      ["whose signer's key signs certificates, too", "certificate-key-usage", of({ usage: [0x84] })],
      ["whose signer's key only deciphers, too", "certificate-key-usage", of({ usage: [0x80, 0x80] })],
      ["whose signer is a web server", "certificate-purpose", of({ purposes: ["1.3.6.1.5.5.7.3.1"] })],
      ["whose signer is a web client", "certificate-purpose", of({ purposes: ["1.3.6.1.5.5.7.3.2"] })],
      ["whose signer signs mail", "certificate-purpose", of({ purposes: ["1.3.6.1.5.5.7.3.3", "1.3.6.1.5.5.7.3.4"] })],
      ["whose signer stamps times", "certificate-purpose", of({ purposes: ["1.3.6.1.5.5.7.3.8"] })],
      ["whose signer answers for revocation", "certificate-purpose", of({ purposes: ["1.3.6.1.5.5.7.3.9"] })],
      ["whose issuer is no authority", "certificate-not-authority", under({ authority: undefined })],
      ["whose issuer may not issue", "certificate-key-usage", under({ usage: [0x80] })],
      ["whose issuer says nothing of its key", "certificate-key-usage", under({ usage: undefined })],
      ["whose issuer's key usage is not critical", "certificate-key-usage", under({ usageIsCritical: false })],
      [
        "that is longer than its root allows",
        "certificate-path-length",
        () => [leaf, intermediate, testAuthority(ROOT, ROOT, { authority: { isAuthority: true, pathLength: 0 } })],
      ],
      [
        "whose signer another key certified",
        "certificate-signature",
        () => [testNotaryCertificate({}, { ...INTERMEDIATE, key: OTHER.key }), intermediate, root],
      ],
      [
        "with a critical extension that is not known",
        "certificate-extension-critical",
        of({ extensions: [testExtension("1.2.3.4", Buffer.of(5, 0), true)] }),
      ],
    ])("%s is refused: %s", async (__, code, chain) => {
      await expectFault(code, () => verify({ chain: chain() }, { level: "audit" }));
    });

    test("of a key that Notary Project does not have is refused", async () => {
      const { generateKeyPairSync } = await import("node:crypto");
      const pair = generateKeyPairSync("rsa", { modulusLength: 2560 });
      const spki = new Uint8Array(pair.publicKey.export({ type: "spki", format: "der" }));
      const key = { ...signer, spki };
      await expectFault("notary-algorithm", () => verify({ chain: testChain({ key }) }));
    });
  });

  test("an attribute that is critical and not understood is refused, which the reference ignores", async () => {
    for (const [name, code] of [
      ["a", "notary-critical"],
      ["io.cncf.notary.verificationPlugin", "notary-plugin"],
    ] as const) {
      const own = JSON.parse(Buffer.from(testEnvelope()).toString());
      const headers = JSON.parse(Buffer.from(own.protected, "base64url").toString());
      const edited = { ...headers, crit: [...headers.crit, name], [name]: "b" };
      const protectedText = Buffer.from(JSON.stringify(edited)).toString("base64url");
      const signature = notarySign(testKey("EC-256"), Buffer.from(`${protectedText}.${own.payload}`));
      const document = { ...own, protected: protectedText, signature: Buffer.from(signature).toString("base64url") };
      const bytes = Buffer.from(JSON.stringify(document));
      await expectFault(code, () =>
        verifyNotary({ bytes, format: "jws", trust: testTrust({ level: "audit" }) }, crypto),
      );
    }
  });

  test.each([
    ["is not JSON", "{"],
    ["is of nothing", "{}"],
    ["has no digest", '{"targetArtifact":{"mediaType":"a/b","size":1}}'],
    ["has a digest of another algorithm", '{"targetArtifact":{"mediaType":"a/b","size":1,"digest":"md5:00"}}'],
    ["has a size that is not one", `{"targetArtifact":{"mediaType":"a/b","size":-1,"digest":"${TARGET.digest}"}}`],
    [
      "has annotations that are not texts",
      `{"targetArtifact":{"mediaType":"a/b","size":1,"digest":"${TARGET.digest}","annotations":{"a":1}}}`,
    ],
  ])("a payload that %s is refused", async (__, text) => {
    await expectFault("notary-malformed", () => verify({ payload: encodeUtf8(text) }));
  });

  describe("whom the policy trusts", () => {
    test.each<[string, FaultCode, TestTrustFacts & Pick<TestEnvelopeFacts, "chain">]>([
      ["another authority", "notary-untrusted", { ca: [testAuthority(OTHER, OTHER)] }],
      [
        "an authority of the same name",
        "notary-untrusted",
        { ca: [testAuthority({ ...ROOT, key: OTHER.key }, { ...ROOT, key: OTHER.key })] },
      ],
      ["an authority of timestamps", "notary-untrusted", { ca: [], tsa: [testAuthority(ROOT, ROOT)] }],
      ["another signer", "notary-identity", { identities: ["x509.subject: C=US, ST=WA, O=Other"] }],
      [
        "a signer who has no country, so no name",
        "notary-identity",
        { chain: testChain({ subject: SUBJECT.slice(1) }) },
      ],
      ["an identity that only a plugin knows", "notary-identity", { identities: ["other: a"] }],
    ])("%s is enforced, and only noted where the level says so", async (__, code, { chain, ...trust }) => {
      const own = chain === undefined ? {} : { chain };
      await expectFault(code, () => verify(own, trust));
      await expectFault(code, () => verify(own, { ...trust, level: "permissive" }));
      expect((await verify(own, { ...trust, level: "audit" })).logged.map((one) => one.code)).toEqual([code]);
    });

    test("may be any subject, an intermediate authority, or the signer's own certificate", async () => {
      const [leaf, intermediate] = testChain();
      await verify({}, { identities: ["*"] });
      await verify({}, { ca: [intermediate] });
      await verify({ chain: [leaf, intermediate, testAuthority(ROOT, ROOT)] }, { ca: [leaf] });
    });
  });

  test("an expiry that is reached is enforced, and only noted where the level says so", async () => {
    const expiry = SECONDS + 60;
    await verify({ expiry }, { now: NOW + 59_000 });
    await expectFault("notary-expired", () => verify({ expiry }, { now: NOW + 60_000 }));
    const permissive = await verify({ expiry }, { now: NOW + 60_000, level: "permissive" });
    expect(permissive.logged.map(({ code }) => code)).toEqual(["notary-expired"]);
  });

  describe("the time of signing", () => {
    test("is now without a time stamp, so the chain must be valid", async () => {
      await expectFault("certificate-expired", () => verify({}, EXPIRED));
      await expectFault("certificate-expired", () => verify({}, { now: NOW - 3 * 86_400_000 }));
      await expectFault("certificate-expired", () => verify({ timestamp: stamped }, EXPIRED));
    });

    test("is that of the time stamp, if the policy has authorities for it", async () => {
      const found = await verify({ timestamp: stamped }, { ...WITH_TSA, ...EXPIRED });
      expect(found.timestamped).toMatchObject({ earliest: NOW, latest: NOW });
      expect((await verify({ format: "cose", timestamp: stamped }, { ...WITH_TSA, ...EXPIRED })).open).toBeUndefined();
    });

    test("needs a time stamp then, unless it is asked for after expiry alone", async () => {
      await expectFault("signed-time-missing", () => verify({}, WITH_TSA));
      await verify({}, { ...WITH_TSA, verifyTimestamp: "afterCertExpiry" });
      await expectFault("signed-time-missing", () =>
        verify({}, { ...WITH_TSA, ...EXPIRED, verifyTimestamp: "afterCertExpiry" }),
      );
    });

    test("needs a time stamp as soon as one certificate is expired, and none until then", async () => {
      const only = { ...WITH_TSA, verifyTimestamp: "afterCertExpiry" };
      const chain = testChain({ notAfter: SECONDS });
      await expect(verify({ chain }, only)).resolves.toMatchObject({ open: undefined });
      await expect(verify({ chain })).resolves.toMatchObject({ open: undefined });
      await expectFault("signed-time-missing", () => verify({ chain }, { ...only, now: NOW + 1 }));
      await expectFault("certificate-expired", () => verify({ chain }, { now: NOW + 1 }));
    });

    describe("is no authority's that was revoked", () => {
      const TSA: TestIssuer = { name: [["2.5.4.3", "tsa"]], key: testKey("EC-256", "tsa") };
      const { privateKey, spki } = TSA.key;
      const root = testRoot({
        name: testName(TSA.name),
        key: {
          ...{ publicKey: spki, id: createHash("sha256").update(spki).digest() },
          sign: (bytes) => new Uint8Array(sign("sha256", bytes, privateKey)),
        },
      });
      const list = (serial: number) => readRevocationList(testList([testRevoked(serial)], TSA));
      const places = testListPlaces(["http://crl.example/tsa.crl"]);
      const own = testStamper(root, {
        serial: integer(0x4712),
        extensions: (all) => [...all, places],
      });
      const timestamp = (signature: Uint8Array) =>
        readDer(
          testTimestamp(signature, { stamper: own, issuer: root }, { further: [explicit(0, own.der)] }),
        ).sequence()[1]!.raw;
      const trust = (more: TestTrustFacts = {}) => ({ ...WITH_TSA, tsa: [root.der], ...more });

      test("as a list says", async () => {
        await expectFault("certificate-revoked", () => verify({ timestamp }, trust({ lists: [list(0x4712)] })));
        const permissive = await verify({ timestamp }, trust({ lists: [list(0x4712)], level: "permissive" }));
        expect(permissive.logged.map(({ code }) => code)).toEqual(["certificate-revoked"]);
        await expect(verify({ timestamp }, trust({ lists: [list(0x4713)] }))).resolves.toMatchObject({
          open: undefined,
        });
      });

      test("and open where nothing says it", async () => {
        const open = "whether the timestamp authority was revoked is not known";
        expect((await verify({ timestamp }, trust())).open).toBe(open);
        expect((await verify({ timestamp }, trust({ level: "permissive" }))).open).toBeUndefined();
        const asking = {
          ...testTrust(trust()),
          askRevocation: async () => ({ state: "unknown", problem: "x" }) as const,
        };
        const bytes = testEnvelope({ timestamp });
        expect((await verifyNotary({ bytes, format: "jws", trust: asking }, crypto)).open).toBe(`${open}; x`);
      });
    });

    test("may lie as far off as the authority says", async () => {
      const chain = testChain({ notBefore: SECONDS });
      const accurate = (accuracy: Uint8Array) => ({
        timestamp: (signature: Uint8Array) => stamped(signature, { info: (own) => [...own, accuracy] }),
      });
      await verify({ chain, timestamp: stamped }, WITH_TSA);
      await expectFault("certificate-expired", () => verify({ chain, ...accurate(sequence(integer(1))) }, WITH_TSA));
      await expectFault("certificate-expired", () =>
        verify({ chain, ...accurate(sequence(implicit(0, integer(1)))) }, WITH_TSA),
      );
      await expectFault("certificate-expired", () =>
        verify({ chain, ...accurate(sequence(implicit(1, integer(1)))) }, WITH_TSA),
      );
      await expectFault("timestamp-invalid", () => verify({ ...accurate(sequence(integer(-1))) }, WITH_TSA));
      const baseline = (signature: Uint8Array) =>
        stamped(signature, { info: ([version, _policy, ...rest]) => [version!, oid("0.4.0.2023.1.1"), ...rest] });
      await expectFault("certificate-expired", () => verify({ chain, timestamp: baseline }, WITH_TSA));
    });

    test.each<[string, FaultCode, (signature: Uint8Array) => Uint8Array, TestTrustFacts?]>([
      ["of other bytes", "timestamp-imprint", (signature) => stamped(signature.subarray(1))],
      [
        "of an authority that is not in a store",
        "timestamp-authority-unknown",
        stamped,
        { tsa: [testRoot({ name: testName(OTHER.name) }).der] },
      ],
      [
        "without the certificate of its authority",
        "timestamp-authority-unknown",
        (one) => stamped(one, {}, [tsaRoot.der]),
      ],
      [
        "whose authority another key signed for",
        "timestamp-signature",
        (one) => stamped(one, { signedBy: tsaRoot.key }),
      ],
      ["around a whole answer", "der-malformed", (one) => testTimestamp(one, { stamper, issuer: tsaRoot })],
      [
        "of another time than was signed",
        "timestamp-digest",
        (one) => stamped(one, { shownInfo: (own) => own.with(4, generalizedTime(SECONDS - 5)) }),
      ],
      ["that is not DER", "der-malformed", () => Buffer.from("time")],
    ])("refuses a time stamp %s: %s", async (__, code, timestamp, trust = {}) => {
      await expectFault(code, () => verify({ timestamp }, { ...WITH_TSA, ...trust }));
    });

    test("refuses one by an authority whose key is for more than signatures", async () => {
      const usage = testExtension("2.5.29.15", bitString(Buffer.of(0xa0), 5), true);
      const wide = testStamper(tsaRoot, { serial: integer(0x4713), extensions: (own) => [usage, ...own.slice(1)] });
      const timestamp = (signature: Uint8Array) => {
        const edits = { further: [explicit(0, wide.der)] };
        return readDer(testTimestamp(signature, { stamper: wide, issuer: tsaRoot }, edits)).sequence()[1]!.raw;
      };
      await expectFault("certificate-key-usage", () => verify({ timestamp }, WITH_TSA));
    });
  });

  describe("a signing authority", () => {
    const SCHEME = "io.cncf.notary.signingScheme";
    const AUTHENTIC = "io.cncf.notary.authenticSigningTime";
    function authentic(time: number): Uint8Array {
      const own = JSON.parse(Buffer.from(testEnvelope()).toString());
      const { "io.cncf.notary.signingTime": _time, ...headers } = JSON.parse(
        Buffer.from(own.protected, "base64url").toString(),
      );
      const edited = {
        ...headers,
        crit: [SCHEME, AUTHENTIC],
        [SCHEME]: "notary.x509.signingAuthority",
        [AUTHENTIC]: new Date(time),
      };
      const protectedText = Buffer.from(JSON.stringify(edited)).toString("base64url");
      const signature = notarySign(testKey("EC-256"), Buffer.from(`${protectedText}.${own.payload}`));
      return Buffer.from(
        JSON.stringify({ ...own, protected: protectedText, signature: Buffer.from(signature).toString("base64url") }),
      );
    }
    const judge = (time: number, trust: TestTrustFacts) =>
      verifyNotary({ bytes: authentic(time), format: "jws", trust: testTrust(trust) }, crypto);
    const TRUST = {
      stores: ["signingAuthority:test"],
      ca: [],
      signingAuthority: [testAuthority(ROOT, ROOT)],
      ...EXPIRED,
    };

    test("says when it was signed, and is trusted by a store of its own", async () => {
      await expect(judge(NOW, TRUST)).resolves.toMatchObject({ open: undefined });
      await expectFault("certificate-expired", () => judge(NOW - 3 * 86_400_000, TRUST));
      await expectFault("notary-untrusted", () =>
        judge(NOW, { ...TRUST, signingAuthority: [], ca: [testAuthority(ROOT, ROOT)] }),
      );
    });

    test("so a certificate that became invalid later is not revoked for it", async () => {
      const entry = (date: number) => [testExtension("2.5.29.24", generalizedTime(date))];
      const now = { now: NOW + 1000 };
      await judge(NOW, { ...TRUST, ...now, lists: [listOf([testRevoked(7, entry(SECONDS + 60))])] });
      await expectFault("certificate-revoked", () =>
        judge(NOW, { ...TRUST, ...now, lists: [listOf([testRevoked(7, entry(SECONDS - 60))])] }),
      );
    });
  });

  describe("revocation", () => {
    const ADDRESS = "http://crl.example/list.crl";
    const places = testListPlaces([ADDRESS]);
    const responder = testResponders(["http://ocsp.example"]);
    const asked = (extensions: readonly Uint8Array[], trust: TestTrustFacts) =>
      verify({ chain: testChain({ extensions }) }, trust);

    test("of a certificate that says where to ask is open without a list, and closed with one", async () => {
      for (const one of [places, responder]) {
        expect((await asked([one], {})).open).toBe("whether a certificate of the signature was revoked is not known");
        expect((await asked([one], { level: "permissive" })).open).toBeUndefined();
        expect((await asked([one], { override: { revocation: "skip" } })).open).toBeUndefined();
        expect((await asked([one], { lists: [listOf([])] })).open).toBeUndefined();
      }
    });

    test("is not put off by a time of signing that only the signer says", async () => {
      const since = testExtension("2.5.29.24", generalizedTime(SECONDS - 60));
      const lists = [listOf([testRevoked(7, [since])])];
      await expectFault("certificate-revoked", () => verify({ signingTime: SECONDS - 3600 }, { lists }));
    });

    test("that a list names nobody takes back who is asked", async () => {
      const good = {
        ...testTrust({ lists: [listOf([testRevoked(7)])] }),
        askRevocation: async () => ({ state: "good" }) as const,
      };
      await expectFault("certificate-revoked", () =>
        verifyNotary({ bytes: testEnvelope(), format: "jws", trust: good }, crypto),
      );
    });

    test.each([
      ["good", false, undefined],
      ["unknown", true, undefined],
      ["unknown", false, "whether a certificate of the signature was revoked is not known; x"],
    ] as const)("is answered by either: who is asked says %s, a list is there: %s", async (state, isThere, open) => {
      const trust = {
        ...testTrust(isThere ? { lists: [listOf([])] } : {}),
        askRevocation: async () => (state === "good" ? { state } : { state, problem: "x" }),
      };
      const bytes = testEnvelope({ chain: testChain({ extensions: [places] }) });
      // The intermediate authority says nothing of where to ask, and nobody answers for it.
      expect((await verifyNotary({ bytes, format: "jws", trust }, crypto)).open).toBe(open);
    });

    test("refuses what a list names, whether the certificate says where to ask or not", async () => {
      await expectFault("certificate-revoked", () => asked([places], { lists: [listOf([testRevoked(7)])] }));
      await expectFault("certificate-revoked", () => asked([], { lists: [listOf([testRevoked(8), testRevoked(7)])] }));
      await expectFault("certificate-revoked", () => asked([], { lists: [listOf([testRevoked(7, [testReason(6)])])] }));
      await asked([], { lists: [listOf([testRevoked(8), testRevoked(77)])] });
      await asked([], { lists: [listOf([testRevoked(7, [testReason(8)])])] });
      const permissive = await asked([], { level: "permissive", lists: [listOf([testRevoked(7)])] });
      expect(permissive.logged.map(({ code }) => code)).toEqual(["certificate-revoked"]);
      await asked([], { override: { revocation: "skip" }, lists: [listOf([testRevoked(7)])] });
    });

    test.each<[string, () => Uint8Array]>([
      ["another key signed", () => testList([], { key: OTHER.key })],
      ["is of another authority", () => testList([], { name: OTHER.name, key: OTHER.key })],
      ["is too old", () => testList([], { nextUpdate: SECONDS - 1 })],
      ["says not until when it counts", () => testList([], { nextUpdate: undefined })],
      [
        "is a change to another list",
        () => testList([], { extensions: [testExtension("2.5.29.27", integer(1), true)] }),
      ],
      [
        "has a critical extension that is not known",
        () => testList([], { extensions: [testExtension("1.2.3", Buffer.of(5, 0), true)] }),
      ],
      [
        "is a part that the certificate does not name",
        () => testList([], { extensions: [testListPart("http://crl.example/other.crl")] }),
      ],
    ])("is open with a list that %s", async (__, make) => {
      expect((await asked([places], { lists: [readRevocationList(make())] })).open).toMatch(/revoked is not known/);
    });

    test("is closed with the part of a list that the certificate names", async () => {
      const lists = [readRevocationList(testList([], { extensions: [testListPart(ADDRESS)] }))];
      expect((await asked([places], { lists })).open).toBeUndefined();
    });

    test.each([
      ["bytes of another kind", Buffer.from("list")],
      ["a certificate", testChain()[0]],
      ["a list of version 1 that says so", sequence(sequence(integer(0)), sequence(), bitString(Buffer.of()))],
    ])("refuses %s as a list", async (__, bytes) => {
      await expectFault("crl-malformed", () => readRevocationList(bytes));
    });
  });
});
