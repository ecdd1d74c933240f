import { VERIFICATION_SUMMARY_TYPE } from "../../src/domain/attestation/verification-summary.ts";
import { parsePolicy } from "../../src/domain/policy/parse-policy.ts";
import type { Policy } from "../../src/domain/policy/policy.ts";
import { POLICY_SCHEMA_ID, type PolicyDocument } from "../../src/domain/policy/policy-schema.ts";
import { Fault } from "../../src/kernel/fault.ts";
import { isRefusal } from "../../src/kernel/is-refusal.ts";
import type { Judged, TamperKind, TamperOrder, TamperVerdict } from "./kinds.ts";
import { type Json, mutantsOf } from "./mutations.ts";
import { LAB, type TamperedRelease, tamperedRelease, verifyRelease } from "./release.ts";

const OWN = { repository: "octo-org/octo-tool" };
const LAB_LINE = { repository: LAB.repository, sourceRef: LAB.ref };
const SUMMARY_RULE = { predicateType: VERIFICATION_SUMMARY_TYPE, signers: [LAB_LINE] };
const COMMON = "https://token.actions.githubusercontent.com";
const SCAN_RULE = { maxAgeDays: 7, failOn: "high", signers: [LAB_LINE] };
const PERSON = { identity: "qa@example.com", issuer: "https://issuer.example" };

/** Policies that the release satisfies, and such that it does not satisfy by one rule each. */
const POLICIES: readonly object[] = [
  { signers: [OWN], require: ["sbom", "checksums"], maxAgeDays: 30, runner: "github-hosted", evidence: [SUMMARY_RULE] },
  {
    signers: [{ ...OWN, issuer: COMMON, sourceRef: "refs/tags/v1.2.3" }, PERSON],
    require: [{ lineage: "first-allowed" }],
  },
  { signers: [{ repository: "octo-org/other" }, PERSON] },
  { signers: [{ ...OWN, sourceRef: "refs/tags/v1.2.4" }] },
  { signers: [{ ...OWN, issuer: `${COMMON}/octo` }] },
  { signers: [{ ...OWN, signerWorkflow: "octo-org/shared/.github/workflows/sign.yml@refs/tags/v2" }] },
  { signers: [OWN], runner: "self-hosted" },
  { signers: [OWN], environment: "release" },
  { signers: [OWN], require: ["lineage"] },
  { signers: [OWN], require: ["log-state", "sbom"] },
  { signers: [OWN], evidence: [{ ...SUMMARY_RULE, signers: [{ ...LAB_LINE, sourceRef: "refs/heads/dev" }] }] },
  { signers: [OWN], evidence: [{ ...SUMMARY_RULE, threshold: 2, signers: [LAB_LINE, PERSON] }] },
  { signers: [OWN], evidence: [{ ...SUMMARY_RULE, predicateType: "https://in-toto.io/attestation/vulns/v0.1" }] },
  { signers: [OWN], require: ["vulnerabilities", "sbom"], vulnerabilities: { ...SCAN_RULE, databaseMaxAgeDays: 2 } },
  { signers: [OWN], vulnerabilities: { ...SCAN_RULE, failOn: "medium" } },
  { signers: [OWN], vulnerabilities: { ...SCAN_RULE, maxAgeDays: 1 } },
  { signers: [OWN], vulnerabilities: { ...SCAN_RULE, databaseMaxAgeDays: 1 } },
  { signers: [OWN], vulnerabilities: { maxAgeDays: 7, failOn: "high" } },
].map((rules) => ({ schema: POLICY_SCHEMA_ID, ...rules }));

const CLAUSE = "satisfies, in tools/tamper/policies.ts: the release has what the changed policy asks for";

/**
 * Policies. What a mutant asks for is judged a second time by a few lines that know what the release has, and nothing of our code but
 * the parser: who a loosened rule lets pass is let pass, everybody else is not, and what is asked for no more is not missed.
 */
export const tamperedPolicies: TamperKind = {
  name: "policies",
  atLeast: 500,
  async *judged({ random, share }: TamperOrder): AsyncGenerator<Judged> {
    const release = await tamperedRelease();
    for (const [index, document] of POLICIES.entries()) {
      const donor = POLICIES[(index + 1) % POLICIES.length] as Json;
      for (const { path, kind, text } of mutantsOf(document as Json, donor, random)) {
        if (random() >= share) continue;
        const verdict = await judge(text, release);
        yield { id: `policy ${index}`, change: `${path} ${kind}`, verdict, clause: CLAUSE, text };
      }
    }
  },
  async replay(_: string, text: string): Promise<TamperVerdict> {
    return judge(text, await tamperedRelease());
  },
};

async function judge(text: string, release: TamperedRelease): Promise<TamperVerdict> {
  try {
    const policy = parsePolicy(Buffer.from(text));
    const { verdict } = await verifyRelease(release, release.capsule, policy);
    const isAccepted = verdict === "verified";
    if (isAccepted !== satisfies(policy.document)) return isAccepted ? "wrongly-accepted" : "wrongly-refused";
    return isAccepted ? "equivalent" : "refused";
  } catch (error) {
    if (isRefusal(error) || (error instanceof Fault && error.code !== "internal")) return "refused";
    return "untyped-error";
  }
}

/** Claims that are verified of the release, whoever asks. */
const VERIFIED = new Set(["archive", "root", "release", "assets", "evidence", "provenance", "checksums", "sbom"]);
const RELEASE_SIGNER = {
  ...OWN,
  ref: "refs/tags/v1.2.3",
  issuer: COMMON,
  workflow: "octo-org/octo-tool/.github/workflows/release.yml",
};
const LAB_SIGNER = { ...LAB, issuer: COMMON, workflow: "labs/lab-one/.github/workflows/release.yml" };
type Facts = typeof RELEASE_SIGNER;

/** Whether the release has what the policy asks for: it was signed a day ago, on a hosted runner, in no environment. */
function satisfies({
  signers,
  runner,
  environment,
  require = [],
  evidence = [],
  vulnerabilities,
}: PolicyDocument): boolean {
  if (!signers.some((line) => fits(line, RELEASE_SIGNER, RELEASE_SIGNER.ref))) return false;
  if (runner !== undefined && runner !== "github-hosted") return false;
  if (environment !== undefined) return false;
  if (vulnerabilities !== undefined && !isScanned(vulnerabilities)) return false;
  const others = evidence.every((rule) => {
    const isStated = rule.predicateType === VERIFICATION_SUMMARY_TYPE;
    return isStated && rule.threshold === 1 && rule.signers.some((line) => fits(line, LAB_SIGNER, undefined));
  });
  const claims = require.every(
    (one) =>
      typeof one === "object" ||
      VERIFIED.has(one) ||
      one === "policy" ||
      one === "vulnerabilities" ||
      (one === "other-evidence" && evidence.length > 0),
  );
  return others && claims;
}

/** The release was scanned by the lab alone, a day and an hour ago, with a database of two days before. */
function isScanned(rule: NonNullable<PolicyDocument["vulnerabilities"]>): boolean {
  const isAccepted = rule.signers?.some((line) => fits(line, LAB_SIGNER, undefined)) ?? false;
  const isLate = rule.maxAgeDays < 2 || (rule.databaseMaxAgeDays ?? 3) < 2;
  return isAccepted && !isLate && ["critical", "high", "never"].includes(rule.failOn);
}

function fits(line: Policy["document"]["signers"][number], signer: Facts, tag: string | undefined): boolean {
  if ("identity" in line) {
    return line.issuer === signer.issuer && line.identity === `https://github.com/${signer.workflow}@${signer.ref}`;
  }
  if ("key" in line) return false;
  const named = line.repository.replace(/^https:\/\/github\.com\//, "").toLowerCase();
  const workflow = line.signerWorkflow?.replace(/^https:\/\/github\.com\//, "");
  const [path, ref] = workflow?.split(/@(.*)/) ?? [];
  return (
    named === signer.repository &&
    (line.issuer === undefined || line.issuer === signer.issuer) &&
    (line.sourceRef ?? tag ?? signer.ref) === signer.ref &&
    (path === undefined || path.toLowerCase() === signer.workflow.toLowerCase()) &&
    (ref === undefined || ref === signer.ref)
  );
}
