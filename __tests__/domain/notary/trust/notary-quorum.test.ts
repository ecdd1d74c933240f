import { expect, test } from "vitest";
import { nodeCryptography } from "../../../../src/crypto/node.ts";
import { judgeSignatures } from "../../../../src/domain/notary/judge-signatures.ts";
import { countSigners, readNotaryQuorum } from "../../../../src/domain/notary/trust/notary-quorum.ts";
import { expectFault } from "../../../expect-fault.ts";
import {
  type NamePart,
  SUBJECT,
  TARGET,
  type TestTrustFacts,
  testChain,
  testEnvelope,
  testName,
  testTrust,
} from "../../../signing/test-notary.ts";

const BASE = "C=US, ST=WA, O=Capsule Test";
const called = (name: string, unit?: string): readonly NamePart[] => [
  ...SUBJECT.slice(0, 3),
  ...(unit === undefined ? [] : ([["2.5.4.11", unit]] as NamePart[])),
  ["2.5.4.3", name],
];
const ALICE = `${BASE}, CN=alice`;
const BOB = `${BASE}, CN=bob`;
const UNIT = `${BASE}, OU=release`;

const count = (of: readonly string[], ...subjects: (readonly NamePart[])[]) =>
  countSigners(subjects.map(testName), readNotaryQuorum({ n: 1, of }));

test("each identity that somebody else fits counts once", () => {
  expect(count([ALICE, BOB], called("alice"), called("bob"))).toBe(2);
  expect(count([ALICE, BOB], called("alice"), called("alice"), called("carol"))).toBe(1);
  // One who fits two lines is one.
  expect(count([ALICE, UNIT], called("alice", "release"))).toBe(1);
  // Whoever fits both leaves the other line to whom it alone fits, in any order.
  expect(count([ALICE, UNIT], called("alice", "release"), called("alice"))).toBe(2);
  expect(count([ALICE, UNIT], called("alice"), called("alice", "release"))).toBe(2);
  // Two whom one line fits are one.
  expect(count([UNIT], called("alice", "release"), called("bob", "release"))).toBe(1);
  expect(count([ALICE], [["2.5.4.3", "alice"]])).toBe(0);
});

test.each([
  ["is no name", ["alice"]],
  ["lacks a mandatory part", ["C=US, O=Tools"]],
  ["is within another", [BASE, ALICE]],
  ["is another in other words", [`${BASE}, CN=alice`, `CN=alice,${BASE}`]],
])("a signer that %s is refused", async (_, of) => {
  await expectFault("policy-malformed", () => readNotaryQuorum({ n: 1, of }));
});

test("as many distinct signatures must hold as are asked for", async () => {
  const by = (name: string) => testEnvelope({ chain: testChain({ subject: called(name) }) });
  const judge = (names: readonly string[], more: readonly Uint8Array[] = [], trust: TestTrustFacts = {}) => {
    const signatures = [...more, ...names.map(by)].map((bytes) => ({ bytes, format: "jws" as const, place: "a" }));
    const subject = {
      shown: "a",
      digests: { sha256: "5".repeat(64) },
      size: TARGET.size,
      mediaType: undefined,
      signatures,
    };
    const quorum = readNotaryQuorum({ n: 2, of: [ALICE, BOB] });
    return judgeSignatures(subject, { ...testTrust(trust), quorum }, nodeCryptography);
  };
  expect(await judge(["alice", "bob"])).toMatchObject({ status: "verified" });
  expect(await judge(["bob", "carol", "alice"], [Buffer.from("{}")])).toMatchObject({ status: "verified" });
  expect(await judge(["alice"])).toEqual({ status: "lacking", found: 1 });
  expect(await judge(["alice", "alice", "carol"])).toEqual({ status: "lacking", found: 1 });
  // Whom the trust policy does not name counts for nothing, whatever ours says.
  const trust = { identities: [`x509.subject: ${ALICE}`] };
  expect(await judge(["alice", "bob"], [], trust)).toEqual({ status: "lacking", found: 1 });
  // Nor does a signature of something else.
  const other = Buffer.from(JSON.stringify({ targetArtifact: { ...TARGET, digest: `sha256:${"6".repeat(64)}` } }));
  const stray = testEnvelope({ chain: testChain({ subject: called("bob") }), payload: other });
  expect(await judge(["alice"], [stray])).toEqual({ status: "lacking", found: 1 });
  expect(await judge([], [])).toEqual({ status: "missing" });
});
