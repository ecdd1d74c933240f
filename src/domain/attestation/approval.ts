import * as v from "valibot";
import type { JsonObject } from "../../kernel/json.ts";
import { once } from "../../kernel/once.ts";
import { parseSchema } from "../../kernel/parse-schema.ts";
import { HOME } from "../home.ts";
import { STATEMENT_TYPE, type Statement } from "./statement.ts";
import {
  malformedApproval,
  type OwnVerification,
  ownVerification,
  ownVerificationSchema,
  rootSubjectSchema,
  type VouchedRelease,
  vouchedReleaseSchema,
} from "./vouched-release.ts";

/** Predicate type of what somebody signs who verified a release and approves it, see docs/approvals.md. */
export const APPROVAL_TYPE = `${HOME}/approval/v1`;

export const approvalSchema = once(() =>
  v.strictObject({ release: vouchedReleaseSchema(), verification: ownVerificationSchema() }),
);

/** A root that somebody approves. Hex. */
export interface Approval {
  readonly rootSha256: string;
  readonly release: VouchedRelease;
}

/** The statement that an approver signs. */
export function approvalStatement(
  { rootSha256, release }: Approval,
  verification: OwnVerification,
): Statement & { readonly predicate: JsonObject } {
  return {
    _type: STATEMENT_TYPE,
    subject: [{ name: `${release.name}@${release.version}`, digest: { sha256: rootSha256 } }],
    predicateType: APPROVAL_TYPE,
    predicate: { release: { ...release }, verification: ownVerification(verification) },
  };
}

/** Reads an approval that was verified, of this type and no other. Fault: `approval-malformed`. */
export function readApproval({ subject, predicate }: Statement): Approval {
  const [root] = parseSchema(rootSubjectSchema(), subject, (problem) =>
    malformedApproval(`is not of one root: ${problem}`),
  );
  const { release } = parseSchema(approvalSchema(), predicate, malformedApproval);
  return { rootSha256: root.digest.sha256, release };
}
