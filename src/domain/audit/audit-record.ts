import * as v from "valibot";
import { canonicalJson } from "../../kernel/canonical-json.ts";
import { Fault } from "../../kernel/fault.ts";
import { parseClosedJson } from "../../kernel/parse-schema.ts";
import { encodeUtf8 } from "../../kernel/utf8.ts";
import { schemaId } from "../home.ts";
import type { ReleaseToday } from "./public-facts.ts";

const text = v.pipe(v.string(), v.minLength(1), v.maxLength(2048));
const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

/** What an audit saw of a release that its capsule does not state, for the audits after it. */
export const auditRecordSchema = v.strictObject({
  schema: v.literal(schemaId("audit-record")),
  repositoryId: text,
  tag: text,
  releaseId: text,
  /** ISO 8601 in UTC. */
  publishedAt: v.nullable(text),
  isPrerelease: v.boolean(),
  immutable: v.nullable(v.boolean()),
  /** Whether GitHub showed an attestation of the release, and it held. */
  attested: v.boolean(),
  /** Of the root of its capsule. */
  rootSha256: sha256,
});

export type AuditRecord = v.InferOutput<typeof auditRecordSchema>;

const MAX_BYTES = 64 * 1024;

/** Fault: `audit-record-malformed`. */
export function parseAuditRecord(bytes: Uint8Array): AuditRecord {
  return parseClosedJson(bytes, auditRecordSchema, { maxBytes: MAX_BYTES, what: "the record", malformed });
}

export interface RecordedRelease {
  readonly repositoryId: string;
  readonly tag: string;
  readonly rootSha256: string;
  readonly release: ReleaseToday;
  readonly attested: boolean;
}

export function formatAuditRecord({ repositoryId, tag, rootSha256, release, attested }: RecordedRelease): Uint8Array {
  const record: AuditRecord = {
    schema: schemaId("audit-record"),
    ...{ repositoryId, tag, rootSha256, attested, releaseId: release.id, isPrerelease: release.isPrerelease },
    publishedAt: release.publishedAt ?? null,
    immutable: release.immutable ?? null,
  };
  return encodeUtf8(`${canonicalJson(record)}\n`);
}

function malformed(problem: string): Fault {
  return new Fault("audit-record-malformed", `the record of an earlier audit ${problem}`);
}
