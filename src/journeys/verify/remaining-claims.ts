import type { Claim } from "../../domain/policy/claim.ts";
import { openClaim } from "../../domain/policy/state-claim.ts";
import type { VerifiedRoot } from "./verify.ts";

/** Entries of which no other claim speaks. */
const OTHER = /^(evidence|images|log)\//;

/** Claims that nothing here can verify, each with the reason. They are never required unless a policy requires them. */
export function remainingClaims({ statement }: VerifiedRoot): Claim[] {
  const { evidence, previous } = statement.predicate;
  const carried = evidence.filter(({ name }) => OTHER.test(name)).length;
  return [
    carried === 0
      ? openClaim("other-evidence", "not-applicable", { reason: "the capsule carries no evidence of others" })
      : openClaim("other-evidence", "not-checked", {
          reason: `${carried} entries are carried; no policy names their signers`,
        }),
    "none" in previous && previous.none !== "unavailable"
      ? openClaim("lineage", "not-applicable", { reason: "the capsule says that it is the first" })
      : openClaim("lineage", "not-checked", { reason: "the release before was not looked at" }),
    openClaim("log-state", "not-checked", { reason: "no statement log was asked" }),
    openClaim("policy", "not-applicable", { reason: "no policy was given" }),
  ];
}
