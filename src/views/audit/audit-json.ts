import * as v from "valibot";
import { AUDIT_CODES, AUDIT_ROWS, type AuditCode, auditExitCode } from "../../domain/audit/audit-row.ts";
import type { AuditedRelease } from "../../domain/audit/audited-release.ts";
import { schemaId } from "../../domain/home.ts";

const textOrNull = v.nullable(v.string());
const codes = Object.keys(AUDIT_CODES) as AuditCode[];

/** What `capsule audit --json` prints. */
export const auditSchema = v.strictObject({
  schema: v.literal(schemaId("audit")),
  outcome: v.picklist(["holds", "differs", "incomplete"]),
  exitCode: v.picklist([0, 1, 3]),
  /** `owner/name`, as it was requested. */
  repository: v.string(),
  /** Null if there is no such release. */
  release: v.nullable(v.strictObject({ id: v.string(), tag: v.string(), page: v.string() })),
  /** What was sealed; null unless the capsule's root verified. */
  sealed: v.nullable(v.strictObject({ name: v.string(), version: v.string(), rootSha256: v.string() })),
  rows: v.array(
    v.strictObject({
      id: v.picklist(AUDIT_ROWS),
      subject: textOrNull,
      status: v.picklist(["holds", "differs", "unseen"]),
      required: v.boolean(),
      code: v.nullable(v.picklist(codes)),
      reason: v.string(),
    }),
  ),
  /** Requests that GitHub counted. */
  requests: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
});

export function auditJson(audited: AuditedRelease): v.InferOutput<typeof auditSchema> {
  const { outcome, rows, repository, release, root, requests } = audited;
  return {
    schema: schemaId("audit"),
    ...{ outcome, exitCode: auditExitCode(outcome), repository },
    release: release === undefined ? null : { id: release.id, tag: release.tag, page: release.page },
    sealed: root === undefined ? null : { ...namedRelease(root), rootSha256: root.sha256 },
    rows: rows.map(({ id, subject, status, required, code, reason }) => ({
      ...{ id, subject, status, required, code: code ?? null, reason },
    })),
    requests,
  };
}

function namedRelease({ statement }: NonNullable<AuditedRelease["root"]>): { name: string; version: string } {
  const { name, version } = statement.predicate.release;
  return { name, version };
}
