import { toJsonSchema } from "@valibot/to-json-schema";
import type { GenericSchema } from "valibot";
import { announcementSchema } from "../../src/domain/announcement/announcement-file.ts";
import { embargoSchema } from "../../src/domain/announcement/embargo-file.ts";
import { securityFileSchema } from "../../src/domain/announcement/security-file.ts";
import { approvalSchema } from "../../src/domain/attestation/approval.ts";
import { rebuildSchema } from "../../src/domain/attestation/rebuild.ts";
import { auditRecordSchema } from "../../src/domain/audit/audit-record.ts";
import { rootStatementSchema } from "../../src/domain/capsule/root-schema.ts";
import { scanRecordSchema } from "../../src/domain/evidence/scanner-reports/scan-record.ts";
import { schemaId } from "../../src/domain/home.ts";
import { auditEntrySchema } from "../../src/domain/kit/audit-log.ts";
import { kitPredicateSchema } from "../../src/domain/kit/kit-statement.ts";
import { capsuleLockSchema } from "../../src/domain/memory/capsule-lock.ts";
import { keyListSchema } from "../../src/domain/policy/key-list.ts";
import { policySchema } from "../../src/domain/policy/policy-schema.ts";
import { manifestSchema } from "../../src/domain/release/manifest.ts";
import { rootsFileSchema } from "../../src/domain/sigstore/roots-file.ts";
import { forkSchema } from "../../src/domain/statements/fork-evidence.ts";
import { logPolicySchema } from "../../src/domain/statements/log-policy.ts";
import { releaseStateSchema } from "../../src/domain/statements/release-state.ts";
import { indexHeadSchema } from "../../src/domain/vulnerability/advisory-index.ts";
import { riskSchema } from "../../src/domain/vulnerability/risk.ts";
import { watchStateSchema } from "../../src/domain/watch/watch-state.ts";
import { affectedSchema } from "../../src/views/affected-json.ts";
import { announcedSchema } from "../../src/views/announced-json.ts";
import { announcedSecuritySchema } from "../../src/views/announced-security.ts";
import { attachedSchema } from "../../src/views/attached-json.ts";
import { auditSchema } from "../../src/views/audit-json.ts";
import { capsuleDiffSchema } from "../../src/views/capsule-diff-json.ts";
import { capsuleSchema } from "../../src/views/capsule-json.ts";
import { embargoResultSchema } from "../../src/views/embargo-json.ts";
import { faultSchema } from "../../src/views/fault-json.ts";
import { gotReleaseSchema } from "../../src/views/got-release-json.ts";
import { initSchema } from "../../src/views/init-json.ts";
import { kitSchema } from "../../src/views/kit-json.ts";
import { logSchema } from "../../src/views/log-json.ts";
import { notaryAttachedSchema } from "../../src/views/notary-attached.ts";
import { releaseCheckSchema } from "../../src/views/release-check-json.ts";
import { rootsSchema } from "../../src/views/roots-json.ts";
import { saidSchema } from "../../src/views/said-json.ts";
import { sbomDiffSchema } from "../../src/views/sbom-diff-json.ts";
import { sbomScoreSchema } from "../../src/views/sbom-score-json.ts";
import { scanSchema } from "../../src/views/scan-json.ts";
import { sealedReleaseSchema } from "../../src/views/sealed-release-json.ts";
import { timelineSchema } from "../../src/views/timeline-json.ts";
import { verificationSchema } from "../../src/views/verification-json.ts";
import { vexSchema } from "../../src/views/vex-json.ts";
import { vouchedSchema } from "../../src/views/vouched-json.ts";
import { watchSchema } from "../../src/views/watch-json.ts";
import { vectorIndexSchema } from "../vectors/vector-index.ts";

/** Our own formats, by the name in their address; each is closed. */
const SCHEMAS: Readonly<Record<string, GenericSchema>> = {
  affected: affectedSchema,
  announced: announcedSchema,
  "announced-security": announcedSecuritySchema,
  announcement: announcementSchema(),
  embargo: embargoSchema(),
  "embargo-result": embargoResultSchema,
  security: securityFileSchema(),
  approval: approvalSchema(),
  audit: auditSchema,
  "audit-record": auditRecordSchema,
  "capsule-content": capsuleSchema(),
  "capsule-diff": capsuleDiffSchema,
  "capsule-lock": capsuleLockSchema(),
  "capsule-vectors": vectorIndexSchema,
  fault: faultSchema(),
  setup: initSchema,
  kit: kitSchema(),
  "kit-audit-entry": auditEntrySchema(),
  "kit-predicate": kitPredicateSchema(),
  log: logSchema,
  "log-fork": forkSchema(),
  "log-policy": logPolicySchema(),
  "release-state": releaseStateSchema(),
  said: saidSchema,
  timeline: timelineSchema,
  "got-release": gotReleaseSchema,
  "osv-index": indexHeadSchema,
  policy: policySchema(),
  rebuild: rebuildSchema(),
  "image-statement": attachedSchema,
  keys: keyListSchema(),
  "image-notary-signature": notaryAttachedSchema,
  "release-check": releaseCheckSchema,
  "release-manifest": manifestSchema,
  risk: riskSchema,
  roots: rootsSchema,
  "vex-repository": vexSchema,
  "roots-file": rootsFileSchema,
  "root-statement": rootStatementSchema(),
  "scan-record": scanRecordSchema,
  "sbom-diff": sbomDiffSchema,
  "sbom-score": sbomScoreSchema,
  scan: scanSchema,
  "sealed-release": sealedReleaseSchema,
  verification: verificationSchema(),
  vouched: vouchedSchema,
  watch: watchSchema,
  "watch-state": watchStateSchema,
};

/** Every file of docs/schemas/ by its name: JSON Schema 2020-12, made from the schemas that the program itself uses. */
export function schemaFiles(): Map<string, string> {
  return new Map(Object.entries(SCHEMAS).map(([name, schema]) => [`${name}.json`, schemaText(name, schema)]));
}

function schemaText(name: string, schema: GenericSchema): string {
  const { $schema, ...body } = toJsonSchema(schema, { target: "draft-2020-12" });
  return `${JSON.stringify({ $schema, $id: schemaId(name), ...body }, null, 2)}\n`;
}
