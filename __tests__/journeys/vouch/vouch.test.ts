import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { nodeCryptography } from "../../../src/crypto/node.ts";
import { APPROVAL_TYPE } from "../../../src/domain/attestation/approval.ts";
import { IN_TOTO_PAYLOAD_TYPE } from "../../../src/domain/attestation/dsse.ts";
import { REBUILD_TYPE } from "../../../src/domain/attestation/rebuild.ts";
import { judgeApprovals } from "../../../src/domain/policy/judge-approvals.ts";
import { parsePolicy } from "../../../src/domain/policy/parse-policy.ts";
import { POLICY_SCHEMA_ID } from "../../../src/domain/policy/policy-schema.ts";
import type { ApprovalResult, Verification, VerifiedRoot } from "../../../src/domain/verification/verification.ts";
import { verifyCapsule } from "../../../src/journeys/verify/verify.ts";
import type { VerifyOrder } from "../../../src/journeys/verify/verify-order.ts";
import { type VouchOrder, vouch } from "../../../src/journeys/vouch/vouch.ts";
import { encodeUtf8 } from "../../../src/kernel/utf8.ts";
import { systemFiles } from "../../../src/world/files/files.ts";
import { expectFault } from "../../expect-fault.ts";
import type { GitHubRun } from "../../github-sigstore/github-run.ts";
import { quietProgress } from "../../quiet-progress.ts";
import { newFolder } from "../../run-program.ts";
import { createTestForge, type TestForge } from "../../signing/test-forge.ts";
import { HELLO, sealTestRelease, TOOL } from "../../signing/test-release.ts";
import { claimOf } from "../../signing/verify-test-capsule.ts";

const [DAY, HOUR] = [86_400_000, 3_600_000] as const;
const OWN = { repository: "octo-org/octo-tool" };
const [ALICE, BOB, CAROL] = ["alice", "bob", "carol"].map((name) => ({
  repository: `${name}-org/review`,
  sourceRef: "refs/heads/main",
})) as [Line, Line, Line];

interface Line {
  readonly repository: string;
  readonly sourceRef: string;
}

const runOf = ({ repository, sourceRef }: Line): Partial<GitHubRun> => ({ repository, ref: sourceRef });

let forge: TestForge;
let folder: string;
let capsule: string;
let root: VerifiedRoot;

beforeAll(async () => {
  forge = createTestForge();
  folder = newFolder();
  capsule = join(folder, "octo-tool-1.2.3.capsule");
  writeFileSync(capsule, await sealTestRelease({ session: await forge.session() }));
  for (const { name, bytes } of [HELLO, TOOL]) writeFileSync(join(folder, name), bytes);
  const { root: found } = await verify();
  if (found === undefined) throw new Error("the test's release does not verify");
  root = found;
});
afterAll(() => rmSync(folder, { recursive: true }));

function ports() {
  const trust = { trustedRoots: async () => [{ bytes: forge.trustedRoot, origin: "test root", dated: undefined }] };
  return { crypto: nodeCryptography, files: systemFiles, trust, progress: quietProgress() };
}

function verify(order: Partial<VerifyOrder> = {}): Promise<Verification> {
  const identity = { kind: "repository", repository: "https://github.com/octo-org/octo-tool" } as const;
  return verifyCapsule({ capsule: { path: capsule }, assets: [], identity, ...order }, ports());
}

/** Vouches as a run of somebody; resolves to the path of the statement. */
async function vouchAs(run: Partial<GitHubRun>, what: VouchOrder["what"] = { kind: "approval" }, out?: string) {
  const identity = { kind: "repository", repository: "https://github.com/octo-org/octo-tool" } as const;
  const order = { verify: { capsule: { path: capsule }, assets: [], identity }, what };
  const signing = { signer: forge.signer(run), signerTrust: ports().trust };
  return vouch({ ...order, ...(out === undefined ? {} : { out }) }, { ...ports(), ...signing });
}

/** The statement of somebody, in a folder where only its name finds it. */
async function approvalOf(run: Partial<GitHubRun>, what?: VouchOrder["what"]): Promise<string> {
  const out = join(newFolder(), "approval.json");
  expect((await vouchAs(run, what, out)).vouched?.file).toBe(out);
  return out;
}

/** Any statement, signed by somebody who does not use this program. */
async function signed(run: Partial<GitHubRun>, statement: object): Promise<string> {
  const session = await forge.session(run);
  const out = join(newFolder(), "hostile.json");
  writeFileSync(out, await session.signPayload(IN_TOTO_PAYLOAD_TYPE, encodeUtf8(JSON.stringify(statement))));
  return out;
}

function statement(changes: { type?: string; sha256?: string; predicate?: object } = {}) {
  const { name, version, tag, repository } = root.statement.predicate.release;
  const verification = { verdict: "verified", verifier: { id: "x", version: "1" }, signer: null, files: [] };
  return {
    _type: "https://in-toto.io/Statement/v1",
    subject: [{ name: "a root", digest: { sha256: changes.sha256 ?? root.sha256 } }],
    predicateType: changes.type ?? APPROVAL_TYPE,
    predicate: { release: { name, version, tag, repository }, verification, ...changes.predicate },
  };
}

function by(approvals: object, days = 1): Partial<VerifyOrder> {
  const policy = parsePolicy(encodeUtf8(JSON.stringify({ schema: POLICY_SCHEMA_ID, signers: [OWN], approvals })));
  const effectiveTime = new Date(forge.clock.now().getTime() + days * DAY);
  return { identity: { kind: "any-of", of: policy.signers }, policy, effectiveTime };
}

const said = (found: Verification) => found.approvals.map(({ status, code }) => code ?? status);

describe("somebody who approves a release", () => {
  test("signs a statement about its root, which verifying finds beside the capsule", async () => {
    const { vouched } = await vouchAs(runOf(ALICE));
    const file = vouched?.file ?? "";
    expect(file).toMatch(/\/octo-tool-1\.2\.3\.[0-9a-f]{12}\.approval\.sigstore\.json$/);
    const payload = JSON.parse(readFileSync(file, "utf8")).dsseEnvelope.payload;
    const said = JSON.parse(Buffer.from(payload, "base64").toString());
    expect([said.predicateType, said.subject[0].digest]).toEqual([APPROVAL_TYPE, { sha256: root.sha256 }]);
    expect(said.predicate.verification).toMatchObject({ verdict: "verified", files: ["hello.txt", "tool.bin"] });
    const found = await verify(by({ n: 1, of: [ALICE] }));
    expect([found.exitCode, claimOf(found, "approvals").status]).toEqual([0, "verified"]);
    expect(found.approvals).toMatchObject([{ file, status: "counted", kind: "approval" }]);
    const free = await verify();
    expect([free.exitCode, claimOf(free, "approvals").status, said.length]).toEqual([0, "not-checked", undefined]);
    rmSync(file);
  });

  test("signs nothing about a capsule that does not verify", async () => {
    const before = readdirSync(folder);
    writeFileSync(join(folder, "hello.txt"), "another");
    const { verification, vouched } = await vouchAs(runOf(ALICE));
    writeFileSync(join(folder, "hello.txt"), HELLO.bytes);
    expect([verification.exitCode, vouched]).toEqual([1, undefined]);
    expect(readdirSync(folder)).toEqual(before);
  });
});

describe("a rebuilder", () => {
  const builder = "Debian 13, make 4.4.1";
  const rebuilding = (files: readonly (readonly [string, string | Uint8Array])[]) => {
    const place = newFolder();
    for (const [name, bytes] of files) writeFileSync(join(place, name), bytes);
    return { kind: "rebuild", folder: place, builder } as const;
  };

  test("states which assets came out equal, and a policy asks for all of them or for some", async () => {
    const all = await approvalOf(
      runOf(BOB),
      rebuilding([HELLO, TOOL].map(({ name, bytes }) => [name, bytes] as const)),
    );
    const some = await approvalOf(runOf(CAROL), rebuilding([[HELLO.name, HELLO.bytes]]));
    const rule = { n: 1, of: [BOB, CAROL], kind: "rebuild" };
    const found = await verify({ ...by(rule), approvals: [all, some] });
    expect([found.exitCode, said(found)]).toEqual([0, ["counted", "not-counted"]]);
    expect(found.approvals[0]).toMatchObject({ kind: "rebuild", builder, rebuilt: ["hello.txt", "tool.bin"] });
    expect((await verify({ ...by({ ...rule, n: 2 }), approvals: [all, some] })).exitCode).toBe(3);
    const named = await verify({ ...by({ ...rule, n: 2, files: ["hello.txt"] }), approvals: [all, some] });
    expect([named.exitCode, said(named)]).toEqual([0, ["counted", "counted"]]);
    const approval = await verify({ ...by(rule), approvals: [await approvalOf(runOf(BOB))] });
    expect([approval.exitCode, said(approval)]).toEqual([3, ["not-counted"]]);
  });

  test("whose file differs is told which, and nothing is signed", async () => {
    const before = readdirSync(folder);
    const what = rebuilding([
      [HELLO.name, HELLO.bytes],
      [TOOL.name, "another tool\n"],
    ]);
    const fault = await expectFault("rebuild-differs", () => vouchAs(runOf(BOB), what));
    expect(fault.message).toBe('1 of 2 rebuilt files is not the sealed one: "tool.bin"');
    await expectFault("assets-none", () => vouchAs(runOf(BOB), rebuilding([["other.txt", "x"]])));
    expect(readdirSync(folder)).toEqual(before);
  });

  test("does not take the files of the release itself for rebuilt ones", async () => {
    await expectFault("usage", () => vouchAs(runOf(BOB), { kind: "rebuild", folder, builder }));
  });

  test("that states another digest than the sealed one, or one file twice, is refused", async () => {
    const digest = { sha256: HELLO.sha256, sha512: HELLO.sha512 };
    const of = (rebuilt: object[]) =>
      signed(runOf(BOB), statement({ type: REBUILD_TYPE, predicate: { builder: { description: "x" }, rebuilt } }));
    const bad = [
      await of([{ name: "tool.bin", digest }]),
      await of([{ name: "no.such", digest }]),
      await of([
        { name: "hello.txt", digest },
        { name: "hello.txt", digest },
      ]),
    ];
    for (const file of bad) {
      const found = await verify({ ...by({ n: 1, of: [BOB] }), approvals: [file] });
      expect([found.exitCode, said(found)]).toEqual([1, ["approval-other-release"]]);
    }
    expect(said(await verify({ ...by({ n: 1, of: [BOB] }), approvals: [await of([])] }))).toEqual([
      "approval-malformed",
    ]);
  });
});

describe("a policy that asks for two of three", () => {
  const rule = { n: 2, of: [ALICE, BOB, CAROL] };
  let [alice, bob, carol]: [string, string, string] = ["", "", ""];
  beforeAll(async () => {
    [alice, bob, carol] = [
      await approvalOf(runOf(ALICE)),
      await approvalOf(runOf(BOB)),
      await approvalOf(runOf(CAROL)),
    ];
  });
  const asked = (approvals: readonly string[], changes: object = {}, days?: number) =>
    verify({ ...by({ ...rule, ...changes }, days), approvals });

  test("is satisfied by any two of them, and by no one alone", async () => {
    for (const two of [
      [alice, bob],
      [bob, carol],
      [alice, bob, carol],
    ])
      expect((await asked(two)).exitCode).toBe(0);
    for (const one of [alice, bob]) {
      const found = await asked([one]);
      expect([found.exitCode, claimOf(found, "approvals")]).toMatchObject([3, { status: "missing", required: true }]);
    }
    expect((await asked([])).exitCode).toBe(3);
  });

  test("counts a party once, whatever it signs with", async () => {
    const again = await approvalOf({ ...runOf(ALICE), runId: "77", workflow: ".github/workflows/other.yml" });
    const found = await asked([alice, again]);
    expect([found.exitCode, said(found).sort()]).toEqual([3, ["approval-repeated", "counted"]]);
  });

  test("counts the run that sealed the release only where the policy says so", async () => {
    const own = await approvalOf({});
    const of = [OWN, ALICE];
    const found = await asked([own, alice], { of });
    expect([found.exitCode, said(found)]).toEqual([3, ["approval-own-run", "counted"]]);
    expect((await asked([own, alice], { of, ownRun: "counts" })).exitCode).toBe(0);
  });

  test("does not count whom it does not name", async () => {
    const mallory = await approvalOf({ repository: "mallory/review", ref: "refs/heads/main" });
    const branch = await approvalOf({ ...runOf(BOB), ref: "refs/heads/other" });
    const found = await asked([alice, mallory, branch]);
    expect([found.exitCode, said(found)]).toEqual([3, ["counted", "identity-mismatch", "identity-mismatch"]]);
  });

  test("refuses a statement about another root, of another type, malformed, or of another authority, each by its code", async () => {
    const hostile: readonly (readonly [string, string])[] = [
      ["approval-other-release", await signed(runOf(BOB), statement({ sha256: "0".repeat(64) }))],
      [
        "approval-other-release",
        await signed(
          runOf(BOB),
          statement({
            predicate: {
              release: {
                name: "octo-tool",
                version: "9.9.9",
                tag: "v1.2.3",
                repository: "https://github.com/octo-org/octo-tool",
              },
            },
          }),
        ),
      ],
      ["approval-malformed", await signed(runOf(BOB), statement({ type: "https://slsa.dev/provenance/v1" }))],
      ["approval-malformed", await signed(runOf(BOB), statement({ predicate: { more: 1 } }))],
      [
        "approval-malformed",
        await signed(runOf(BOB), statement({ predicate: { verification: { verdict: "rejected" } } })),
      ],
      [
        "approval-malformed",
        await signed(runOf(BOB), {
          ...statement(),
          subject: [...statement().subject, { digest: { sha256: "1".repeat(64) } }],
        }),
      ],
      ["json-malformed", join(folder, "hello.txt")],
      ["log-entry-mismatch", tampered(bob)],
    ];
    for (const [code, file] of hostile) {
      const found = await asked([alice, file]);
      expect([found.exitCode, said(found)], code).toEqual([1, ["counted", code]]);
      expect(claimOf(found, "approvals").code, code).toBe(code);
      // It hides nothing that counts; without a policy what was named must hold.
      expect((await asked([alice, file, carol])).exitCode, code).toBe(0);
      expect((await verify({ approvals: [file] })).exitCode, code).toBe(1);
    }
  });

  test("counts nothing that is older than it says, or of later than the effective time", async () => {
    const stale = await asked([alice, bob], { maxAgeDays: 30 }, 31);
    expect([stale.exitCode, said(stale)]).toEqual([1, ["approval-expired", "approval-expired"]]);
    expect(claimOf(stale, "approvals").code).toBe("approval-expired");
    expect((await asked([alice, bob], { maxAgeDays: 30 }, 29)).exitCode).toBe(0);
    const sealed = Math.max(...root.times.map(({ seconds }) => seconds)) * 1000;
    forge.clock.advance(2 * HOUR);
    const late = await approvalOf(runOf(CAROL));
    const { policy, identity = { kind: "any-of", of: [] } } = by(rule);
    const then = { policy, identity, effectiveTime: new Date(sealed + HOUR) } as Partial<VerifyOrder>;
    const found = await verify({ ...then, approvals: [alice, late] });
    expect([found.exitCode, said(found)]).toEqual([1, ["counted", "signed-later"]]);
    expect((await verify({ ...then, approvals: [alice, late, bob] })).exitCode).toBe(0);
  });

  test("comes to the same in whatever order the files are, and no bad one hides a good one (X11)", async () => {
    const again = await approvalOf({ ...runOf(ALICE), runId: "78" });
    const files = [
      ...[alice, bob, again],
      await signed(runOf(CAROL), statement({ sha256: "0".repeat(64) })),
      await approvalOf({ repository: "mallory/review", ref: "refs/heads/main" }),
      await approvalOf({}),
    ];
    const given = files.map((file) => ({ file, bytes: readFileSync(file), isNamed: true }));
    const { policy } = by(rule);
    const time = new Date(forge.clock.now().getTime() + DAY);
    const effective = { time, isExact: true };
    const trusted = [{ root: forge.trust, origin: "test", dated: undefined, mayBeOutdated: undefined }];
    const check = (some: typeof given) =>
      judgeApprovals(
        { root, given: some, trusted, inForce: policy && { policy, effective }, effective },
        nodeCryptography,
      );
    const whole = await check(given);
    expect(whole.claim.status).toBe("verified");
    const codes = (results: readonly ApprovalResult[]) =>
      results.map(({ file, status, code }) => `${file} ${code ?? status}`).sort();
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(given), async (some) => {
        const { claim, results } = await check(some);
        const inOrder = await check(given.filter((one) => some.includes(one)));
        expect([claim, codes(results)]).toEqual([inOrder.claim, codes(inOrder.results)]);
        const good = [given[0], given[1], given[2]].filter((one) => one !== undefined && some.includes(one));
        const parties = new Set(good.map((one) => (one?.file === bob ? "bob" : "alice"))).size;
        expect(claim.status === "verified").toBe(parties === 2);
      }),
      { numRuns: 40 },
    );
  });
});

describe("what lies beside the capsule", () => {
  test("is of the release for --all-files, and rejects there if it is refused", async () => {
    const { vouched } = await vouchAs(runOf(ALICE));
    const own = ["hello.txt", "tool.bin"].map((name) => ({ path: join(folder, name), isListed: true }));
    const order = { allFiles: true, assets: own };
    expect((await verify(order)).exitCode).toBe(0);
    const planted = join(folder, "octo-tool-1.2.3.x.approval.sigstore.json");
    writeFileSync(planted, "{}");
    expect((await verify({ assets: own })).exitCode).toBe(0);
    const found = await verify(order);
    expect([found.exitCode, claimOf(found, "approvals").code]).toEqual([1, "bundle-malformed"]);
    for (const file of [planted, vouched?.file ?? ""]) rmSync(file);
  });

  test("is not looked at beyond a number of files, and says so", async () => {
    const many = newFolder();
    const path = join(many, "octo-tool-1.2.3.capsule");
    writeFileSync(path, readFileSync(capsule));
    for (let at = 0; at < 129; at += 1) {
      writeFileSync(join(many, `octo-tool-1.2.3.${at}.approval.sigstore.json`), "{}");
    }
    mkdirSync(join(many, "octo-tool-1.2.3.folder.approval.sigstore.json"));
    const found = await verify({ capsule: { path }, evidenceOnly: true });
    expect([found.exitCode, claimOf(found, "approvals").code]).toEqual([1, "statements-too-many"]);
  });
});

test("a policy refuses a rule of approvals that nobody can satisfy, or that says a thing twice", async () => {
  for (const bad of [
    { n: 3, of: [ALICE, BOB] },
    { n: 2, of: [ALICE, { ...ALICE, repository: "Alice-Org/Review" }] },
    { n: 1, of: [{ repository: "alice-org/review" }] },
    { n: 1, of: [ALICE], files: ["a"] },
    { n: 0, of: [ALICE] },
    [],
    [
      { n: 1, of: [ALICE, BOB] },
      { n: 2, of: [BOB, ALICE] },
    ],
  ]) {
    await expectFault("policy-malformed", () => by(bad));
  }
});

function tampered(path: string): string {
  const bundle = JSON.parse(readFileSync(path, "utf8"));
  const statement = Buffer.from(bundle.dsseEnvelope.payload, "base64").toString().replace("octo-tool", "octo-tooL");
  bundle.dsseEnvelope.payload = Buffer.from(statement).toString("base64");
  const out = join(newFolder(), "tampered.json");
  writeFileSync(out, JSON.stringify(bundle));
  return out;
}
