import type { Cryptography } from "../../crypto/cryptography.ts";
import { printable } from "../../kernel/printable.ts";
import type { Statement } from "../attestation/statement.ts";
import type { Claim } from "../verification/claim.ts";
import { isSignedStatement } from "../verification/evidence/asked-evidence.ts";
import type { RunEvidence } from "../verification/evidence/run-evidence.ts";
import { openClaim, outdatedClaim, verifiedClaim } from "../verification/make-claim.ts";
import type { NamedTrust } from "../verification/named-trust.ts";
import { byParty } from "./by-party.ts";
import { isFresh, mayBeOld, type PolicyInForce, unmet } from "./check-policy.ts";
import type { EvidenceRequirement } from "./policy.ts";
import { type StatedEvidence, statedEvidence } from "./stated-evidence.ts";

export interface OthersToCheck {
  readonly evidence: RunEvidence;
  /** Evidence of others may come from another instance. */
  readonly trusted: readonly NamedTrust[];
  readonly inForce: PolicyInForce | undefined;
}

/**
 * Evidence of others that the policy asks for: for each predicate type, so many parties that fit the named signers have
 * stated it of every asset, each in a statement that is fresh. What does not verify, or does not count, hides nothing that
 * does (X11). What no policy names is carried. Fault: `policy-unmet` if it is there but too old, or not yet there.
 */
export async function checkOtherEvidence(
  { evidence, trusted, inForce }: OthersToCheck,
  crypto: Cryptography,
): Promise<Claim> {
  if (inForce === undefined) return carried(evidence);
  const { policy } = inForce;
  if (policy.evidence.length === 0) {
    return openClaim("other-evidence", "not-applicable", { reason: "the policy asks for none" });
  }
  const stated = await statedEvidence({ evidence, trusted, inForce }, crypto);
  for (const requirement of policy.evidence) {
    const claim = whyLacking(requirement, stated, { evidence, inForce });
    if (claim !== undefined) return claim;
  }
  return verifiedClaim(
    "other-evidence",
    `${policy.evidence.length} kinds of evidence are there, from the signers that the policy names`,
  );
}

/** Entries of which no other claim speaks. */
const OTHER = /^(evidence|images|log)\//;

function carried({ root }: RunEvidence): Claim {
  const { evidence } = root.statement.predicate;
  const count = evidence.filter((entry) => OTHER.test(entry.name) && !isSignedStatement(entry)).length;
  if (count === 0) {
    return openClaim("other-evidence", "not-applicable", { reason: "the capsule carries no evidence of others" });
  }
  const reason = `${count === 1 ? "1 entry is" : `${count} entries are`} carried; no policy names who must have signed`;
  return openClaim("other-evidence", "not-checked", { reason });
}

interface Asked {
  readonly evidence: RunEvidence;
  readonly inForce: PolicyInForce;
}

/** Undefined if the requirement is satisfied. */
function whyLacking(
  requirement: EvidenceRequirement,
  stated: readonly StatedEvidence[],
  asked: Asked,
): Claim | undefined {
  const { predicateType, threshold, maxAgeDays, ownRunCounts } = requirement;
  const about = stated.filter(
    ({ statement, isOwnRun }) =>
      statement.predicateType === predicateType && isAboutAll(statement, asked.evidence) && (ownRunCounts || !isOwnRun),
  );
  const { effective } = asked.inForce;
  const fresh = ({ signer }: StatedEvidence) => maxAgeDays === undefined || isFresh(signer, maxAgeDays, effective);
  const count = (some: readonly StatedEvidence[]) =>
    byParty(some, requirement.signers, asked.evidence.root.statement.predicate.release).length;
  const timely = about.filter(({ late }) => late === undefined);
  const found = count(timely.filter(fresh));
  if (found >= threshold) return undefined;
  const shown = printable(predicateType);
  if (maxAgeDays !== undefined && count(timely) >= threshold) {
    throw unmet(mayBeOld(shown, maxAgeDays));
  }
  if (count(about) >= threshold) {
    const late = about.find((one) => one.late !== undefined)?.late;
    if (late?.code === "clock-behind") return outdatedClaim("other-evidence", late);
    throw unmet(`${shown} was signed after the effective time`);
  }
  const reason = `${shown} is stated by ${found} of ${threshold} signers`;
  return openClaim("other-evidence", "missing", { reason, required: true });
}

/** B30: the digest of every asset must be among the subjects. */
function isAboutAll({ subject }: Statement, { root }: RunEvidence): boolean {
  const digests = new Set(subject.map(({ digest }) => digest["sha256"]));
  return root.statement.subject.every(({ digest }) => digests.has(digest.sha256));
}
