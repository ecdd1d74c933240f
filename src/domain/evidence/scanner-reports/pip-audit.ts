import * as v from "valibot";
import type { JsonObject } from "../../../kernel/json.ts";
import { lookedAt, nullableList, parseReport, scanFailed, shortText, shortTexts } from "./fields.ts";
import { namesBeside } from "./osv-scanner.ts";
import { packageUrl } from "./package-url.ts";
import { NO_DATABASE, type ScannerReport } from "./scan.ts";

const schema = v.looseObject({
  dependencies: lookedAt(
    v.looseObject({
      name: shortText,
      version: v.optional(shortText),
      skip_reason: v.optional(shortText),
      vulns: nullableList(
        v.looseObject({ id: shortText, aliases: v.nullish(shortTexts, []), fix_versions: v.nullish(shortTexts, []) }),
      ),
    }),
  ),
});

/**
 * Reads what `pip-audit --format json` writes: no version, no time, no database, no severity, and nothing of what was scanned. It calls a
 * scan clean in which it skipped every dependency; here that scan has failed. Faults: `evidence-malformed`, `scan-failed`.
 */
export function readPipAudit(value: JsonObject): ScannerReport {
  const { dependencies } = parseReport(schema, value, "pip-audit");
  const judged = dependencies.filter(({ skip_reason }) => skip_reason === undefined);
  if (judged.length === 0) {
    throw scanFailed("pip-audit", dependencies[0]?.skip_reason ?? "there was no dependency to look at");
  }
  return {
    scanner: { name: "pip-audit", version: undefined },
    database: NO_DATABASE,
    started: undefined,
    finished: undefined,
    subjects: [],
    names: [],
    findings: judged.flatMap(({ name, version, vulns }) =>
      (vulns ?? []).map(({ id, aliases, fix_versions }) => ({
        id,
        aliases: namesBeside(id, aliases ?? []),
        component: { name, version, purl: packageUrl("pypi", name, version) },
        level: "unknown" as const,
        ratings: [],
        fixed: fix_versions ?? [],
      })),
    ),
    notJudged: dependencies.flatMap(({ name, skip_reason }) =>
      skip_reason === undefined ? [] : [`${name}: ${skip_reason}`],
    ),
  };
}
