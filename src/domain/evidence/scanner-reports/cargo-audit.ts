import * as v from "valibot";
import { parseInstant } from "../../../kernel/iso-time.ts";
import type { JsonObject } from "../../../kernel/json.ts";
import type { FoundVulnerability } from "../../vulnerability/found-vulnerability.ts";
import { cvssRating, lookedAt, parseReport, scanFailed, shortText, shortTexts } from "./fields.ts";
import { namesBeside } from "./osv-scanner.ts";
import { packageUrl } from "./package-url.ts";
import type { ScannerReport } from "./scan.ts";

const found = v.looseObject({
  advisory: v.looseObject({ id: shortText, aliases: v.nullish(shortTexts, []), cvss: v.nullish(v.string()) }),
  versions: v.optional(v.looseObject({ patched: v.nullish(shortTexts, []) })),
  package: v.looseObject({ name: shortText, version: shortText }),
});

const schema = v.looseObject({
  database: v.looseObject({
    "advisory-count": v.number(),
    "last-commit": v.nullish(shortText),
    "last-updated": v.nullish(shortText),
  }),
  lockfile: v.looseObject({ "dependency-count": v.number() }),
  vulnerabilities: v.looseObject({ list: lookedAt(found) }),
});

/**
 * Reads what `cargo audit --json` writes: its database with commit and date, and no version, no time, and nothing of what was scanned.
 * Faults: `evidence-malformed`, `scan-failed`.
 */
export function readCargoAudit(value: JsonObject): ScannerReport {
  const { database, lockfile, vulnerabilities } = parseReport(schema, value, "cargo audit");
  if (database["advisory-count"] === 0) throw scanFailed("cargo audit", "its database holds no advisory");
  if (lockfile["dependency-count"] === 0) throw scanFailed("cargo audit", "there was no dependency to look at");
  return {
    scanner: { name: "cargo-audit", version: undefined },
    database: {
      uri: "https://github.com/RustSec/advisory-db",
      version: database["last-commit"] ?? undefined,
      updated: parseInstant(database["last-updated"] ?? undefined),
    },
    started: undefined,
    finished: undefined,
    subjects: [],
    names: [],
    findings: vulnerabilities.list.map(findingOf),
    notJudged: [],
  };
}

function findingOf({
  advisory,
  versions,
  package: { name, version },
}: v.InferOutput<typeof found>): FoundVulnerability {
  const rated = advisory.cvss ? cvssRating(advisory.cvss) : undefined;
  return {
    id: advisory.id,
    aliases: namesBeside(advisory.id, advisory.aliases ?? []),
    component: { name, version, purl: packageUrl("crates.io", name, version) },
    level: rated?.level ?? "unknown",
    ratings: rated === undefined ? [] : [rated.rating],
    fixed: versions?.patched ?? [],
  };
}
