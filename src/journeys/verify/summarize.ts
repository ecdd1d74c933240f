import type { Statement } from "../../domain/attestation/statement.ts";
import { verificationSummaryStatement } from "../../domain/attestation/verification-summary.ts";
import type { Policy } from "../../domain/policy/policy.ts";
import { LOCAL_ISSUER } from "../../domain/sigstore/local-issuer.ts";
import { isGood } from "../../domain/verification/checks/check-assets.ts";
import type { Verification } from "../../domain/verification/verification.ts";
import { Fault } from "../../kernel/fault.ts";

export interface SummaryOrder {
  readonly verification: Verification;
  /** File name of the capsule. */
  readonly capsule: string;
  readonly policy: { readonly parsed: Policy; readonly name: string; readonly sha256: string } | undefined;
  readonly now: Date;
}

/**
 * The SLSA Verification Summary of a verification, unsigned. Its level is the one that the policy trusts the verified
 * builder for, never more. Fault: `summary-impossible` if no root or no asset was verified, or the local instance signed.
 */
export function summarize({ verification, capsule, policy, now }: SummaryOrder): Statement {
  const { root, assets, verdict, builder } = verification;
  if (root === undefined) throw impossible("no release was verified");
  if (root.signer.kind === "certificate" && root.signer.certificate.issuer === LOCAL_ISSUER) {
    throw impossible("what the local instance signed has no summary");
  }
  const { statement } = root;
  const seen = new Set(assets.filter(isGood).map(({ sealedName }) => sealedName));
  const subjects = statement.subject.filter(({ name }) => seen.has(name));
  if (subjects.length === 0) throw impossible("no asset was verified");
  return verificationSummaryStatement({
    subjects: subjects.map(({ name, digest }) => ({ name, sha256: digest.sha256 })),
    resource: statement.predicate.release.purl,
    passed: verdict === "verified",
    verifiedAt: Math.floor(now.getTime() / 1000),
    policy: policy && { name: policy.name, sha256: policy.sha256 },
    inputs: [{ name: capsule, sha256: verification.capsuleSha256 }],
    level: policy?.parsed.document.builders?.find(({ id }) => id === builder)?.level,
  });
}

function impossible(reason: string): Fault {
  return new Fault("summary-impossible", `there is no verification summary: ${reason}`);
}
