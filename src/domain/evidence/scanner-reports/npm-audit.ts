import * as v from "valibot";
import type { JsonObject } from "../../../kernel/json.ts";
import type { FoundVulnerability } from "../../vulnerability/found-vulnerability.ts";
import { cvssRating, levelOf, parseReport, scanFailed, shortText } from "./fields.ts";
import { packageUrl } from "./package-url.ts";
import { NO_DATABASE, type ScannerReport } from "./scan.ts";

const advisory = v.looseObject({
  source: v.number(),
  name: shortText,
  title: v.optional(v.string()),
  url: v.optional(shortText),
  severity: v.optional(shortText),
  range: v.optional(v.string()),
  cvss: v.nullish(v.looseObject({ vectorString: v.nullish(v.string()) })),
});

const schema = v.looseObject({
  auditReportVersion: v.literal(2),
  vulnerabilities: v.record(
    v.string(),
    v.looseObject({
      name: shortText,
      // Names of packages in it stand for theirs, which have an entry of their own.
      via: v.pipe(v.array(v.union([shortText, advisory])), v.maxLength(10_000)),
    }),
  ),
  metadata: v.looseObject({ dependencies: v.looseObject({ total: v.number() }) }),
});

const failure = v.looseObject({
  message: v.optional(v.string(), ""),
  error: v.looseObject({ code: v.optional(v.string(), ""), summary: v.optional(v.string(), "") }),
});

/**
 * Reads what `npm audit --json` writes since npm 7: no version, no time, no database, and nothing of what was scanned. Where it could
 * not ask the registry it writes an object with `error` and ends with 1, as it does where it found something. Faults:
 * `evidence-malformed`, `scan-failed`.
 */
export function readNpmAudit(value: JsonObject): ScannerReport {
  const failed = v.safeParse(failure, value);
  if (failed.success) {
    const { message, error } = failed.output;
    throw scanFailed("npm audit", error.summary || message || error.code || "it says no more");
  }
  const { vulnerabilities, metadata } = parseReport(schema, value, "npm audit");
  if (metadata.dependencies.total === 0) throw scanFailed("npm audit", "there was no dependency to look at");
  const advisories = new Map<string, v.InferOutput<typeof advisory>>();
  for (const { via } of Object.values(vulnerabilities)) {
    for (const one of via) if (typeof one !== "string") advisories.set(`${one.source} ${one.name}`, one);
  }
  return {
    scanner: { name: "npm-audit", version: undefined },
    database: NO_DATABASE,
    started: undefined,
    finished: undefined,
    subjects: [],
    names: [],
    findings: [...advisories.values()].map(findingOf),
    notJudged: [],
  };
}

function findingOf({ source, name, url, severity, cvss }: v.InferOutput<typeof advisory>): FoundVulnerability {
  const [ghsa] = /GHSA(?:-[0-9a-z]{4}){3}$/.exec(url ?? "") ?? [];
  const vector = cvss?.vectorString ?? undefined;
  return {
    id: ghsa ?? `npm:${source}`,
    aliases: [],
    // It names the versions that are affected, and not the one that is installed.
    component: { name, version: undefined, purl: packageUrl("npm", name, undefined) },
    level: levelOf(severity),
    ratings: [{ method: "npm", score: levelOf(severity) }, ...(vector ? [cvssRating(vector).rating] : [])],
    fixed: [],
  };
}
