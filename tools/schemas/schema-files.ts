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
import { announcedSchema } from "../../src/views/announcement/announced-json.ts";
import { announcedSecuritySchema } from "../../src/views/announcement/announced-security.ts";
import { embargoResultSchema } from "../../src/views/announcement/embargo-json.ts";
import { auditSchema } from "../../src/views/audit/audit-json.ts";
import { watchSchema } from "../../src/views/audit/watch-json.ts";
import { capsuleDiffSchema } from "../../src/views/capsule/capsule-diff-json.ts";
import { capsuleSchema } from "../../src/views/capsule/capsule-json.ts";
import { faultSchema } from "../../src/views/fault/fault-json.ts";
import { gotReleaseSchema } from "../../src/views/get/got-release-json.ts";
import { attachedSchema } from "../../src/views/image/attached-json.ts";
import { notaryAttachedSchema } from "../../src/views/image/notary-attached.ts";
import { kitSchema } from "../../src/views/kit/kit-json.ts";
import { rootsSchema } from "../../src/views/kit/roots-json.ts";
import { logSchema } from "../../src/views/log/log-json.ts";
import { saidSchema } from "../../src/views/log/said-json.ts";
import { timelineSchema } from "../../src/views/log/timeline-json.ts";
import { vouchedSchema } from "../../src/views/log/vouched-json.ts";
import { initSchema } from "../../src/views/release/init-json.ts";
import { releaseCheckSchema } from "../../src/views/release/release-check-json.ts";
import { sealedReleaseSchema } from "../../src/views/release/sealed-release-json.ts";
import { sbomDiffSchema } from "../../src/views/sbom/sbom-diff-json.ts";
import { sbomScoreSchema } from "../../src/views/sbom/sbom-score-json.ts";
import { verificationSchema } from "../../src/views/verification/verification-json.ts";
import { affectedSchema } from "../../src/views/vulnerability/affected-json.ts";
import { scanSchema } from "../../src/views/vulnerability/scan-json.ts";
import { vexSchema } from "../../src/views/vulnerability/vex-json.ts";
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
