import { beforeAll, describe, expect, test } from "vitest";
import { nodeCryptography } from "../../../src/crypto/node.ts";
import { approvalStatement } from "../../../src/domain/attestation/approval.ts";
import { IN_TOTO_PAYLOAD_TYPE } from "../../../src/domain/attestation/dsse.ts";
import { rebuildStatement } from "../../../src/domain/attestation/rebuild.ts";
import { formatStatement, type Statement } from "../../../src/domain/attestation/statement.ts";
import type { GivenStatement } from "../../../src/domain/policy/given-statement.ts";
import { judgeApprovals } from "../../../src/domain/policy/judge-approvals.ts";
import { parsePolicy } from "../../../src/domain/policy/parse-policy.ts";
import { POLICY_SCHEMA_ID } from "../../../src/domain/policy/policy-schema.ts";
import { parseBundle } from "../../../src/domain/sigstore/bundle.ts";
import type { ExpectedKey } from "../../../src/domain/sigstore/expected-identity.ts";
import { readSignerKey } from "../../../src/domain/sigstore/signer-key.ts";
import { verifyBundle } from "../../../src/domain/sigstore/verify-bundle.ts";
import type { NamedTrust } from "../../../src/domain/verification/named-trust.ts";
import type { VerifiedRoot } from "../../../src/domain/verification/verification.ts";
import { Fault } from "../../../src/kernel/fault.ts";
import { encodeUtf8 } from "../../../src/kernel/utf8.ts";
import { expectFault } from "../../expect-fault.ts";
import type { GitHubRun } from "../../github-sigstore/github-run.ts";
import { keySession } from "../../signing/key-session.ts";
import { createTestForge } from "../../signing/test-forge.ts";
import { HELLO, TOOL } from "../../signing/test-release.ts";

const ROOT = "a".repeat(64);
const RELEASE = { name: "tool", version: "1.2.3", tag: "v1.2.3", repository: "https://github.com/octo-org/octo-tool" };
const OWN = { signer: null, files: [] };
const DAY = 86_400;
const [forge, stranger] = [createTestForge(), createTestForge()];
const line = (name: string, more: object = {}) => ({
  ...{ repository: `${name}-org/review`, sourceRef: "refs/heads/main" },
  ...more,
});
const [ALICE, BOB] = [line("alice"), line("bob")];

let root: VerifiedRoot;
let alice: GivenStatement;
let bob: GivenStatement;
let own: GivenStatement;

beforeAll(async () => {
  const run = await bundleOf({}, approved());
  const signer = { kind: "certificate", require: () => undefined } as const;
  const order = { bundle: parseBundle(run), trust: forge.trust, signer, artifact: "unbound" } as const;
  const verified = await verifyBundle(order, nodeCryptography);
  const subject = [HELLO, TOOL].map(({ name, sha256, sha512 }) => ({
    ...{ name, digest: { sha256, sha512 }, annotations: { kind: "file" } },
  }));
  const image = { name: "ghcr.io/o/i", digest: { sha256: "b".repeat(64) }, annotations: { kind: "image" } };
  root = {
    ...{ sha256: ROOT, signer: verified.signer, times: verified.times, logEntries: [] },
    statement: { subject: [...subject, image], predicate: { release: RELEASE } },
  } as unknown as VerifiedRoot;
  [alice, bob, own] = [given("alice", await by("alice")), given("bob", await by("bob")), given("own", run)];
});

function approved(changes: Partial<typeof RELEASE> & { root?: string } = {}): Statement {
  const { root: rootSha256 = ROOT, ...release } = changes;
  return approvalStatement({ rootSha256, release: { ...RELEASE, ...release } }, OWN);
}

function rebuilt(files: readonly (typeof HELLO)[]): Statement {
  const named = files.map(({ name, sha256, sha512 }) => ({ name, digest: { sha256, sha512 } }));
  return rebuildStatement({ rootSha256: ROOT, release: RELEASE, builder: "make", rebuilt: named }, OWN);
}

async function bundleOf(run: Partial<GitHubRun>, statement: Statement, from = forge): Promise<Uint8Array> {
  return (await from.session(run)).signPayload(IN_TOTO_PAYLOAD_TYPE, formatStatement(statement));
}

function by(name: string, statement = approved(), run: Partial<GitHubRun> = {}, from = forge): Promise<Uint8Array> {
  return bundleOf({ repository: `${name}-org/review`, ref: "refs/heads/main", ...run }, statement, from);
}

function given(file: string, bytes: Uint8Array | Fault, isNamed = true): GivenStatement {
  return { file, bytes, isNamed };
}

function trust(mayBeOutdated?: Date): NamedTrust[] {
  return [{ root: forge.trust, origin: "test", dated: undefined, mayBeOutdated }];
}

interface Asked {
  readonly approvals?: object;
  readonly trusted?: readonly NamedTrust[];
  /** Seconds after everything was signed. */
  readonly at?: number;
  readonly isExact?: boolean;
  readonly allMustHold?: boolean;
  readonly ownKeys?: readonly ExpectedKey[];
  /** True if nobody names a time, and no policy. */
  readonly isTimeless?: boolean;
}

async function judge(some: readonly GivenStatement[], asked: Asked = {}) {
  const time = new Date(forge.clock.now().getTime() + (asked.at ?? 60) * 1000);
  const effective = { time, isExact: asked.isExact ?? true };
  const document = {
    schema: POLICY_SCHEMA_ID,
    signers: [{ repository: "octo-org/octo-tool" }],
    approvals: asked.approvals,
  };
  const inForce =
    asked.approvals === undefined
      ? undefined
      : { policy: parsePolicy(encodeUtf8(JSON.stringify(document))), effective };
  const { claim, results } = await judgeApprovals(
    {
      ...{ root, given: some, trusted: asked.trusted ?? trust(), inForce },
      effective: asked.isTimeless === true ? undefined : effective,
      ...(asked.allMustHold === undefined ? {} : { allMustHold: asked.allMustHold }),
      ...(asked.ownKeys === undefined ? {} : { ownKeys: asked.ownKeys }),
    },
    nodeCryptography,
  );
  expect(claim.id).toBe("approvals");
  for (const { status, times } of results) if (status === "refused") expect(times).toEqual([]);
  return { claim, results, said: results.map(({ status, code, reason }) => [status, code, reason]) };
}

const TWO = { n: 2, of: [ALICE, BOB] };
const COUNTED = ["counted", undefined, "it verifies, and counts"];

describe("without a rule", () => {
  test("nothing is asked and nothing there: the claim does not apply", async () => {
    const { claim } = await judge([]);
    const reason = "no policy asks for any, and none is there";
    expect(claim).toEqual({ id: "approvals", status: "not-applicable", reason, required: false });
  });

  test("what verifies is carried", async () => {
    const { claim, said } = await judge([alice, given("bad", Buffer.from("{}"), false)]);
    const reason = "1 of 2 approvals verify; no policy names who must have signed";
    expect(claim).toEqual({ id: "approvals", status: "not-checked", reason, required: false });
    expect(said[0]).toEqual(["carried", undefined, "it verifies; no policy names who must have signed"]);
    expect((await judge([alice])).claim.reason).toContain("1 of 1 approvals verify");
  });

  test("what was named must hold, by the first of the files in their order by name", async () => {
    const bad = [given("b", Buffer.from("{}")), given("a", Buffer.from("[")), alice];
    const { claim } = await judge(bad);
    expect([claim.status, claim.code, claim.required]).toEqual(["failed", "json-malformed", true]);
    expect((await judge([...bad].reverse())).claim).toEqual(claim);
  });

  test("what could not be read, or is only newer than the trusted root, is open", async () => {
    const unread = given("x", new Fault("file-unreadable", "it could not be read"));
    const { claim, said } = await judge([unread]);
    expect([claim.status, claim.code, claim.required]).toEqual(["not-checked", "file-unreadable", true]);
    expect(said).toEqual([["refused", "file-unreadable", "it could not be read"]]);
    const other = given("x", await by("alice", approved(), {}, stranger));
    const old = await judge([other], { trusted: trust(new Date(0)) });
    expect([old.claim.status, old.claim.required]).toEqual(["not-checked", true]);
    expect((await judge([other])).claim.status).toBe("failed");
  });

  test("what is only newer than one of the trusted roots is open, whatever other roots there are", async () => {
    const other = given("x", await by("alice", approved(), {}, stranger));
    const [old, chosen] = [trust(new Date(0)), trust()];
    for (const trusted of [
      [...old, ...chosen],
      [...chosen, ...old],
    ]) {
      const { claim } = await judge([other], { trusted });
      expect([claim.status, claim.code]).toEqual(["not-checked", "log-unknown"]);
    }
  });

  test("what verifies is carried where nobody names a time", async () => {
    expect((await judge([alice], { isTimeless: true })).said[0]?.[0]).toBe("carried");
  });

  test("what is thrown for another reason than a refusal is thrown", async () => {
    await expectFault("internal", () => judge([given("x", new Fault("internal", "a defect"))]));
  });
});

describe("a rule", () => {
  test("is satisfied by as many parties as it says, and the claim says so", async () => {
    const { claim, said } = await judge([alice, bob], { approvals: TWO });
    const reason = "2 of 2 signers vouch for this release";
    expect(claim).toEqual({ id: "approvals", status: "verified", reason, required: true });
    expect(said).toEqual([COUNTED, COUNTED]);
    const kinds = await judge([alice, bob], {
      approvals: [
        { n: 1, of: [ALICE], kind: "approval" },
        { n: 1, of: [BOB], kind: "approval" },
      ],
    });
    expect(kinds.claim.reason).toBe("1 of 1 approvers, 1 of 1 approvers vouch for this release");
    expect(kinds.said).toEqual([COUNTED, COUNTED]);
  });

  test("is not satisfied by fewer, each with its reason", async () => {
    const mallory = given("mallory", await by("mallory"));
    const { claim, said } = await judge([alice, mallory, own], { approvals: { n: 2, of: [ALICE, BOB] } });
    const reason = "1 of 2 signers vouch for this release";
    expect(claim).toEqual({ id: "approvals", status: "missing", reason, required: true });
    expect(said).toEqual([
      COUNTED,
      ["not-counted", "identity-mismatch", "the policy does not name its signer"],
      ["not-counted", "identity-mismatch", "the policy does not name its signer"],
    ]);
  });

  test("does not count the run that sealed the release, unless it says so", async () => {
    const of = [{ repository: "octo-org/octo-tool" }];
    const { said } = await judge([own], { approvals: { n: 1, of } });
    expect(said).toEqual([
      ["not-counted", "approval-own-run", "the run that sealed the release cannot vouch for itself"],
    ]);
    const allowed = await judge([own], { approvals: { n: 1, of, ownRun: "counts" } });
    expect([allowed.claim.status, allowed.said]).toEqual(["verified", [COUNTED]]);
    const another = given("later", await bundleOf({ runId: "77" }, approved()));
    expect((await judge([another], { approvals: { n: 1, of } })).claim.status).toBe("verified");
  });

  test("counts the newest of several statements of one party, and the first by name of one time", async () => {
    const first = given("1", await by("alice"));
    const second = given("2", await by("alice", approved(), { runId: "8" }));
    for (const some of [
      [first, second],
      [second, first],
    ]) {
      const { results, claim } = await judge(some, { approvals: TWO });
      expect(Object.fromEntries(results.map(({ file, code }) => [file, code]))).toEqual({
        1: undefined,
        2: "approval-repeated",
      });
      expect(results.find(({ file }) => file === "2")?.reason).toBe("its signer is counted already");
      expect(claim.status).toBe("missing");
    }
    forge.clock.advance(60_000);
    const newer = given("3", await by("alice", approved(), { runId: "9" }));
    const { results } = await judge([first, newer], { approvals: TWO });
    // Other tests, and this one if it runs again, count from the same time.
    forge.clock.advance(-60_000);
    expect(results.map(({ code }) => code)).toEqual(["approval-repeated", undefined]);
  });

  describe("that names workflows of one repository", () => {
    const workflow = (name: string) => `alice-org/review/.github/workflows/${name}.yml`;
    const runOf = async (name: string, ref = "refs/heads/main") =>
      given(name, await by("alice", approved(), { ref, signerWorkflow: `${workflow(name)}@${ref}` }));
    const lineOf = (name: string, more: object = {}) => line("alice", { signerWorkflow: workflow(name), ...more });
    const codes = async (some: readonly GivenStatement[], approvals: object) => {
      const { claim, results } = await judge(some, { approvals });
      return [claim.reason.slice(0, 6), ...results.map(({ code }) => code)];
    };

    test("counts each that it names", async () => {
      const some = [await runOf("a"), await runOf("b")];
      const { claim, said } = await judge(some, { approvals: { n: 2, of: [lineOf("a"), lineOf("b")] } });
      expect([claim.status, said]).toEqual(["verified", [COUNTED, COUNTED]]);
    });

    test("counts one beside a line for all of them as the same party, and says so of one of the two (X3)", async () => {
      const [a, b, c] = [await runOf("a"), await runOf("b"), await runOf("c")];
      const repeated = ["1 of 2", undefined, "approval-repeated"];
      expect(await codes([a, b], { n: 2, of: [ALICE, lineOf("a")] })).toEqual(repeated);
      expect(await codes([b, c], { n: 2, of: [ALICE, lineOf("a")] })).toEqual(repeated);
      // Whatever order they come in, what fits the line for all is of the party that is first by name.
      const both = { n: 3, of: [ALICE, lineOf("a"), lineOf("b")] };
      for (const some of [
        [a, b, { ...c, file: "0" }],
        [{ ...c, file: "0" }, b, a],
      ]) {
        const { results } = await judge(some, { approvals: both });
        const uncounted = results.flatMap(({ file, code }) => (code === undefined ? [] : [[file, code]]));
        expect(uncounted).toEqual([["a", "approval-repeated"]]);
      }
      expect(await codes([a, b, c], both)).toEqual(["2 of 3", undefined, undefined, "approval-repeated"]);
    });

    test("counts one workflow once, at whatever refs and however it is named (X3)", async () => {
      const next = { sourceRef: "refs/heads/next" };
      const [main, other] = [await runOf("a"), await runOf("a", "refs/heads/next")];
      const repeated = (approvals: object) => codes([main, { ...other, file: "b" }], approvals);
      expect(await repeated({ n: 2, of: [lineOf("a"), lineOf("a", next), BOB] })).toEqual([
        ...["1 of 2", undefined, "approval-repeated"],
      ]);
      const person = { issuer: "https://token.actions.githubusercontent.com" };
      const exact = { identity: `https://github.com/${workflow("a")}@refs/heads/main`, ...person };
      expect(await codes([main, await runOf("b")], { n: 2, of: [ALICE, exact] })).toEqual([
        ...["1 of 2", undefined, "approval-repeated"],
      ]);
      const twice = { n: 2, of: [exact, lineOf("a"), ALICE] };
      expect(await codes([main, { ...(await runOf("a")), file: "b" }], twice)).toEqual([
        ...["1 of 2", undefined, "approval-repeated"],
      ]);
    });
  });

  test("of one kind does not count the other", async () => {
    const rebuild = given("r", await by("bob", rebuilt([HELLO, TOOL])));
    const asked = await judge([alice, rebuild], { approvals: { n: 1, of: [ALICE, BOB], kind: "rebuild" } });
    expect(asked.claim.reason).toBe("1 of 1 rebuilders vouch for this release");
    expect(asked.said).toEqual([["not-counted", undefined, "the policy asks for a rebuild"], COUNTED]);
    expect(asked.results[1]).toMatchObject({ kind: "rebuild", builder: "make", rebuilt: ["hello.txt", "tool.bin"] });
    expect(asked.results[0]).not.toHaveProperty("builder");
    const other = await judge([alice, rebuild], { approvals: { n: 1, of: [ALICE, BOB], kind: "approval" } });
    expect(other.said[1]).toEqual(["not-counted", undefined, "the policy asks for an approval"]);
  });

  test("of rebuilds asks for every file of the release, or for those that it names", async () => {
    const part = given("r", await by("bob", rebuilt([TOOL])));
    const all = await judge([part], { approvals: { n: 1, of: [BOB], kind: "rebuild" } });
    expect([all.claim.status, all.said]).toEqual([
      "missing",
      [["not-counted", undefined, '"hello.txt" was not rebuilt']],
    ]);
    const named = await judge([part], { approvals: { n: 1, of: [BOB], kind: "rebuild", files: ["tool.bin"] } });
    expect(named.claim.status).toBe("verified");
  });

  test("with an age counts what is fresh, and rejects where age alone is lacking", async () => {
    const asked = { approvals: { ...TWO, maxAgeDays: 1 } };
    expect((await judge([alice, bob], { ...asked, at: DAY - 600 })).claim.status).toBe("verified");
    const stale = await judge([alice, bob], { ...asked, at: DAY + 600 });
    expect([stale.claim.status, stale.claim.code, stale.claim.reason]).toEqual([
      "failed",
      "approval-expired",
      "0 of 2 signers vouch for this release: the others did more than 1 day ago",
    ]);
    expect(stale.said[0]).toEqual([
      "not-counted",
      "approval-expired",
      "it may have been signed more than 1 day before the effective time",
    ]);
    expect((await judge([alice], { ...asked, at: DAY + 600 })).claim.status).toBe("missing");
  });

  test("counts nothing of later, and names the clock where it may be behind", async () => {
    const late = await judge([alice, bob], { approvals: TWO, at: -3600 });
    expect([late.claim.code, late.said[0]?.[1]]).toEqual(["signed-later", "signed-later"]);
    expect(late.claim.reason).toMatch(/^0 of 2 signers vouch for this release: it was signed at /);
    const behind = await judge([alice, bob], { approvals: TWO, at: -3600, isExact: false });
    expect([behind.claim.status, behind.claim.code]).toEqual(["not-checked", "clock-behind"]);
  });

  test("is lacking, and not refused, where only the age of the trusted root may be why", async () => {
    const other = given("x", await by("bob", approved(), {}, stranger));
    const old = await judge([alice, other], { approvals: TWO, trusted: trust(new Date(0)) });
    expect([old.claim.status, old.results[1]?.status]).toEqual(["missing", "refused"]);
    expect((await judge([alice, other], { approvals: TWO })).claim.status).toBe("failed");
  });

  test("is lacking, and not refused, by what is of no party, unless it was named", async () => {
    for (const code of ["identity-mismatch", "key-expired", "key-revoked"] as const) {
      const [beside, named] = [false, true].map((isNamed) => given("x", new Fault(code, "of nobody"), isNamed));
      if (beside === undefined || named === undefined) throw new Error("there are two");
      expect((await judge([alice, beside], { approvals: TWO })).claim).toMatchObject({
        status: "missing",
        required: true,
      });
      const { claim } = await judge([alice, named], { approvals: TWO });
      expect([claim.id, claim.status, claim.code]).toEqual(["approvals", "failed", code]);
      expect(claim.reason).toBe("1 of 2 signers vouch for this release: of nobody");
    }
    const other = given("x", new Fault("signature-invalid", "false"), false);
    expect((await judge([alice, other], { approvals: TWO })).claim.code).toBe("signature-invalid");
  });

  test("of several tells the reason that has a code", async () => {
    const approvals = [
      { n: 1, of: [ALICE], kind: "rebuild" },
      { n: 1, of: [BOB] },
    ];
    const { said } = await judge([alice], { approvals });
    expect(said).toEqual([["not-counted", "identity-mismatch", "the policy does not name its signer"]]);
    const two = await judge([alice], { approvals: [approvals[0], { n: 1, of: [ALICE, BOB], kind: "rebuild" }] });
    expect(two.said).toEqual([["not-counted", undefined, "the policy asks for a rebuild"]]);
    expect(two.results[0]).not.toHaveProperty("code");
    expect(two.results[0]).not.toHaveProperty("rebuilt");
  });

  test("that is satisfied is not hurt by what is refused, unless all must hold", async () => {
    const bad = given("bad", Buffer.from("{}"), false);
    expect((await judge([bad, alice, bob], { approvals: TWO })).claim.status).toBe("verified");
    const strict = await judge([bad, alice, bob], { approvals: TWO, allMustHold: true });
    expect([strict.claim.status, strict.claim.code]).toEqual(["failed", "bundle-malformed"]);
  });
});

describe("a key", () => {
  const keyOf = (pem: string): ExpectedKey => ({ kind: "key", publicKey: readSignerKey(encodeUtf8(pem)) });
  let [pem, signed]: [string, GivenStatement] = ["", given("", new Uint8Array())];
  beforeAll(async () => {
    const { session, pem: itsPem } = await keySession(forge);
    const bytes = await session.signPayload(IN_TOTO_PAYLOAD_TYPE, formatStatement(approved()));
    [pem, signed] = [itsPem, given("key", bytes)];
  });

  test("vouches if the policy names it, for itself alone", async () => {
    const { claim, said } = await judge([signed, alice], { approvals: { n: 2, of: [{ key: pem }, ALICE] } });
    expect([claim.status, said]).toEqual(["verified", [COUNTED, COUNTED]]);
    const twice = await judge([signed, { ...signed, file: "other" }], {
      approvals: { n: 2, of: [{ key: pem }, ALICE] },
    });
    expect([twice.claim.status, twice.said.map(([, code]) => code)]).toEqual([
      "missing",
      [undefined, "approval-repeated"],
    ]);
  });

  test("that no line names vouches for nothing, with a policy or without one", async () => {
    const { pem: other } = await keySession(forge);
    for (const approvals of [{ n: 1, of: [ALICE] }, { n: 1, of: [{ key: other }] }, undefined]) {
      const { claim, said } = await judge([signed], approvals === undefined ? {} : { approvals });
      expect([claim.status, claim.code, said[0]?.slice(0, 2)]).toEqual([
        ...["failed", "identity-mismatch", ["refused", "identity-mismatch"]],
      ]);
    }
  });

  test("that another rule names is known, and does not count for this one", async () => {
    const approvals = [
      { n: 1, of: [ALICE] },
      { n: 1, of: [{ key: pem }, BOB], kind: "rebuild" },
    ];
    const { said } = await judge([signed, alice], { approvals });
    expect(said[0]).toEqual(["not-counted", "identity-mismatch", "the policy does not name its signer"]);
  });

  test("that is known from elsewhere is carried without a policy, and counts for no rule that does not name it", async () => {
    const ownKeys = [keyOf(pem)];
    expect((await judge([signed], { ownKeys })).said[0]?.[0]).toBe("carried");
    const { claim, said } = await judge([signed, alice], { ownKeys, approvals: TWO });
    expect([claim.status, said[0]?.slice(0, 2)]).toEqual(["missing", ["not-counted", "identity-mismatch"]]);
  });

  test("has no age, so what it signs is never fresh (X5)", async () => {
    const approvals = { n: 1, of: [{ key: pem }, ALICE], maxAgeDays: 36_500 };
    const { claim, said } = await judge([signed], { approvals });
    expect([claim.status, claim.code, said[0]?.[1]]).toEqual(["failed", "approval-expired", "approval-expired"]);
  });
});

describe("a statement is not of this release", () => {
  test.each([
    ["with another root", { root: "c".repeat(64) }, 'it is about "tool" "1.2.3" with another root'],
    ["with another name", { name: "other" }, "it states another name than the root"],
    ["with another version", { version: "9" }, "it states another version than the root"],
    ["with another tag", { tag: "v9" }, "it states another tag than the root"],
    ["with another repository", { repository: "https://github.com/a/b" }, "it states another repository than the root"],
  ])("%s", async (_, changes, problem) => {
    const { claim } = await judge([given("x", await by("alice", approved(changes)))]);
    expect([claim.code, claim.reason]).toEqual([
      "approval-other-release",
      `the approval is not of this release: ${problem}`,
    ]);
  });

  test.each([
    ["of a file twice", [HELLO, HELLO], "it names a rebuilt file twice"],
    ["of other bytes", [{ ...HELLO, sha256: TOOL.sha256 }], '"hello.txt" was rebuilt, and is not the sealed file'],
    ["of another sha512", [{ ...HELLO, sha512: TOOL.sha512 }], '"hello.txt" was rebuilt, and is not the sealed file'],
    [
      "of an image, which is no file",
      [{ ...HELLO, name: "ghcr.io/o/i", sha256: "b".repeat(64) }],
      '"ghcr.io/o/i" was rebuilt, and is not the sealed file',
    ],
    ["of a file that was not sealed", [{ ...HELLO, name: "x" }], '"x" was rebuilt, and is not the sealed file'],
  ])("if it is a rebuild %s", async (_, files, problem) => {
    const { claim } = await judge([given("x", await by("alice", rebuilt(files)))]);
    expect(claim.reason).toBe(`the approval is not of this release: ${problem}`);
  });

  test("or of any, if its type is another one, or a text was signed", async () => {
    const other = { ...approved(), predicateType: "https://example.com/x" };
    const { claim } = await judge([given("x", await by("alice", other))]);
    expect([claim.code, claim.reason]).toEqual([
      "approval-malformed",
      'a statement of type "https://example.com/x" vouches for no release',
    ]);
    const session = await forge.session({ repository: "alice-org/review", ref: "refs/heads/main" });
    const text = await session.signPayload("text/plain", formatStatement(approved()));
    expect((await judge([given("x", text)])).claim.reason).toMatch(/^the approval is not an in-toto statement/);
  });
});
