/** What an audit compares, one row or more each. The order is the order of presentation. */
export const AUDIT_ROWS = [
  "repository",
  "release",
  "publication",
  "flags",
  "tag",
  "capsule",
  "asset",
  "published",
  "attestation",
  "run",
  "review",
  "registry",
] as const;

export type AuditRowId = (typeof AUDIT_ROWS)[number];

/** Why a row does not hold, by name, with the sentence that explains it in the documentation. */
export const AUDIT_CODES = {
  "asset-added": "a file is on the release that was not sealed",
  "asset-removed": "a sealed file is gone from the release",
  "asset-renamed": "a sealed file is on the release under another name",
  "asset-replaced": "a file has the name of a sealed one, and other bytes",
  "asset-unfinished": "the upload of a file never ended",
  "attestation-removed": "GitHub no longer keeps a signed statement of the release",
  "capsule-incomplete": "the capsule is in order as far as it could be judged, and something required was not",
  "capsule-missing": "there is no capsule on the release, so nothing says what was sealed",
  "capsule-other": "the capsule on the release is not the one that was kept",
  "capsule-refused": "the capsule on the release was refused",
  "not-readable": "a service could not be asked, or did not answer",
  "not-stated": "what was sealed does not say it, or did not verify",
  "published-later": "the release became public after its run had ended: by hand, or it was made anew",
  "published-missing": "GitHub shows no attestation of the release, which it makes of immutable ones alone, or not yet",
  "published-other": "GitHub's own attestation says that it published something else than was sealed",
  "registry-absent": "the registry does not have this version, or not yet",
  "registry-differs": "the registry has another file under the name of a sealed one",
  "registry-unrelated": "nothing of what the registry has was sealed",
  "release-flags": "the release is marked otherwise than it should be",
  "release-recreated": "the release was deleted and made anew",
  "release-removed": "there is no public release of the tag",
  "repository-squatted": "another repository has the name now",
  "repository-transferred": "the repository belongs to another account now",
  "review-missing": "nobody reviewed the job that signed",
  "review-rejected": "a reviewer rejected the job that signed",
  "run-failed": "the run that signed did not end with success",
  "run-other": "GitHub says something else of the run than its certificate",
  "run-unfinished": "the run that signed has not ended",
  "tag-moved": "the tag leads to another commit",
  "tag-removed": "the tag is gone",
} as const satisfies Readonly<Record<string, string>>;

export type AuditCode = keyof typeof AUDIT_CODES;

/** Three-valued: what could not be seen is never taken for what holds. */
export interface AuditRow {
  readonly id: AuditRowId;
  /** What the row is about, where there are several: a file, a package; else null. */
  readonly subject: string | null;
  readonly status: "holds" | "differs" | "unseen";
  /** Set unless it holds. */
  readonly code?: AuditCode;
  /** One sentence, lower case, no full stop, safe to print. */
  readonly reason: string;
  /** True if the result needs it: what is required and was not seen leaves the audit incomplete. */
  readonly required: boolean;
}

interface Said {
  readonly subject?: string;
  readonly reason: string;
}

export function holds(id: AuditRowId, { subject, reason }: Said): AuditRow {
  return { id, subject: subject ?? null, status: "holds", reason, required: true };
}

export function differs(id: AuditRowId, code: AuditCode, { subject, reason }: Said): AuditRow {
  return { id, subject: subject ?? null, status: "differs", code, reason, required: true };
}

export function unseen(
  id: AuditRowId,
  code: AuditCode,
  { subject, reason, required = true }: Said & { readonly required?: boolean },
): AuditRow {
  return { id, subject: subject ?? null, status: "unseen", code, reason, required };
}

/** Rows that the user named need not be seen; a difference stays one. */
export function withOptional(rows: readonly AuditRow[], optional: readonly AuditRowId[]): AuditRow[] {
  return rows.map((row) => (optional.includes(row.id) ? { ...row, required: false } : row));
}

export type AuditOutcome = "holds" | "differs" | "incomplete";

/** A difference beats what was not seen. Nothing holds because nothing was looked at. */
export function outcomeOf(rows: readonly AuditRow[]): AuditOutcome {
  if (rows.some(({ status }) => status === "differs")) return "differs";
  const open = rows.some(({ status, required }) => status === "unseen" && required);
  return open || rows.every(({ status }) => status !== "holds") ? "incomplete" : "holds";
}

/** As in verifying: 0, 1 refused, 3 incomplete. */
export function auditExitCode(outcome: AuditOutcome): 0 | 1 | 3 {
  return outcome === "holds" ? 0 : outcome === "differs" ? 1 : 3;
}
