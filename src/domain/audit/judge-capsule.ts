import type { Verification } from "../verification/verification.ts";
import { type AuditRow, differs, holds, unseen } from "./audit-row.ts";

/**
 * That the capsule on the release verifies for the expected identity, whatever became of the files and of GitHub's attestation, which have
 * rows of their own; and that it is the one that was kept. `kept` is the hex digest of the root of that one.
 */
export function judgeCapsule({ claims, root }: Verification, kept: string | undefined): AuditRow {
  const own = claims.filter(({ id }) => id !== "assets" && id !== "published");
  const refused = own.find(({ status }) => status === "failed");
  if (refused !== undefined) {
    return differs("capsule", "capsule-refused", { reason: `${refused.reason} (${refused.code ?? "refused"})` });
  }
  if (kept !== undefined && root !== undefined && root.sha256 !== kept) {
    const reason = `its root has the digest ${root.sha256}, and that of the capsule that was kept ${kept}`;
    return differs("capsule", "capsule-other", { reason });
  }
  const open = own.find(({ status, required }) => required && status !== "verified");
  if (open !== undefined) return unseen("capsule", "capsule-incomplete", { reason: open.reason });
  const signed = own.find(({ id }) => id === "root");
  if (signed === undefined || root === undefined) {
    return unseen("capsule", "capsule-incomplete", { reason: "its root was not verified" });
  }
  return holds("capsule", { reason: signed.reason });
}

/** Nothing says what was sealed; if a capsule was kept, it was taken away. */
export function missingCapsule(reason: string, wasKept: boolean): AuditRow {
  return wasKept ? differs("capsule", "capsule-missing", { reason }) : unseen("capsule", "capsule-missing", { reason });
}
