import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { nodeCryptography } from "../../../src/crypto/node.ts";
import { formatChecksums } from "../../../src/domain/asset/checksums.ts";
import { approvalStatement } from "../../../src/domain/attestation/approval.ts";
import { IN_TOTO_PAYLOAD_TYPE } from "../../../src/domain/attestation/dsse.ts";
import { formatStatement, STATEMENT_TYPE } from "../../../src/domain/attestation/statement.ts";
import { scanPredicate, VULNERABILITIES_TYPE } from "../../../src/domain/attestation/vulnerability-scan.ts";
import { formatTargetArtifact } from "../../../src/domain/notary/envelope/target-artifact.ts";
import { parsePolicy } from "../../../src/domain/policy/parse-policy.ts";
import { POLICY_SCHEMA_ID, type PolicyDocument, policySchema } from "../../../src/domain/policy/policy-schema.ts";
import { CLAIM_IDS, type Claim, type ClaimId } from "../../../src/domain/verification/claim.ts";
import {
  ASKED_OPTIONS,
  type AskedOption,
  EVIDENCE_FORMS,
  EVIDENCE_TABLE,
  type EvidenceForm,
  POLICY_RULES,
  type PolicyRule,
} from "../../../src/domain/verification/evidence/evidence-form.ts";
import { failedClaim, verifiedClaim } from "../../../src/domain/verification/make-claim.ts";
import { COMMANDS } from "../../../src/doors/options/commands.ts";
import { judgeNotary } from "../../../src/journeys/verify/judge-notary.ts";
import { NOBODY } from "../../../src/journeys/verify/notary-order.ts";
import { formOfFile } from "../../../src/journeys/verify/read-evidence-file.ts";
import { verifyAny } from "../../../src/journeys/verify/verify-any.ts";
import { verifyByNotary } from "../../../src/journeys/verify/verify-by-notary.ts";
import type { VerifyOrder } from "../../../src/journeys/verify/verify-order.ts";
import { Fault } from "../../../src/kernel/fault.ts";
import { formatPem } from "../../../src/kernel/pem.ts";
import { systemFiles } from "../../../src/world/files/files.ts";
import { expectFault } from "../../expect-fault.ts";
import { quietProgress } from "../../quiet-progress.ts";
import { pep740Attestation, pep740Provenance } from "../../signing/pep740.ts";
import { describeFile } from "../../signing/test-asset.ts";
import { createTestForge, type TestForge } from "../../signing/test-forge.ts";
import { INTERMEDIATE, ROOT, testAuthority, testEnvelope, testNotaryCertificate } from "../../signing/test-notary.ts";
import { createTestPublisher } from "../../signing/test-publisher.ts";
import { assetSignature, HELLO, provenanceOf, sealTestRelease } from "../../signing/test-release.ts";
import { temporaryFolder } from "../../temporary-folder.ts";

const DAY = 86_400_000;
const SIGNER = { repository: "octo-org/octo-tool", sourceRef: "refs/tags/v1.2.3" };

let forge: TestForge;
const publisher = createTestPublisher();
/** Where a policy is given: GitHub's own statement and a Notary signature name nobody whom a policy could speak of, so it stays open (3). */
const holds = (form: EvidenceForm): number => (form === "release-attestation" || form === "notary" ? 3 : 0);
let folder: string;
/** Options of `capsule verify` that ask nothing of the evidence: who must have signed, by which authorities, and what is printed. */
const OTHER_OPTIONS = [
  ...["repository", "policy", "identity", "issuer", "key", "source-ref", "signer-workflow"],
  ...["accept-change", "unsafe-trigger", "unsafe-identity-pattern", "unsafe-issuer-pattern"],
  ...["sigstore", "trusted-root", "unsafe-capsule-root", "online"],
  ...["report", "json", "quiet", "verbose"],
  ...["notary", "notary-statement", "notary-crl", "notary-plugin"],
  ...["log-signer", "log-branch", "log-payloads", "max-head-age"],
];

/** Claims that a form can honour, and of which the evidence here has nothing: that they are verified, other tests show. */
const NOTHING_TO_VERIFY: readonly (readonly [EvidenceForm, ClaimId])[] = [
  // policy.test.ts; lineage.test.ts
  ["capsule", "other-evidence"],
  ["capsule", "lineage"],
  // judge-approvals.test.ts
  ["capsule", "approvals"],
  // judge-known-vulnerabilities.test.ts
  ["capsule", "vulnerabilities"],
  // It holds no provenance.
  ["checksums", "provenance"],
];

const evidence = {} as Record<EvidenceForm, string>;
beforeAll(async () => {
  forge = createTestForge();
  folder = mkdtempSync(join(tmpdir(), "forms-"));
  const session = await forge.session();
  const write = (name: string, bytes: Uint8Array | string) => {
    writeFileSync(join(folder, name), bytes);
    return join(folder, name);
  };
  const { bytes } = await provenanceOf(session, [HELLO]);
  const bundle = JSON.stringify(JSON.parse(Buffer.from(bytes).toString()));
  const list = Buffer.from(formatChecksums([{ name: HELLO.name, digest: HELLO.sha256 }]));
  write("hello.txt", HELLO.bytes);
  write("stranger.txt", "another");
  write("checksums.txt.sigstore.json", (await assetSignature(session, describeFile("checksums.txt", list))).bytes);
  evidence.capsule = write("octo-tool-1.2.3.capsule", await sealTestRelease({ session, assets: [HELLO] }));
  evidence.bundle = write("hello.sigstore.json", bytes);
  evidence["json-lines"] = write("hello.intoto.jsonl", `${bundle}\n${bundle}\n`);
  evidence.attestations = write("api.json", `{"attestations":[{"bundle":${bundle}}]}`);
  evidence.checksums = write("checksums.txt", list);
  const { root } = await verify("capsule");
  const { name, version, tag, repository } = root?.statement.predicate.release ?? raise();
  const vouched = { rootSha256: root?.sha256 ?? "", release: { name, version, tag, repository } };
  const approval = formatStatement(approvalStatement(vouched, { signer: null, files: [] }));
  const at = forge.clock.now().getTime();
  const scan = formatStatement({
    _type: STATEMENT_TYPE,
    subject: [{ name: HELLO.name, digest: { sha256: HELLO.sha256 } }],
    predicateType: VULNERABILITIES_TYPE,
    predicate: scanPredicate({
      scanner: { uri: "https://example.com/scanner", version: "1" },
      database: { uri: undefined, version: undefined, updated: at },
      ...{ started: at, finished: at, findings: [], notJudged: [] },
      target: { boundBy: "digest", names: [] },
    }),
  });
  write("scan.json", await session.signPayload(IN_TOTO_PAYLOAD_TYPE, scan));
  write("approval.json", await session.signPayload(IN_TOTO_PAYLOAD_TYPE, approval));
  const attested = JSON.stringify(await publisher.attest({ assets: [HELLO] }));
  evidence["release-attestation"] = write("octo-tool-1.2.3.release.sigstore.json", attested);
  const npm = [{ predicateType: "https://slsa.dev/provenance/v1", bundle: JSON.parse(bundle) }];
  evidence.npm = write("npm.json", JSON.stringify({ attestations: npm }));
  evidence.notary = writeNotary(folder);
  evidence.pep740 = write("hello.txt.provenance", JSON.stringify(pep740Provenance([pep740Attestation(bytes)])));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function raise(): never {
  throw new Error("the test's release does not verify");
}

function verify(form: EvidenceForm, given: Partial<VerifyOrder> = {}) {
  const isNotary = form === "notary" || given.policy?.require.some(({ id }) => id === "notary") === true;
  const notary = isNotary ? { notary: { folder: join(folder, "notation") }, now: forge.clock.now() } : {};
  const order = { ...(form === "notary" ? { identity: NOBODY } : {}), ...notary, ...given };
  return verifyAny(
    {
      capsule: { path: evidence[form] },
      assets: [{ path: join(folder, "hello.txt") }],
      identity: {
        kind: "repository",
        repository: "https://github.com/octo-org/octo-tool",
        sourceRef: SIGNER.sourceRef,
      },
      ...order,
    },
    {
      crypto: nodeCryptography,
      notaryVerifier: { judge: judgeNotary, verify: verifyByNotary },
      files: systemFiles,
      trust: {
        trustedRoots: async () =>
          [forge, publisher].map(({ trustedRoot }) => ({ bytes: trustedRoot, origin: "test root", dated: undefined })),
      },
      progress: quietProgress(),
    },
  );
}

/** A signature beside the file, and a configuration under which it holds at any time. */
function writeNotary(place: string): string {
  const always = { notBefore: 1_000_000_000, notAfter: 2_400_000_000 };
  const root = testAuthority(ROOT, ROOT, always);
  const chain = [testNotaryCertificate(always, INTERMEDIATE), testAuthority(INTERMEDIATE, ROOT, always), root];
  const target = { mediaType: "application/octet-stream", digest: `sha256:${HELLO.sha256}`, size: HELLO.bytes.length };
  const store = join(place, "notation/truststore/x509/ca/test");
  mkdirSync(store, { recursive: true });
  writeFileSync(join(store, "root.crt"), formatPem(root));
  const statement = { name: "test", globalPolicy: true, signatureVerification: { level: "strict" } };
  const trusts = { trustStores: ["ca:test"], trustedIdentities: ["*"] };
  const policy = { version: "1.0", trustPolicies: [{ ...statement, ...trusts }] };
  writeFileSync(join(place, "notation/trustpolicy.blob.json"), JSON.stringify(policy));
  const path = join(place, "hello.txt.jws.sig");
  writeFileSync(path, testEnvelope({ chain, payload: formatTargetArtifact(target) }));
  return path;
}

async function exitOf(form: EvidenceForm, order: Partial<VerifyOrder> = {}): Promise<number> {
  return (await verify(form, order)).exitCode;
}

function by(rules: Partial<PolicyDocument>, days = 1): Partial<VerifyOrder> {
  const document = { schema: POLICY_SCHEMA_ID, signers: [SIGNER], ...rules };
  const policy = parsePolicy(Buffer.from(JSON.stringify(document)));
  const effectiveTime = new Date(forge.clock.now().getTime() + days * DAY);
  return { identity: { kind: "any-of", of: policy.signers }, policy, effectiveTime };
}

const SCANNED = { maxAgeDays: 7, databaseMaxAgeDays: 3, failOn: "high" } as const;

/** Each option, asked so that it must refuse, and so that it may hold. */
const OPTIONS: Readonly<Record<AskedOption, () => { bad: Partial<VerifyOrder>; good: Partial<VerifyOrder> }>> = {
  release: () => ({
    bad: { release: { name: "octo-tool", version: "9.9.9" } },
    good: { release: { name: "octo-tool", version: "1.2.3" } },
  }),
  all: () => ({ bad: { all: true, assets: [{ name: "hello.txt", sha256: "0".repeat(64) }] }, good: { all: true } }),
  "all-files": () => {
    const listed = (...names: string[]) => names.map((name) => ({ path: join(folder, name), isListed: true }));
    return {
      bad: { allFiles: true, assets: listed("hello.txt", "stranger.txt") },
      good: { allFiles: true, assets: listed("hello.txt") },
    };
  },
  "evidence-only": () => ({
    bad: { evidenceOnly: true, assets: [{ path: "/nowhere/x" }] },
    good: { evidenceOnly: true, assets: [] },
  }),
  pin: () => {
    const day = "2026-11-01";
    const project = { repositoryId: "1", ownerId: "2", workflows: [], releases: [], firstSeen: day, lastSeen: day };
    const schema = POLICY_SCHEMA_ID.replace("policy", "capsule-lock");
    const bad = join(temporaryFolder(), "capsule.lock");
    const repository = "https://github.com/octo-org/octo-tool";
    writeFileSync(bad, JSON.stringify({ schema, projects: [{ repository, ...project }] }));
    return { bad: remembering(bad), good: remembering(join(temporaryFolder(), "capsule.lock")) };
  },
  "min-age": () => ({ bad: aged(1000), good: aged(0) }),
  published: () => ({
    bad: { published: evidence.bundle },
    good: { published: evidence["release-attestation"] },
  }),
  // There is none before the test's release.
  previous: () => ({ bad: { previous: evidence.capsule }, good: {} }),
  approval: () => ({
    bad: { approvals: [join(folder, "hello.txt")] },
    good: { approvals: [join(folder, "approval.json")] },
  }),
  scan: () => ({
    bad: { ...by({ vulnerabilities: SCANNED }), scans: [join(folder, "hello.txt")] },
    good: { ...by({ vulnerabilities: SCANNED }), scans: [join(folder, "scan.json")] },
  }),
  vsa: () => ({ bad: { summary: true, assets: [{ path: "/nowhere/x" }] }, good: { summary: true } }),
  "effective-time": () => ({ bad: by({}, -1), good: by({}, 1) }),
  log: () => ({
    bad: saidBy(failedClaim("log-state", new Fault("release-not-admitted", "yanked"))),
    good: saidBy(ADMITTED),
  }),
};

const ADMITTED = verifiedClaim("log-state", "published");
const saidBy = (claim: Claim): Partial<VerifyOrder> => ({ log: { judge: async () => claim } });

/** What is judged only where it is asked for. */
const ASKED_BESIDE: Readonly<Partial<Record<ClaimId, (form: EvidenceForm) => Partial<VerifyOrder>>>> = {
  // A signature of the Notary Project has no time of a log, and names no numbers.
  age: (form) => (form === "notary" ? {} : aged(0)),
  "log-state": (form) => (form === "capsule" ? saidBy(ADMITTED) : {}),
  memory: (form) =>
    remembering(join(temporaryFolder(), "capsule.lock"), !["release-attestation", "notary"].includes(form)),
};

function remembering(path: string, isNamed = true): Partial<VerifyOrder> {
  return { memory: { paths: [path], isNamed, accepted: [], now: forge.clock.now() } };
}

/** In days. */
const aged = (days: number): Partial<VerifyOrder> => ({ minAge: (days * DAY) / 1000, now: forge.clock.now() });

const RULES: Readonly<
  Record<PolicyRule, { bad: Partial<PolicyDocument>; good: Partial<PolicyDocument>; days?: number }>
> = {
  signers: { bad: { signers: [{ ...SIGNER, repository: "octo-org/other" }] }, good: {} },
  require: { bad: { require: ["log-state"] }, good: { require: ["root"] } },
  maxAgeDays: { bad: { maxAgeDays: 1 }, good: { maxAgeDays: 9 }, days: 2 },
  runner: { bad: { runner: "self-hosted" }, good: { runner: "github-hosted" } },
  environment: { bad: { environment: "release" }, good: {} },
  evidence: { bad: { evidence: [{ predicateType: "https://x", signers: [SIGNER], threshold: 1 }] }, good: {} },
  approvals: { bad: { approvals: { n: 1, of: [SIGNER] } }, good: {} },
  vulnerabilities: { bad: { vulnerabilities: SCANNED }, good: {} },
  // A level is said in a summary alone, and never refuses.
  builders: { bad: { require: ["log-state"] }, good: { builders: [{ id: "x", level: "SLSA_BUILD_LEVEL_1" }] } },
};

describe.each(EVIDENCE_FORMS)("%s (X1)", (form) => {
  test("verifies", async () => {
    expect(await exitOf(form)).toBe(0);
    expect(await exitOf(form, by({}))).toBe(holds(form));
  });

  test.each(ASKED_OPTIONS)("has the option %s honoured or refused, never dropped", async (option) => {
    const { bad, good } = OPTIONS[option]();
    if (EVIDENCE_TABLE[form].options[option] === "usage") {
      await expectFault("usage", () => verify(form, bad));
      if (option !== "previous") await expectFault("usage", () => verify(form, good));
      return;
    }
    expect(await exitOf(form, bad)).not.toBe(0);
    expect(await exitOf(form, good)).toBe(good.policy === undefined ? 0 : holds(form));
    if (option === "pin") expect(existsSync(good.memory?.paths[0] ?? "")).toBe(true);
  });

  test.each(POLICY_RULES)("has the rule %s honoured or left incomplete, never dropped", async (rule) => {
    const { bad, good, days } = RULES[rule];
    const exit = await exitOf(form, by(bad, days));
    expect(exit).not.toBe(0);
    if (EVIDENCE_TABLE[form].rules[rule] === "not-checked") expect(exit).toBe(3);
    expect(await exitOf(form, by(good, days))).toBe(holds(form));
  });

  test.each(CLAIM_IDS)("has the claim %s verified, or incomplete if a policy requires it", async (claim) => {
    const rule = claim === "vulnerabilities" ? { vulnerabilities: SCANNED } : {};
    const asked = { ...by({ require: [claim], ...rule }), ...ASKED_BESIDE[claim]?.(form) };
    const found = await verify(form, asked);
    const status = found.claims.find(({ id }) => id === claim)?.status;
    expect(found.exitCode).toBe(status === "verified" ? holds(form) : 3);
    const isOpen =
      EVIDENCE_TABLE[form].claims[claim] === "not-checked" ||
      NOTHING_TO_VERIFY.some(([one, other]) => one === form && other === claim);
    expect(status === "verified").toBe(!isOpen);
  });
});

test("the table knows every option of the command and every rule of a policy (X1)", () => {
  const options = Object.keys(COMMANDS.verify.options);
  expect([...ASKED_OPTIONS, ...OTHER_OPTIONS].sort()).toEqual(options.sort());
  const rules = Object.keys(policySchema().entries).filter((rule) => rule !== "schema" && rule !== "$schema");
  expect([...POLICY_RULES].sort()).toEqual(rules.sort());
});

// Each option that a form refuses is refused beside every rule, claim and other option: no combination hides it.
test.each(EVIDENCE_FORMS)("%s refuses an option beside whatever else is asked (X1)", async (form) => {
  const refused = ASKED_OPTIONS.filter((option) => EVIDENCE_TABLE[form].options[option] === "usage");
  for (const option of refused) {
    const { bad } = OPTIONS[option]();
    for (const rule of POLICY_RULES) {
      await expectFault("usage", () => verify(form, { ...by(RULES[rule].good, RULES[rule].days), ...bad }));
    }
    for (const other of ASKED_OPTIONS) {
      await expectFault("usage", () => verify(form, { ...OPTIONS[other]().good, ...bad }));
    }
  }
});

// Each rule that is not met refuses beside every other rule that is.
test.each(EVIDENCE_FORMS)("%s has a rule that is not met beside each that is (X1)", async (form) => {
  for (const rule of POLICY_RULES) {
    for (const other of POLICY_RULES.filter((one) => one !== rule)) {
      const { bad, days } = RULES[rule];
      expect(await exitOf(form, by({ ...RULES[other].good, ...bad }, days)), `${rule} beside ${other}`).not.toBe(0);
    }
  }
});

test("each file is taken for the form that it is", async () => {
  for (const form of EVIDENCE_FORMS) {
    if (form === "capsule" || form === "notary") continue;
    expect(formOfFile(readFileSync(evidence[form]))).toBe(form);
  }
});

test("what is named as a capsule is one, in whatever letters, or is refused (X1)", async () => {
  const session = await forge.session();
  for (const name of ["a.capsule", "b.CAPSULE"]) {
    writeFileSync(join(folder, name), (await provenanceOf(session, [HELLO])).bytes);
    const found = await verify("bundle", { capsule: { path: join(folder, name) } });
    expect([found.exitCode, found.claims[0]?.status]).toEqual([1, "failed"]);
  }
});
