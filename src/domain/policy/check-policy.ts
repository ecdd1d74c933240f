import { Fault } from "../../kernel/fault.ts";
import { isRefusal } from "../../kernel/is-refusal.ts";
import { printable } from "../../kernel/printable.ts";
import { parseStatement } from "../attestation/statement.ts";
import type { ParsedBundle } from "../sigstore/bundle.ts";
import { bundlesInFile } from "../sigstore/bundles-in-file.ts";
import type { SignedTime, VerifiedBundle } from "../sigstore/verified-bundle.ts";
import { verifyBundle } from "../sigstore/verify-bundle.ts";
import { sealingCommit } from "../verification/agreement.ts";
import type { Claim } from "../verification/claim.ts";
import { identityCheck } from "../verification/identity-check.ts";
import type { NamedTrust } from "../verification/named-trust.ts";
import type { RunEvidence } from "../verification/run-evidence.ts";
import { openClaim, verifiedClaim } from "../verification/state-claim.ts";
import type { EvidenceRequirement, Policy, PolicySigner } from "./policy.ts";

export interface PolicyToCheck {
  readonly policy: Policy;
  /** The time at which the release must satisfy it. */
  readonly effectiveTime: Date;
  readonly evidence: RunEvidence;
  /** Evidence of others may come from another instance. */
  readonly trusted: readonly NamedTrust[];
}

/**
 * What the policy asks of the release itself: the age of its signature, and the runner and environment of the job that
 * signed, as the certificate states them. Fault: `policy-unmet`.
 */
export function checkPolicy({ policy, effectiveTime, evidence }: PolicyToCheck): Claim {
  const { document } = policy;
  const { signer, times } = evidence.root;
  if (document.maxAgeDays !== undefined)
    requireFresh("the release", { times, maxAgeDays: document.maxAgeDays, effectiveTime });
  const stated = signer.kind === "certificate" ? signer.certificate.extensions : undefined;
  requireStated("runner", stated?.runnerEnvironment, document.runner);
  requireStated("environment", stated?.deploymentEnvironment, document.environment);
  return verifiedClaim("policy", "the release is what the policy asks for");
}

function requireStated(what: string, found: string | undefined, wanted: string | undefined): void {
  if (wanted === undefined || found === wanted) return;
  throw unmet(`the ${what} was ${found === undefined ? "not stated" : printable(found)}, not ${printable(wanted)}`);
}

/**
 * Evidence of others that the policy asks for: for each predicate type, so many of the named signers have stated it of
 * every asset, each in a statement that is fresh. What nobody asked for is carried. Fault: `policy-unmet` where it is there
 * but too old.
 */
export function checkOtherEvidence(check: PolicyToCheck): Claim {
  const { policy, evidence } = check;
  if (policy.evidence.length === 0)
    return openClaim("other-evidence", "not-applicable", { reason: "the policy asks for none" });
  const bundles = carriedBundles(evidence);
  for (const requirement of policy.evidence) {
    const found = requirement.signers.filter((signer) => hasStated({ signer, requirement, bundles }, check));
    if (found.length >= requirement.threshold) continue;
    const reason = `${printable(requirement.predicateType)} is stated by ${found.length} of ${requirement.threshold} signers`;
    return openClaim("other-evidence", "missing", { reason, required: true });
  }
  return verifiedClaim(
    "other-evidence",
    `${policy.evidence.length} kinds of evidence are there, by the signers that were asked for`,
  );
}

/** Bundles among the entries of others; an entry that is none is carried and proves nothing. */
function carriedBundles({ entries }: RunEvidence): ParsedBundle[] {
  return [...entries].flatMap(([name, bytes]) => (/^evidence\/.+\.jsonl?$/.test(name) ? readable(bytes) : []));
}

function readable(bytes: Uint8Array): ParsedBundle[] {
  try {
    return bundlesInFile(bytes);
  } catch (error) {
    if (isRefusal(error) || (error instanceof Fault && error.code === "bundle-elsewhere")) return [];
    throw error;
  }
}

interface Wanted {
  readonly signer: PolicySigner;
  readonly requirement: EvidenceRequirement;
  readonly bundles: readonly ParsedBundle[];
}

function hasStated({ signer, requirement, bundles }: Wanted, check: PolicyToCheck): boolean {
  const { predicate } = check.evidence.root.statement;
  const source = { tag: predicate.release.tag, commit: sealingCommit(predicate) };
  const expected = { kind: "certificate", check: identityCheck(signer, source) } as const;
  return bundles.some((bundle) =>
    check.trusted.some(({ root }) => {
      const verified = verifiedOrNot(() =>
        verifyBundle({ bundle, trust: root, signer: expected, artifact: "unbound" }),
      );
      if (verified?.content.kind !== "dsse" || !isAboutAll(verified, requirement, check)) return false;
      const { maxAgeDays } = requirement;
      const what = printable(requirement.predicateType);
      if (maxAgeDays !== undefined) {
        requireFresh(what, { times: verified.times, maxAgeDays, effectiveTime: check.effectiveTime });
      }
      return true;
    }),
  );
}

/** B30: the digest of every asset must be among the subjects. */
function isAboutAll(
  { content }: VerifiedBundle,
  { predicateType }: EvidenceRequirement,
  { evidence }: PolicyToCheck,
): boolean {
  if (content.kind !== "dsse") return false;
  const statement = parseStatement(content.payload);
  const digests = new Set(statement.subject.map(({ digest }) => digest["sha256"]));
  return (
    statement.predicateType === predicateType &&
    evidence.root.statement.subject.every(({ digest }) => digests.has(digest.sha256))
  );
}

function verifiedOrNot(verify: () => VerifiedBundle): VerifiedBundle | undefined {
  try {
    return verify();
  } catch (error) {
    if (isRefusal(error)) return undefined;
    throw error;
  }
}

interface Freshness {
  readonly times: readonly SignedTime[];
  readonly maxAgeDays: number;
  readonly effectiveTime: Date;
}

/** The newest verified time counts; one after the effective time cannot have been seen then (F14). */
function requireFresh(what: string, { times, maxAgeDays, effectiveTime }: Freshness): void {
  const newest = Math.max(...times.map(({ seconds }) => seconds));
  const age = effectiveTime.getTime() / 1000 - newest;
  if (age < 0) throw unmet(`${what} was signed after the effective time; is the clock of this machine right?`);
  if (age > maxAgeDays * 86_400)
    throw unmet(`${what} was signed more than ${maxAgeDays} days before the effective time`);
}

function unmet(problem: string): Fault {
  return new Fault("policy-unmet", problem);
}
