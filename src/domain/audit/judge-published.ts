import type { Claim } from "../verification/claim.ts";
import type { AuditRecord } from "./audit-record.ts";
import { type AuditRow, differs, holds, unseen } from "./audit-row.ts";
import type { ReleaseToday } from "./public-facts.ts";

export interface AttestedPublication {
  /** What verifying GitHub's attestation of the release against the capsule found. */
  readonly claim: Claim;
  /** GitHub's numbers of the releases that were attested, as far as they are stated. */
  readonly attestedIds: readonly string[];
  readonly release: ReleaseToday;
  /** What an earlier audit saw. */
  readonly record: AuditRecord | undefined;
}

/**
 * That GitHub itself says that it published what was sealed, and this very release. It attests immutable releases alone, so only
 * of one that is, or that was attested before, an attestation is missed.
 */
export function judgePublished({ claim, attestedIds, release, record }: AttestedPublication): AuditRow {
  const { status, reason } = claim;
  if (status === "failed") {
    return differs("published", "published-other", { reason: `${reason} (${claim.code ?? "refused"})` });
  }
  if (status === "verified") {
    const other = attestedIds.find((id) => id !== release.id);
    if (other === undefined) return holds("published", { reason });
    return differs("published", "release-recreated", {
      reason: `GitHub attested the release ${other} of this tag, and this is ${release.id}`,
    });
  }
  if (status === "missing" && record?.attested === true) {
    const gone = "GitHub attested the release when it was first audited, and shows no attestation of it now";
    return differs("published", "attestation-removed", { reason: gone });
  }
  const required = release.immutable === true || record?.attested === true;
  return unseen("published", status === "missing" ? "published-missing" : "not-readable", { reason, required });
}
