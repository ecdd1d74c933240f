import * as v from "valibot";
import { parseInstant } from "../../../kernel/iso-time.ts";
import type { JsonObject } from "../../../kernel/json.ts";
import type { FoundVulnerability } from "../../vulnerability/found-vulnerability.ts";
import { levelOf, nullableList, parseReport, scanFailed, shortText, shortTexts } from "./fields.ts";
import { imageDigests } from "./image-digests.ts";
import { NO_DATABASE, type ScannerReport } from "./scan.ts";

const schema = v.looseObject({
  SchemaVersion: v.literal(2),
  CreatedAt: v.optional(shortText),
  ArtifactName: shortText,
  Trivy: v.optional(v.looseObject({ Version: v.optional(shortText) })),
  Metadata: v.optional(v.looseObject({ RepoDigests: v.nullish(shortTexts, []) })),
  Results: nullableList(
    v.looseObject({
      Target: v.string(),
      Class: v.optional(v.string()),
      Vulnerabilities: nullableList(
        v.looseObject({
          VulnerabilityID: shortText,
          VendorIDs: v.nullish(shortTexts, []),
          PkgName: shortText,
          PkgIdentifier: v.optional(v.looseObject({ PURL: v.optional(v.string()) })),
          InstalledVersion: v.optional(v.string()),
          FixedVersion: v.optional(v.string()),
          Severity: v.optional(shortText),
          CVSS: v.nullish(v.record(v.string(), v.looseObject({ V3Score: v.optional(v.number()) }))),
        }),
      ),
    }),
  ),
});

/** Those of Trivy's results that are about packages, and so about vulnerabilities. */
const OF_PACKAGES = /^(?:os|lang)-pkgs$/;

/**
 * Reads what `trivy … --format json` writes. It names no database, and older versions not themselves. A report without a
 * result about packages is of a scan that looked at nothing. Faults: `evidence-malformed`, `scan-failed`.
 * https://github.com/aquasecurity/trivy/blob/main/pkg/types/report.go
 */
export function readTrivy(value: JsonObject): ScannerReport {
  const report = parseReport(schema, value, "Trivy");
  const results = (report.Results ?? []).filter((one) => OF_PACKAGES.test(one.Class ?? ""));
  if (results.length === 0) throw scanFailed("Trivy", "the report has no result about packages");
  const at = parseInstant(report.CreatedAt);
  return {
    scanner: { name: "trivy", version: report.Trivy?.Version },
    database: NO_DATABASE,
    started: at,
    finished: at,
    subjects: imageDigests(report.Metadata?.RepoDigests ?? []),
    names: [report.ArtifactName],
    findings: results.flatMap(({ Vulnerabilities }) => (Vulnerabilities ?? []).map(findingOf)),
    notJudged: [],
  };
}

type Detected = NonNullable<NonNullable<v.InferOutput<typeof schema>["Results"]>[number]["Vulnerabilities"]>[number];

function findingOf(found: Detected): FoundVulnerability {
  const scores = Object.entries(found.CVSS ?? {}).flatMap(([source, { V3Score }]) =>
    V3Score === undefined ? [] : [{ method: `CVSS:3 ${source}`, score: String(V3Score) }],
  );
  return {
    id: found.VulnerabilityID,
    aliases: found.VendorIDs ?? [],
    component: {
      name: found.PkgName,
      version: found.InstalledVersion || undefined,
      purl: found.PkgIdentifier?.PURL || undefined,
    },
    level: levelOf(found.Severity),
    ratings: [{ method: "trivy", score: levelOf(found.Severity) }, ...scores],
    fixed: (found.FixedVersion ?? "").split(/,\s*/).filter((one) => one !== ""),
  };
}
