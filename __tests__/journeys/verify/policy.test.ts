import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import * as fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { sha256Hex } from "../../../src/crypto/node-digest.ts";
import { IN_TOTO_PAYLOAD_TYPE } from "../../../src/domain/attestation/dsse.ts";
import type { EvidenceEntry } from "../../../src/domain/capsule/build-root.ts";
import type { RootStatement } from "../../../src/domain/capsule/root-schema.ts";
import { parsePolicy } from "../../../src/domain/policy/parse-policy.ts";
import type { Policy } from "../../../src/domain/policy/policy.ts";
import { POLICY_SCHEMA_ID } from "../../../src/domain/policy/policy-schema.ts";
import { summarize } from "../../../src/journeys/verify/summarize.ts";
import type { CertifiedSession } from "../../../src/ports/signer.ts";
import { expectFault } from "../../expect-fault.ts";
import { gitHubRun } from "../../github-sigstore/github-run.ts";
import { createTestForge, type TestForge, type TestForgeOptions } from "../../signing/test-forge.ts";
import { HELLO, sealTestRelease, TOOL } from "../../signing/test-release.ts";
import { claimOf, verifyTestCapsule } from "../../signing/verify-test-capsule.ts";

const SIGNER = { repository: "octo-org/octo-tool" };
const TWICE = [SIGNER, { repository: "Octo-Org/octo-TOOL" }];
const SLUG = "https://token.actions.githubusercontent.com/octo-enterprise";
const VULN = "https://in-toto.io/attestation/vulns/v0.1";
const DAY = 86_400_000;

let forge: TestForge;
let session: CertifiedSession;
let genuine: Uint8Array;
beforeAll(async () => {
  forge = createTestForge();
  session = await forge.session();
  genuine = await sealTestRelease({ session });
});

function policy(rules: object): Policy {
  return parsePolicy(Buffer.from(JSON.stringify({ schema: POLICY_SCHEMA_ID, signers: [SIGNER], ...rules })));
}

function verifyBy(capsule: Uint8Array, rules: object, changes: { effectiveTime?: Date } = {}) {
  const parsed = policy(rules);
  const effectiveTime = changes.effectiveTime ?? new Date(forge.clock.now().getTime() + DAY);
  return verifyTestCapsule(capsule, forge.trustedRoot, {
    identity: { kind: "any-of", of: parsed.signers },
    policy: parsed,
    ...changes,
    effectiveTime,
  });
}

describe("a policy", () => {
  test("that asks for nothing more is satisfied by a genuine release of one of its signers", async () => {
    const found = await verifyBy(genuine, { signers: [{ repository: "octo-org/other" }, SIGNER] });
    expect([found.verdict, claimOf(found, "policy").status]).toEqual(["verified", "verified"]);
    const other = await verifyBy(genuine, {
      signers: [{ repository: "octo-org/other" }, { identity: "a", issuer: "b" }],
    });
    expect(claimOf(other, "root").code).toBe("identity-mismatch");
  });

  test("takes its repository and workflow in either case, and look-alikes not at all (W13)", async () => {
    const spelled = await verifyBy(genuine, { signers: [{ repository: "Octo-Org/OCTO-Tool" }] });
    expect(spelled.exitCode).toBe(0);
    expect(claimOf(spelled, "root").reason).toContain("https://github.com/octo-org/octo-tool/");
    const signerWorkflow = "octo-org/shared/.github/workflows/sign.yml";
    const reused = await sealTestRelease({
      session: await forge.session({ signerWorkflow: `${signerWorkflow}@refs/tags/v2` }),
    });
    const rules = (name: string) => ({ signers: [{ ...SIGNER, signerWorkflow: name }] });
    expect((await verifyBy(reused, rules("OCTO-Org/Shared/.github/workflows/sign.yml"))).exitCode).toBe(0);
    const otherPath = await verifyBy(reused, rules("octo-org/shared/.github/workflows/Sign.yml"));
    expect(claimOf(otherPath, "root").code).toBe("identity-mismatch");
    await expectFault("repository-invalid", () => policy({ signers: [{ repository: "octo-org/tool-\u212Ait" }] }));
  });

  test("names an enterprise's own issuer, and the address of another GitHub (W2)", async () => {
    const elsewhere = async (github: TestForgeOptions, signer: object) => {
      const its = createTestForge(github);
      const capsule = await sealTestRelease({ session: await its.session() });
      const { signers } = policy({ signers: [signer] });
      const identity = { kind: "any-of", of: signers } as const;
      return (await verifyTestCapsule(capsule, its.trustedRoot, { identity })).exitCode;
    };
    expect(await elsewhere({ iss: SLUG }, { ...SIGNER, issuer: SLUG })).toBe(0);
    expect(await elsewhere({ iss: SLUG }, SIGNER)).toBe(1);
    const server = { iss: "https://ghes.example/_services/token", web: "https://ghes.example" };
    expect(await elsewhere(server, { repository: "https://ghes.example/octo-org/octo-tool" })).toBe(0);
    expect(await elsewhere(server, SIGNER)).toBe(1);
  });

  test("refuses a runner of another class (B43)", async () => {
    expect(claimOf(await verifyBy(genuine, { runner: "github-hosted" }), "policy").status).toBe("verified");
    const capsule = await sealTestRelease({ session: await forge.session({ runner: "self-hosted" }) });
    expect(claimOf(await verifyBy(capsule, { runner: "github-hosted" }), "policy").code).toBe("policy-unmet");
  });

  test("refuses a job of another environment, and one of none", async () => {
    const sealedIn = async (environment: string | undefined) =>
      sealTestRelease({ session: await forge.session({ environment }) });
    const rules = { environment: "release" };
    expect(claimOf(await verifyBy(await sealedIn("release"), rules), "policy").status).toBe("verified");
    for (const environment of ["Release", "staging", undefined]) {
      expect(claimOf(await verifyBy(await sealedIn(environment), rules), "policy").code).toBe("policy-unmet");
    }
  });

  test("counts ages at the effective time, and names the clock where that lies before the signature (F14)", async () => {
    const at = (days: number) => ({ effectiveTime: new Date(forge.clock.now().getTime() + days * DAY) });
    expect((await verifyBy(genuine, { maxAgeDays: 30 }, at(29))).exitCode).toBe(0);
    expect(claimOf(await verifyBy(genuine, { maxAgeDays: 30 }, at(31)), "policy").code).toBe("policy-unmet");
    expect((await verifyBy(genuine, {}, at(0))).exitCode).toBe(0);
  });

  test("counts nothing that was signed after the time that was named, whatever else it asks (X5)", async () => {
    const { root } = await verifyTestCapsule(genuine, forge.trustedRoot);
    const signed = Math.max(...(root?.times.map(({ seconds }) => seconds) ?? []));
    const at = (seconds: number) => ({ effectiveTime: new Date((signed + seconds) * 1000) });
    for (const rules of [{}, { maxAgeDays: 30 }]) {
      const found = await verifyBy(genuine, rules, at(-1));
      expect([found.exitCode, claimOf(found, "root").code]).toEqual([1, "signed-later"]);
      expect((await verifyBy(genuine, rules, at(0))).exitCode).toBe(0);
    }
  });

  test("takes the clock of the machine within five minutes, and names it beyond (X5)", async () => {
    const at = (minutes: number) => new Date(forge.clock.now().getTime() + minutes * 60_000);
    const by = (now: Date) => verifyTestCapsule(genuine, forge.trustedRoot, { now });
    expect((await by(at(-4))).exitCode).toBe(0);
    const behind = await by(at(-6));
    expect([behind.exitCode, behind.verdict, claimOf(behind, "root")]).toMatchObject([
      3,
      "incomplete",
      { status: "not-checked", code: "clock-behind", reason: expect.stringContaining("your clock") },
    ]);
  });

  test("makes a claim required that otherwise is not", async () => {
    const found = await verifyBy(genuine, { require: ["log-state"] });
    expect([found.verdict, found.exitCode]).toEqual(["incomplete", 3]);
  });

  test("finds a required claim satisfied by what is verified alone, not by what the release says of itself (X2)", async () => {
    const root = (previous: object) => (one: RootStatement) =>
      ({ ...one, predicate: { ...one.predicate, previous } }) as RootStatement;
    const sealed = (none: string) => sealTestRelease({ session, root: root({ none, reason: "a test" }) });
    for (const none of ["first-release", "first-capsule", "unavailable"]) {
      const capsule = await sealed(none);
      expect((await verifyBy(capsule, {})).exitCode).toBe(0);
      expect((await verifyBy(capsule, { require: ["lineage"] })).exitCode).toBe(3);
      const allowed = await verifyBy(capsule, { require: [{ lineage: "first-allowed" }] });
      expect(allowed.exitCode).toBe(none === "unavailable" ? 3 : 0);
    }
    expect((await verifyBy(genuine, { require: ["other-evidence"] })).exitCode).toBe(3);
  });

  test.each([
    ["an unknown rule", { maxAge: 1 }],
    ["no signer", { signers: [] }],
    ["a signer of two kinds", { signers: [{ ...SIGNER, issuer: "x" }] }],
    ["a threshold beyond its signers", { evidence: [{ predicateType: VULN, signers: [SIGNER], threshold: 2 }] }],
    ["one signer twice, in other letters (W13)", { evidence: [{ predicateType: VULN, signers: TWICE, threshold: 2 }] }],
    ["one signer twice, of the release", { signers: TWICE }],
    ["one claim twice", { require: ["lineage", { lineage: "first-allowed" }] }],
    ["one builder twice", { builders: [1, 2].map((n) => ({ id: "x", level: `SLSA_BUILD_LEVEL_${n}` })) }],
    ["an exception that is none", { require: [{ sbom: "first-allowed" }] }],
    [
      "one person under two issuers for two (X3)",
      {
        evidence: [
          {
            predicateType: VULN,
            signers: ["https://a.example", "https://b.example"].map((issuer) => ({
              identity: "qa@example.com",
              issuer,
            })),
            threshold: 2,
          },
        ],
      },
    ],
    [
      "another repository without its ref (X4)",
      { evidence: [{ predicateType: VULN, signers: [{ repository: "labs/x" }] }] },
    ],
    ["an issuer that is none of GitHub's (W2)", { signers: [{ ...SIGNER, issuer: `${SLUG}.evil` }] }],
    ["an issuer of another GitHub (W2)", { signers: [{ ...SIGNER, issuer: "https://token.actions.octo.ghe.com" }] }],
    ["a signer that is no workflow", { signers: [{ ...SIGNER, signerWorkflow: "octo-org/shared/sign.sh" }] }],
    ["another schema", { schema: "x" }],
    ["an age of nothing", { maxAgeDays: 0 }],
  ])("is refused with %s", async (_, rules) => {
    await expectFault("policy-malformed", () => policy(rules));
  });

  test("is refused where it is no strict JSON", async () => {
    for (const text of ["", "null", '{"schema":1,"schema":2}']) {
      await expectFault("policy-malformed", () => parsePolicy(Buffer.from(text)));
    }
  });

  test("the example is one", () => {
    const example = readFileSync(new URL("../../../examples/policy.json", import.meta.url));
    expect(parsePolicy(example).signers.length).toBeGreaterThan(0);
  });
});

describe("evidence of others", () => {
  const labs = ["lab-one", "lab-two"].map((name) => ({ repository: `labs/${name}`, sourceRef: "refs/heads/main" }));
  const rule = { evidence: [{ predicateType: VULN, signers: labs, threshold: 2, maxAgeDays: 7 }] };

  test("is required by so many distinct signers, each about every asset", async () => {
    const both = await sealTestRelease({
      session,
      entries: withEvidence([labEvidence("lab-one"), labEvidence("lab-two")]),
    });
    expect(claimOf(await verifyBy(both, rule), "other-evidence").status).toBe("verified");
    const twice = await sealTestRelease({
      session,
      entries: withEvidence([labEvidence("lab-one"), labEvidence("lab-one")]),
    });
    const missing = await verifyBy(twice, rule);
    expect([claimOf(missing, "other-evidence").status, missing.exitCode]).toEqual(["missing", 3]);
    const partly = await sealTestRelease({
      session,
      entries: withEvidence([labEvidence("lab-one"), labEvidence("lab-two", [HELLO])]),
    });
    expect(claimOf(await verifyBy(partly, rule), "other-evidence").status).toBe("missing");
  });

  test("of another predicate type does not count (B24, CVE-2022-35929, CVE-2026-39395)", async () => {
    const other = [labEvidence("lab-one"), labEvidence("lab-two", [HELLO, TOOL], "https://example.com/other")];
    const capsule = await sealTestRelease({ session, entries: withEvidence(other) });
    expect(claimOf(await verifyBy(capsule, rule), "other-evidence").status).toBe("missing");
  });

  test("that is too old is refused", async () => {
    const both = await sealTestRelease({
      session,
      entries: withEvidence([labEvidence("lab-one"), labEvidence("lab-two")]),
    });
    const late = { effectiveTime: new Date(forge.clock.now().getTime() + 8 * DAY) };
    expect(claimOf(await verifyBy(both, rule, late), "other-evidence").code).toBe("policy-unmet");
  });

  test("that nobody asked for is carried", async () => {
    const capsule = await sealTestRelease({ session, entries: withEvidence([labEvidence("lab-one")]) });
    const found = await verifyTestCapsule(capsule, forge.trustedRoot);
    expect([found.exitCode, claimOf(found, "other-evidence").status]).toEqual([0, "not-checked"]);
  });
});

async function labEvidence(
  name: string,
  assets = [HELLO, TOOL],
  predicateType = VULN,
  signing?: CertifiedSession,
): Promise<Uint8Array> {
  const lab = signing ?? (await forge.session({ repository: `labs/${name}`, ref: "refs/heads/main" }));
  const subject = assets.map((asset) => ({ name: asset.name, digest: { sha256: asset.sha256 } }));
  const statement = { _type: "https://in-toto.io/Statement/v1", subject, predicateType, predicate: {} };
  return lab.signPayload(IN_TOTO_PAYLOAD_TYPE, Buffer.from(JSON.stringify({ ...statement, predicate: { name } })));
}

function withEvidence(evidence: readonly Promise<Uint8Array>[]) {
  return async (entries: EvidenceEntry[]) => [
    ...entries,
    ...(await Promise.all(evidence)).map((bytes) => ({
      name: `evidence/${sha256Hex(bytes)}.json`,
      bytes,
      mediaType: "application/vnd.dev.sigstore.bundle.v0.3+json",
    })),
  ];
}

describe("parties that state something", () => {
  const main = "refs/heads/main";
  const rule = (signers: readonly object[], changes: object = {}) => ({
    evidence: [{ predicateType: VULN, signers, threshold: 2, ...changes }],
  });
  const sealed = async (...evidence: readonly Promise<Uint8Array>[]) =>
    sealTestRelease({ session, entries: withEvidence(evidence) });
  const status = async (capsule: Uint8Array, rules: object) =>
    claimOf(await verifyBy(capsule, rules), "other-evidence").status;
  const lab = { repository: "labs/lab-one", sourceRef: main };
  const exact = (workflow: string, ref = main) => ({
    identity: `https://github.com/labs/lab-one/.github/workflows/${workflow}.yml@${ref}`,
    issuer: "https://token.actions.githubusercontent.com",
  });
  const run = (changes: object) => ({ repository: "labs/lab-one", ref: main, ...changes });

  test("are one if one repository fits several lines, by whatever they name it (X3)", async () => {
    const one = await sealed(labEvidence("lab-one"));
    expect(await status(one, rule([lab, exact("release")]))).toBe("missing");
    expect(
      await status(one, rule([lab, { ...lab, signerWorkflow: "labs/lab-one/.github/workflows/release.yml" }])),
    ).toBe("missing");
  });

  test("are one at two refs, by two workflows and under two names of one repository (X3)", async () => {
    const other = ".github/workflows/other.yml";
    const two = (changes: object) => sealed(stated(run({})), stated(run({ runId: "2", ...changes })));
    const dev = await two({ ref: "refs/heads/dev" });
    await expectFault("policy-malformed", () => policy(rule([lab, { ...lab, sourceRef: "refs/heads/dev" }])));
    expect(await status(dev, rule([exact("release"), exact("release", "refs/heads/dev")]))).toBe("missing");
    const workflows = await two({ workflow: other });
    expect(await status(workflows, rule([exact("release"), exact("other")]))).toBe("missing");
    const { repositoryId } = gitHubRun({ repository: "labs/lab-one" });
    const renamed = await two({ repository: "labs/lab-first", repositoryId });
    expect(await status(renamed, rule([lab, { ...lab, repository: "labs/lab-first" }]))).toBe("missing");
  });

  test("are two if the policy names two workflows on purpose, and both have stated it (X3)", async () => {
    const lines = ["release", "other"].map((name) => ({
      ...lab,
      signerWorkflow: `labs/lab-one/.github/workflows/${name}.yml`,
    }));
    const both = await sealed(stated(run({})), stated(run({ runId: "2", workflow: ".github/workflows/other.yml" })));
    expect(await status(both, rule(lines))).toBe("verified");
    expect(await status(await sealed(stated(run({})), stated(run({ runId: "2" }))), rule(lines))).toBe("missing");
  });

  test("do not include the run that sealed the release, unless the policy says that it counts (X3)", async () => {
    const own = await sealed(labEvidence("own", [HELLO, TOOL], VULN, session));
    const again = await sealed(stated({ runAttempt: "2" }));
    for (const capsule of [own, again]) {
      expect(await status(capsule, rule([SIGNER], { threshold: 1 }))).toBe("missing");
      expect(await status(capsule, rule([SIGNER], { threshold: 1, ownRun: "counts" }))).toBe("verified");
    }
    expect(await status(await sealed(stated({ runId: "5" })), rule([SIGNER], { threshold: 1 }))).toBe("verified");
  });

  test("are compared with their own repository, commit and ref (X4)", async () => {
    const capsule = await sealed(stated(run({ commit: "e".repeat(40) })));
    expect(await status(capsule, rule([lab], { threshold: 1 }))).toBe("verified");
    expect(await status(capsule, rule([{ ...lab, sourceRef: "refs/heads/dev" }], { threshold: 1 }))).toBe("missing");
    expect(await status(capsule, rule([{ ...lab, repository: "labs/lab-two" }], { threshold: 1 }))).toBe("missing");
  });

  test("state nothing by a payload of another type (X9)", async () => {
    const lab = await forge.session(run({}));
    const statement = { _type: "https://in-toto.io/Statement/v1", predicateType: VULN, predicate: {} };
    const subject = [HELLO, TOOL].map(({ name, sha256 }) => ({ name, digest: { sha256 } }));
    const odd = await sealed(lab.signPayload("text/plain", Buffer.from(JSON.stringify({ ...statement, subject }))));
    expect(await status(odd, rule([{ repository: "labs/lab-one", sourceRef: main }], { threshold: 1 }))).toBe(
      "missing",
    );
  });

  test("have stated nothing before they did, and what they stated later hides nothing (X5)", async () => {
    const capsule = await sealed(labEvidence("lab-one"));
    const claim = async (now: Date) => {
      const policyOfOne = policy(rule([lab], { threshold: 1 }));
      const identity = { kind: "any-of", of: policyOfOne.signers } as const;
      return verifyTestCapsule(capsule, forge.trustedRoot, { identity, policy: policyOfOne, now });
    };
    expect((await claim(forge.clock.now())).exitCode).toBe(0);
    expect((await claim(new Date(forge.clock.now().getTime() - 10 * 60_000))).exitCode).toBe(3);
  });

  test("count by what is fresh and verifies, in any order of all that is there (X11)", async () => {
    const its = createTestForge();
    const sign = async (n: number) => stated(run({ runId: String(n) }), its);
    const stale = await sign(1);
    its.clock.advance(0.8 * DAY);
    const fresh = await sign(2);
    const text = (bytes: Uint8Array) => JSON.stringify(JSON.parse(Buffer.from(bytes).toString()));
    const damaged = text(fresh).replace('"payload":"', '"payload":"AAAA');
    const lines = [text(stale), damaged, "{}", '{"attestations":[{"bundle":null}]}', text(fresh)];
    const capsuleSession = await its.session();
    const rules = rule([lab], { threshold: 1, maxAgeDays: 1 });
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(lines, { minLength: lines.length }),
        fc.boolean(),
        async (order, isOneFile) => {
          const files = isOneFile ? [`${order.join("\n")}\n`] : order;
          const capsule = await sealTestRelease({
            session: capsuleSession,
            entries: async (entries) => [
              ...entries,
              ...files.map((file) => {
                const bytes = Buffer.from(file);
                return { name: `evidence/${sha256Hex(bytes)}.jsonl`, bytes, mediaType: "application/jsonl" };
              }),
            ],
          });
          const parsed = policy(rules);
          const found = await verifyTestCapsule(capsule, its.trustedRoot, {
            identity: { kind: "any-of", of: parsed.signers },
            policy: parsed,
            effectiveTime: new Date(its.clock.now().getTime() + DAY / 2),
          });
          expect(claimOf(found, "other-evidence").status).toBe("verified");
        },
      ),
      { numRuns: 12 },
    );
  });

  async function stated(of: object, at = forge): Promise<Uint8Array> {
    return labEvidence("any", [HELLO, TOOL], VULN, await at.session(of));
  }
});

test("the example is satisfied by two repositories that share nothing (X4)", async () => {
  const document = JSON.parse(readFileSync(new URL("../../../examples/policy.json", import.meta.url), "utf8"));
  const [{ predicateType, signers }] = document.evidence;
  const scanner = { repository: signers[0].repository, ref: signers[0].sourceRef };
  const [release, other] = [gitHubRun(), gitHubRun(scanner)];
  const shared = (["repository", "repositoryId", "ownerId", "commit", "runId", "ref"] as const).filter(
    (name) => release[name] === other[name],
  );
  expect(shared).toEqual([]);
  const scanned = labEvidence("scan", [HELLO, TOOL], predicateType, await forge.session(scanner));
  const capsule = await sealTestRelease({ session, entries: withEvidence([scanned]) });
  const found = await verifyBy(capsule, document);
  expect([found.exitCode, claimOf(found, "other-evidence").status]).toEqual([0, "verified"]);
});

describe("a verification summary", () => {
  const builder = "https://github.com/octo-org/octo-tool/.github/workflows/release.yml@refs/tags/v1.2.3";

  async function summary(rules: object, capsule = genuine) {
    const verification = await verifyBy(capsule, rules);
    return summarize({
      verification,
      capsule: "octo-tool-1.2.3.capsule",
      policy: { parsed: policy(rules), name: "policy.json", sha256: "0".repeat(64) },
      now: new Date("2026-11-21T08:00:00Z"),
    });
  }

  test("has the level that the policy trusts the builder for, and never more", async () => {
    const trusted = await summary({ builders: [{ id: builder, level: "SLSA_BUILD_LEVEL_2" }] });
    expect(trusted.predicate).toMatchObject({ verificationResult: "PASSED", verifiedLevels: ["SLSA_BUILD_LEVEL_2"] });
    expect(trusted.subject.map(({ name }) => name)).toEqual(["hello.txt", "tool.bin"]);
    const unknown = await summary({ builders: [{ id: `${builder}x`, level: "SLSA_BUILD_LEVEL_3" }] });
    expect(unknown.predicate["verifiedLevels"]).toEqual(["SLSA_BUILD_LEVEL_UNEVALUATED"]);
  });

  test("of a release that failed says so", async () => {
    const failed = await summary({ runner: "self-hosted", builders: [{ id: builder, level: "SLSA_BUILD_LEVEL_2" }] });
    expect(failed.predicate).toMatchObject({ verificationResult: "FAILED", verifiedLevels: ["FAILED"] });
  });

  test("is not made of nothing", async () => {
    const verification = await verifyTestCapsule(genuine, forge.trustedRoot, { assets: [] });
    const order = { verification, capsule: "x", policy: undefined, now: new Date(0) };
    await expectFault("summary-impossible", () => summarize(order));
    await expectFault("summary-impossible", () =>
      summarize({ ...order, verification: { ...verification, root: undefined } }),
    );
  });

  test("has the fields of SLSA's specification", async () => {
    const validate = new Ajv2020().compile({
      type: "object",
      required: ["verifier", "timeVerified", "resourceUri", "policy", "verificationResult", "verifiedLevels"],
      properties: {
        verifier: { type: "object", required: ["id"] },
        timeVerified: { type: "string", pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}Z$" },
        verificationResult: { enum: ["PASSED", "FAILED"] },
        verifiedLevels: { type: "array", minItems: 1, items: { type: "string" } },
      },
    });
    expect(validate((await summary({})).predicate)).toBe(true);
  });
});
