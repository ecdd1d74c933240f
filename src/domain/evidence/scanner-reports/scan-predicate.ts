import { formatEpoch } from "../../../kernel/iso-time.ts";
import type { JsonObject } from "../../../kernel/json.ts";
import type { FoundVulnerability } from "../../vulnerability/found-vulnerability.ts";
import type { DatedScan } from "./judge-scan.ts";
import { SCANNERS } from "./scan.ts";

/** How it is known what was scanned: by a digest in the report, by a name in it alone, or by whoever gave the report. */
export type BoundBy = "digest" | "name" | "choice";

/**
 * The predicate of in-toto for vulnerabilities, version 0.2. A result that names the same vulnerability in two components stands in it
 * twice. Beyond the specification: what each result is of, what could not be judged, and how it is known what was scanned.
 * https://github.com/in-toto/attestation/blob/main/spec/predicates/vulns_02.md
 */
export function scanPredicate(scan: DatedScan, boundBy: BoundBy): JsonObject {
  const { scanner, database, started, finished, findings, names, notJudged } = scan;
  return {
    scanner: {
      uri: SCANNERS[scanner.name],
      ...(scanner.version === undefined ? {} : { version: scanner.version }),
      db: {
        ...(database.uri === undefined ? {} : { uri: database.uri }),
        ...(database.version === undefined ? {} : { version: database.version }),
        lastUpdate: time(database.updated),
      },
      result: findings.map(result),
    },
    metadata: {
      scanStartedOn: time(started),
      scanFinishedOn: time(finished),
      target: { boundBy, names },
      ...(notJudged.length === 0 ? {} : { notJudged }),
    },
  };
}

function result({ id, aliases, component, level, ratings, fixed }: FoundVulnerability): JsonObject {
  const { name, version, purl } = component;
  return {
    id,
    severity: [{ method: "level", score: level }, ...ratings.map(({ method, score }) => ({ method, score }))],
    annotations: [
      { component: purl ?? (version === undefined ? name : `${name}@${version}`) },
      ...aliases.map((alias) => ({ alias })),
      ...fixed.map((fixedIn) => ({ fixedIn })),
    ],
  };
}

function time(milliseconds: number): string {
  return formatEpoch(Math.floor(milliseconds / 1000));
}
