import { describe, expect, test } from "vitest";
import { nodeCryptography } from "../../../src/crypto/node.ts";
import { judgeSignatures, type SignedSubject } from "../../../src/domain/notary/judge-signatures.ts";
import type { AskRevocation } from "../../../src/domain/notary/revocation/revocation-answer.ts";
import { readNotaryQuorum } from "../../../src/domain/notary/trust/notary-quorum.ts";
import { Fault } from "../../../src/kernel/fault.ts";
import { expectFault } from "../../expect-fault.ts";
import { SUBJECT, TARGET, testChain, testEnvelope, testTrust } from "../../signing/test-notary.ts";
import { testResponders } from "../../signing/test-revocation.ts";

const by = (name: string, extensions: readonly Uint8Array[] = []) =>
  testEnvelope({ chain: testChain({ subject: [...SUBJECT.slice(0, 3), ["2.5.4.3", name]], extensions }) });
const ALICE = by("alice");
/** Nothing says whether they were revoked. */
const OPEN = by("bob", [testResponders(["http://a.example"])]);
const BROKEN = Buffer.from("{}");
const OTHER = testEnvelope({ payload: Buffer.from(JSON.stringify({ targetArtifact: { ...TARGET, size: 1 } })) });

interface Facts {
  readonly subject?: Partial<SignedSubject>;
  readonly n?: number;
  readonly askRevocation?: AskRevocation;
}

function judge(signatures: readonly Uint8Array[], { subject = {}, n, askRevocation }: Facts = {}) {
  const whole = {
    ...{ shown: "a", digests: { sha256: "5".repeat(64) }, size: TARGET.size, mediaType: TARGET.mediaType, ...subject },
    signatures: signatures.map((bytes, at) => ({ bytes, format: "jws" as const, place: `place ${at}` })),
  };
  const of = ["alice", "bob"].map((name) => `C=US, ST=WA, O=Capsule Test, CN=${name}`);
  const quorum = n === undefined ? undefined : readNotaryQuorum({ n, of });
  return judgeSignatures(whole, { ...testTrust(), quorum, ...(askRevocation && { askRevocation }) }, nodeCryptography);
}

const NOT_KNOWN = "whether a certificate of the signature was revoked is not known";

describe("the signatures of one subject", () => {
  test("hold if one does, whatever else is there", async () => {
    expect(await judge([BROKEN, OPEN, ALICE])).toMatchObject({
      status: "verified",
      verifications: [{ open: undefined }],
    });
    expect(await judge([])).toEqual({ status: "missing" });
  });

  test("are open if nothing of one that is enforced is answered, and no signature that fails hides it", async () => {
    for (const all of [[OPEN], [BROKEN, OPEN], [OPEN, BROKEN]]) {
      expect(await judge(all)).toEqual({ status: "open", reason: NOT_KNOWN });
    }
  });

  test("are open for the first reason", async () => {
    let asked = 0;
    const askRevocation: AskRevocation = async () => ({ state: "unknown", problem: `problem ${asked++}` });
    const found = await judge([OPEN, OPEN], { askRevocation });
    expect(found).toEqual({ status: "open", reason: `${NOT_KNOWN}; problem 0` });
  });

  test("fail with the first fault and its place", async () => {
    const found = await judge([OTHER, BROKEN]);
    expect(found).toMatchObject({ status: "failed", fault: { code: "subject-mismatch" } });
    expect(found).toMatchObject({
      fault: { message: '"place 0": the Notary signature is of something else than "a"', cause: expect.any(Fault) },
    });
    expect(await judge([BROKEN], { n: 1 })).toMatchObject({ status: "failed", fault: { code: "notary-malformed" } });
  });

  test("are looked at up to 64, so that nobody is kept busy", async () => {
    expect(await judge([...Array(63).fill(BROKEN), ALICE])).toMatchObject({ status: "verified" });
    expect(await judge([...Array(64).fill(BROKEN), ALICE])).toMatchObject({ status: "failed" });
  });

  test("are not judged while the world fails", async () => {
    const askRevocation: AskRevocation = () => Promise.reject(new Fault("network-unreachable", "no network"));
    await expectFault("network-unreachable", () => judge([ALICE], { askRevocation }));
  });

  test("count for a quorum only where nothing is open", async () => {
    expect(await judge([OPEN], { n: 1 })).toEqual({ status: "open", reason: NOT_KNOWN });
    expect(await judge([ALICE, OPEN], { n: 2 })).toEqual({ status: "lacking", found: 1 });
    expect(await judge([OPEN, ALICE], { n: 1 })).toMatchObject({ status: "verified", verifications: [{}] });
  });
});

describe("a signature of something else is taken for none of this:", () => {
  test.each<[string, Partial<SignedSubject>]>([
    ["another digest", { digests: { sha256: "6".repeat(64) } }],
    ["the digest of another algorithm", { digests: { sha512: "5".repeat(64) } }],
    ["no digest", { digests: {} }],
    ["another size", { size: TARGET.size + 1 }],
    ["another type", { mediaType: "application/json" }],
  ])("%s", async (_, subject) => {
    expect(await judge([ALICE], { subject })).toMatchObject({ status: "failed", fault: { code: "subject-mismatch" } });
  });

  test("size and type may be any where they are not known", async () => {
    const digests = { sha512: "6".repeat(128), sha256: "5".repeat(64) };
    const unknown = { digests, size: undefined, mediaType: undefined };
    expect(await judge([ALICE], { subject: unknown })).toMatchObject({ status: "verified" });
    expect(await judge([OTHER], { subject: { ...unknown, size: 1 } })).toMatchObject({ status: "verified" });
  });
});
