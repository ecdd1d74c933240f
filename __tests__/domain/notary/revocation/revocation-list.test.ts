import { describe, expect, test } from "vitest";
import { nodeCryptography } from "../../../../src/crypto/node.ts";
import {
  isDelta,
  isDeltaOf,
  isRevokedBy,
  type RevocationList,
  readRevocationList,
  revocationState,
  speaks,
} from "../../../../src/domain/notary/revocation/revocation-list.ts";
import { freshestLists, revocationPlaces } from "../../../../src/domain/notary/revocation/revocation-places.ts";
import { readX509Certificate } from "../../../../src/domain/x509/x509-certificate.ts";
import {
  bitString,
  explicit,
  generalizedTime,
  ia5,
  implicit,
  integer,
  nullValue,
  oid,
  sequence,
  utcTime,
} from "../../../../src/kernel/der-writer.ts";
import { expectFault } from "../../../expect-fault.ts";
import {
  INTERMEDIATE,
  NOW,
  ROOT,
  type TestCertificateFacts,
  testAuthority,
  testChain,
  testExtension,
  testKey,
  testName,
} from "../../../signing/test-notary.ts";
import {
  type TestListFacts,
  testInvalidSince,
  testList,
  testListPart,
  testListPlaces,
  testReason,
  testResponders,
  testRevoked,
} from "../../../signing/test-revocation.ts";

const SECONDS = NOW / 1000;
const PLACE = "http://crl.example/list.crl";
const ECDSA_SHA256 = sequence(oid("1.2.840.10045.4.3.2"));
const ECDSA_SHA384 = sequence(oid("1.2.840.10045.4.3.3"));
const partOf = (...addresses: string[]) =>
  testListPart(undefined, explicit(0, explicit(0, ...addresses.map((one) => implicit(6, ia5(one))))));
const delta = (from: number) => testExtension("2.5.29.27", integer(from), true);

describe("a list speaks of what its issuer issued", () => {
  const issuerWith = (facts: TestCertificateFacts) => readX509Certificate(testAuthority(INTERMEDIATE, ROOT, facts));
  const speaking = (facts: TestListFacts, more: { issuer?: TestCertificateFacts; now?: number } = {}) => {
    const place = { issuer: issuerWith(more.issuer ?? {}), now: more.now ?? NOW, places: [PLACE] };
    return speaks(readRevocationList(testList([], facts)), place, nodeCryptography);
  };

  test.each<[string, TestListFacts, TestCertificateFacts?]>([
    ["until the moment that it says", { nextUpdate: SECONDS }],
    ["by a key that is for lists", {}, { usage: [0x02] }],
    ["by a key of which nothing is said", {}, { usage: undefined }],
    ["with an extension that is not known, and not critical", { extensions: [testExtension("1.2.3", nullValue())] }],
    ["with changes", { extensions: [delta(1)] }],
    ["as a part without a name", { extensions: [testListPart(undefined)] }],
    ["as the part that the certificate names", { extensions: [testListPart(PLACE)] }],
    ["as the part that has this name and another", { extensions: [partOf("http://crl.example/all.crl", PLACE)] }],
  ])("%s", async (_, facts, issuer = {}) => {
    expect(await speaking(facts, { issuer })).toBe(true);
  });

  test.each<[string, TestListFacts, TestCertificateFacts?]>([
    ["that says not until when it counts", { nextUpdate: undefined }],
    ["by a key that is for certificates alone", {}, { usage: [0x04] }],
    [
      "of an algorithm that is not that of the key",
      { key: testKey("RSA-2048", "lists") },
      { key: testKey("RSA-2048", "lists") },
    ],
    ["by another key", { key: testKey("EC-256", "other") }],
    ["of another authority", { name: ROOT.name }],
    ["with a critical extension that is not known", { extensions: [testExtension("1.2.3", nullValue(), true)] }],
    ["that is another part", { extensions: [testListPart("http://crl.example/other.crl")] }],
    [
      "that is that part for some reasons",
      { extensions: [testListPart(PLACE, implicit(3, Uint8Array.of(3, 2, 1, 6)))] },
    ],
  ])("and no list %s", async (_, facts, issuer = {}) => {
    expect(await speaking(facts, { issuer })).toBe(false);
  });

  test("and no more a moment later", async () => {
    expect(await speaking({ nextUpdate: SECONDS }, { now: NOW + 1 })).toBe(false);
  });
});

describe("changes follow a list", () => {
  const list = (number: number, ...extensions: Uint8Array[]) =>
    readRevocationList(testList([], { number, extensions }));
  const without = (one: RevocationList, id: string): RevocationList => ({
    ...one,
    extensions: new Map([...one.extensions].filter(([own]) => own !== id)),
  });

  test("that they were made for, or one after it, and are newer than", () => {
    expect([isDelta(list(6, delta(5))), isDelta(list(6))]).toEqual([true, false]);
    expect(isDeltaOf(list(6, delta(5)), list(5))).toBe(true);
    expect(isDeltaOf(list(8, delta(5)), list(7))).toBe(true);
    expect(isDeltaOf(list(7, delta(6)), list(5))).toBe(false);
    expect(isDeltaOf(list(5, delta(5)), list(5))).toBe(false);
    expect(isDeltaOf(list(6), list(5))).toBe(false);
    expect(isDeltaOf(without(list(6, delta(5)), "2.5.29.20"), list(5))).toBe(false);
    expect(isDeltaOf(list(6, delta(5)), without(list(5), "2.5.29.20"))).toBe(false);
  });
});

describe("a list has a certificate", () => {
  const certificate = readX509Certificate(testChain()[0]);
  const isRevoked = (entries: readonly Uint8Array[], signedAt?: number) =>
    isRevokedBy([readRevocationList(testList(entries))], { certificate, signedAt });
  const held = (date: number) => testRevoked(7, [testReason(6)], date);
  const removed = (date: number) => testRevoked(7, [testReason(8)], date);

  test.each<[string, readonly Uint8Array[], boolean]>([
    ["of its number", [testRevoked(7)], true],
    ["of another number", [testRevoked(8), testRevoked(7 * 256 + 7)], false],
    ["for a reason", [testRevoked(7, [testReason(1)])], true],
    ["by an extension that is not known", [testRevoked(7, [testExtension("1.2.3", nullValue(), true)])], true],
    ["by an extension without a value", [testRevoked(7, [sequence(oid("1.2.3"))])], true],
    ["for a reason that is left open", [testRevoked(7, [sequence(oid("2.5.29.21"))])], true],
    ["by an extension with nothing in it", [testRevoked(7, [sequence()])], true],
    ["without saying when", [sequence(integer(7))], true],
    ["on hold", [held(SECONDS - 60)], true],
    ["taken off", [held(SECONDS - 60), removed(SECONDS - 50)], false],
    ["taken off, whatever comes first", [removed(SECONDS - 50), held(SECONDS - 60)], false],
    ["on hold again", [removed(SECONDS - 60), held(SECONDS - 50)], true],
    ["on hold when it was taken off, so that nobody knows", [held(SECONDS - 60), removed(SECONDS - 60)], true],
    ["taken off, and revoked", [removed(SECONDS - 50), testRevoked(7, [testReason(1)], SECONDS - 60)], true],
  ])("%s: %o", (_, entries, revoked) => {
    expect(isRevoked(entries)).toBe(revoked);
  });

  test("not for what was signed before it was no more valid, if an authority says when", () => {
    const entries = [testRevoked(7, [testReason(1), testInvalidSince(SECONDS - 30)])];
    expect(isRevoked(entries, NOW - 30_001)).toBe(false);
    expect(isRevoked(entries, NOW - 30_000)).toBe(true);
    expect(isRevoked(entries)).toBe(true);
    expect(isRevoked([testRevoked(7)], NOW - 86_400_000)).toBe(true);
  });

  test("by each entry of its number, whatever another says", () => {
    const since = (seconds: number) => testRevoked(7, [testReason(1), testInvalidSince(seconds)]);
    const [before, after] = [since(SECONDS - 90), since(SECONDS - 30)];
    const removedAfter = testRevoked(7, [testReason(8), testInvalidSince(SECONDS - 30)]);
    for (const other of [before, testRevoked(7)]) {
      expect(isRevoked([after, other], NOW - 60_000)).toBe(true);
      expect(isRevoked([other, after], NOW - 60_000)).toBe(true);
    }
    expect(isRevoked([after, removed(SECONDS - 50)], NOW - 60_000)).toBe(false);
    expect(isRevoked([after, removedAfter], NOW - 60_000)).toBe(false);
    expect(isRevoked([after, after], NOW - 60_000)).toBe(false);
  });
});

test("the lists at hand say what became of a certificate, if it names a place for that", async () => {
  const stateOf = (extensions: readonly Uint8Array[], lists: readonly Uint8Array[]) =>
    revocationState(
      {
        certificate: readX509Certificate(testChain({ extensions })[0]),
        issuer: readX509Certificate(testAuthority(INTERMEDIATE, ROOT)),
        ...{ lists: lists.map(readRevocationList), now: NOW, signedAt: undefined },
      },
      nodeCryptography,
    );
  const [place, responder] = [testListPlaces([PLACE]), testResponders(["http://ocsp.example/"])];
  const [good, revoked, stale] = [testList([]), testList([testRevoked(7)]), testList([], { nextUpdate: SECONDS - 1 })];
  expect(await stateOf([], [])).toBe("none");
  for (const places of [[place], [responder], [place, responder]]) expect(await stateOf(places, [])).toBe("unknown");
  expect(await stateOf([place], [stale, testList([], { extensions: [delta(1)] })])).toBe("unknown");
  expect(await stateOf([], [good])).toBe("good");
  expect(await stateOf([place], [stale, good])).toBe("good");
  expect(await stateOf([place], [good, revoked])).toBe("revoked");
  expect(await stateOf([place], [revoked, good])).toBe("revoked");
});

describe("a list is read", () => {
  const [THIS, NEXT] = [utcTime(SECONDS - 60), utcTime(SECONDS + 60)];
  const EXTENSIONS = explicit(0, sequence(testExtension("2.5.29.20", integer(1))));
  const OWN = [integer(1), ECDSA_SHA256, testName(INTERMEDIATE.name), THIS, NEXT, sequence(testRevoked(7)), EXTENSIONS];
  const list = (fields: readonly Uint8Array[], outer = ECDSA_SHA256, ...more: Uint8Array[]) =>
    sequence(sequence(...fields), outer, bitString(Buffer.of(1, 2)), ...more);
  const but = (at: number, ...other: Uint8Array[]) => list([...OWN.slice(0, at), ...other, ...OWN.slice(at + 1)]);

  test.each<[string, Uint8Array, object]>([
    ["with all that it may have", list(OWN), {}],
    ["of version 1, which says none", but(0), {}],
    ["with its next time in the long form", but(4, generalizedTime(SECONDS + 60)), {}],
    ["without a next time", but(4), { nextUpdate: undefined }],
    ["without entries", but(5), { entries: 0 }],
    ["without extensions", but(6), { extensions: 0 }],
    [
      "without anything that it may leave out",
      list(OWN.slice(0, 4)),
      { nextUpdate: undefined, entries: 0, extensions: 0 },
    ],
  ])("%s", (_, der, other) => {
    const { nextUpdate, entries, extensions, issuer, signature } = readRevocationList(der);
    expect({ nextUpdate, entries: entries.length, extensions: extensions.size }).toEqual({
      ...{ nextUpdate: NOW + 60_000, entries: 1, extensions: 1 },
      ...other,
    });
    expect(Buffer.from(issuer)).toEqual(Buffer.from(testName(INTERMEDIATE.name)));
    expect([...signature]).toEqual([1, 2]);
  });

  test.each<[string, Uint8Array]>([
    ["of version 1, which says so", but(0, integer(0))],
    ["of version 3", but(0, integer(2))],
    ["without fields", list([])],
    ["without an issuer", list(OWN.slice(0, 2))],
    ["without a time", list(OWN.slice(0, 3))],
    ["whose algorithm is another inside", but(1, ECDSA_SHA384)],
    ["with a field behind the last", list([...OWN, nullValue()])],
    ["with a field that is not known", but(6, explicit(1, sequence()))],
    ["with a fourth part", list(OWN, ECDSA_SHA256, nullValue())],
    ["without a signature", sequence(sequence(...OWN), ECDSA_SHA256)],
    ["with a signature that is none", sequence(sequence(...OWN), ECDSA_SHA256, nullValue())],
    ["with nothing in it", sequence()],
    ["that is not DER", Buffer.from("list")],
  ])("and none %s", async (_, der) => {
    const fault = await expectFault("crl-malformed", () => readRevocationList(der));
    expect(fault.message).toMatch(/^the revocation list is malformed: (?!the revocation list).+/);
  });

  test("and a defect is not one that is malformed", () => {
    expect(() => readRevocationList(undefined as never)).toThrow(TypeError);
  });
});

describe("a certificate says where to ask:", () => {
  const placesOf = (...extensions: Uint8Array[]) => readX509Certificate(testChain({ extensions })[0]);
  const access = (...descriptions: Uint8Array[]) => testExtension("1.3.6.1.5.5.7.1.1", sequence(...descriptions));

  test("lists, responders, and changes to lists, each in their order", () => {
    const all = placesOf(
      testListPlaces(["a:1", "a:2"]),
      testResponders(["b:1", "b:2"]),
      testListPlaces(["c:1"], "2.5.29.46"),
    );
    expect(revocationPlaces(all)).toEqual({ lists: ["a:1", "a:2"], responders: ["b:1", "b:2"] });
    expect(freshestLists(all)).toEqual(["c:1"]);
    expect(revocationPlaces(placesOf())).toEqual({ lists: [], responders: [] });
    expect(freshestLists(placesOf())).toEqual([]);
  });

  test("no list where a place has another kind of name", () => {
    const names = explicit(0, explicit(0, implicit(2, ia5("crl.example")), implicit(6, ia5("a:1"))));
    expect(revocationPlaces(placesOf(testExtension("2.5.29.31", sequence(sequence(names))))).lists).toEqual(["a:1"]);
  });

  test("no responder where the issuer's certificate lies, or nowhere", () => {
    const issuers = access(
      sequence(oid("1.3.6.1.5.5.7.48.2"), implicit(6, ia5("a:1"))),
      sequence(oid("1.3.6.1.5.5.7.48.1")),
      sequence(),
    );
    expect(revocationPlaces(placesOf(issuers)).responders).toEqual([]);
  });
});
