import * as v from "valibot";
import type { JsonObject } from "../../../kernel/json.ts";
import { levelOfScore } from "../../attestation/severity-level.ts";
import type { FoundVulnerability } from "../../vulnerability/found-vulnerability.ts";
import { firstLevel, lookedAt, nullableList, parseReport, shortText, shortTexts } from "./fields.ts";
import { osvRecord, osvSeverity } from "./osv-record.ts";
import { packageUrl } from "./package-url.ts";
import { NO_DATABASE, type ScannerReport } from "./scan.ts";

const found = v.looseObject({
  package: v.looseObject({ name: shortText, version: v.optional(v.string()), ecosystem: v.optional(v.string()) }),
  vulnerabilities: nullableList(osvRecord),
  groups: nullableList(
    v.looseObject({ ids: shortTexts, aliases: v.nullish(shortTexts, []), max_severity: v.optional(v.string()) }),
  ),
});

const schema = v.looseObject({
  results: lookedAt(v.looseObject({ source: v.looseObject({ path: shortText }), packages: nullableList(found) })),
});

/**
 * Reads what `osv-scanner scan --format json` writes: no version, no time and no database, and the files that it scanned by their
 * paths. Vulnerabilities of one group are one, by several names. Fault: `evidence-malformed`.
 */
export function readOsvScanner(value: JsonObject): ScannerReport {
  const { results } = parseReport(schema, value, "OSV-Scanner");
  return {
    scanner: { name: "osv-scanner", version: undefined },
    database: NO_DATABASE,
    started: undefined,
    finished: undefined,
    subjects: [],
    names: results.map(({ source }) => source.path),
    findings: results.flatMap(({ packages }) => (packages ?? []).flatMap(findingsOf)),
    notJudged: [],
  };
}

function findingsOf({ package: { name, version, ecosystem }, vulnerabilities, groups }: v.InferOutput<typeof found>) {
  const component = {
    name,
    version: version || undefined,
    purl: packageUrl(ecosystem ?? "", name, version || undefined),
  };
  const groupOf = new Map((groups ?? []).flatMap((group) => group.ids.map((id) => [id, group] as const)));
  const grouped = new Set<string>();
  const findings: FoundVulnerability[] = [];
  for (const record of vulnerabilities ?? []) {
    if (record.withdrawn !== undefined || grouped.has(record.id)) continue;
    const group = groupOf.get(record.id);
    for (const id of group?.ids ?? []) grouped.add(id);
    const { level, ratings } = osvSeverity(record);
    const score = group?.max_severity;
    const highest = score === undefined || score === "" ? [] : [{ method: "osv-scanner", score }];
    findings.push({
      id: record.id,
      aliases: namesBeside(record.id, [...(record.aliases ?? []), ...(group?.ids ?? []), ...(group?.aliases ?? [])]),
      component,
      level: firstLevel([level, ...highest.map((one) => levelOfScore(Number(one.score)))]),
      ratings: [...ratings, ...highest],
      fixed: [],
    });
  }
  return findings;
}

export function namesBeside(id: string, names: readonly string[]): string[] {
  return [...new Set(names)].filter((one) => one !== id);
}
