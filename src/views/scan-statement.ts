import { STATEMENT_TYPE } from "../domain/attestation/statement.ts";
import { scanPredicate, VULNERABILITIES_TYPE } from "../domain/attestation/vulnerability-scan.ts";
import { REPOSITORY } from "../domain/home.ts";
import type { KnownVulnerability, Scan, Unjudged } from "../domain/vulnerability/scan.ts";
import { Fault } from "../kernel/fault.ts";
import type { JsonObject } from "../kernel/json.ts";
import type { ScanReport } from "./scan-json.ts";

/**
 * An in-toto statement about the file that was scanned, with the predicate for vulnerabilities, as sealing takes it for evidence. One database
 * of several archives is told by the digests of them. Fault: `usage` for a folder, and for a database that does not say how new it is.
 */
export function scanStatement(
  { scan, sources, time, finished, subject, unknown }: ScanReport,
  toolVersion: string,
): JsonObject {
  const { name, sha256 } = subject;
  if (sha256 === undefined) {
    throw new Fault("usage", "a folder has no digest that a statement could name", {
      hint: "scan a capsule, an SBOM or another file",
    });
  }
  const updated = sources.reduce((most, { newest }) => Math.max(most, Date.parse(newest) || 0), 0);
  if (updated === 0) throw new Fault("usage", "the database does not say how new it is, which a statement must");
  const started = time.getTime();
  return {
    _type: STATEMENT_TYPE,
    subject: [{ name, digest: { sha256 } }],
    predicateType: VULNERABILITIES_TYPE,
    predicate: scanPredicate({
      scanner: { uri: REPOSITORY, version: toolVersion },
      database: {
        uri: "https://osv.dev",
        version: sources.map((source) => `${source.name}:sha256:${source.sha256}`).join(","),
        // A clock may be behind that of who published the record.
        updated: Math.min(started, updated),
      },
      started,
      finished: finished.getTime(),
      findings: scan.findings.map(findingOf),
      notJudged: notJudged(scan, unknown),
      target: { boundBy: "digest", names: [name] },
    }),
  };
}

function findingOf({ id, ids, severity, component, fixed }: KnownVulnerability) {
  const { level, vector, score } = severity;
  return {
    ...{ id, level, fixed },
    aliases: ids.filter((one) => one !== id),
    component: component.purl ?? component.ref,
    ratings: [
      ...(vector === undefined ? [] : [{ method: "cvss", score: vector }]),
      ...(score === undefined ? [] : [{ method: "cvss score", score: score.toFixed(1) }]),
    ],
  };
}

/** What could not be judged is never left out. */
function notJudged({ unjudged }: Scan, unknown: string | undefined): string[] {
  return [...unjudged.map(sentenceOf), ...(unknown === undefined ? [] : [unknown])];
}

function sentenceOf({ component, reason, ids }: Unjudged): string {
  return `${component.purl ?? component.ref}: ${reason}${ids.length === 0 ? "" : ` (${ids.join(", ")})`}`;
}
