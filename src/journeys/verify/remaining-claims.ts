import { isSignedStatement } from "../../domain/verification/check-evidence.ts";
import type { Claim } from "../../domain/verification/claim.ts";
import { openClaim } from "../../domain/verification/state-claim.ts";
import type { VerifiedRoot } from "../../domain/verification/verification.ts";

/** Entries of which no other claim speaks. */
const OTHER = /^(evidence|images|log)\//;

/** Claims that nothing here can verify, each with the reason, around the one of lineage. They are never required unless a policy requires them. */
export function remainingClaims({ statement }: VerifiedRoot, lineage: Claim): Claim[] {
  const { evidence } = statement.predicate;
  const carried = evidence.filter((entry) => OTHER.test(entry.name) && !isSignedStatement(entry)).length;
  return [
    carried === 0
      ? openClaim("other-evidence", "not-applicable", { reason: "the capsule carries no evidence of others" })
      : openClaim("other-evidence", "not-checked", {
          reason: `${carried === 1 ? "1 entry is" : `${carried} entries are`} carried; no policy names who must have signed`,
        }),
    lineage,
    openClaim("log-state", "not-checked", { reason: "no statement log was asked" }),
    openClaim("policy", "not-applicable", { reason: "no policy was given" }),
  ];
}
