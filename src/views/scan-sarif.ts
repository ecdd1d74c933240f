import type { SeverityLevel } from "../domain/attestation/severity-level.ts";
import type { KnownVulnerability } from "../domain/vulnerability/scan.ts";
import { groupBy } from "../kernel/group-by.ts";
import type { JsonObject } from "../kernel/json.ts";
import type { ScanReport } from "./scan-json.ts";
import { visible } from "./visible.ts";

const LEVELS: Readonly<Record<SeverityLevel, string>> = {
  ...{ critical: "error", high: "error", medium: "warning", unknown: "warning", low: "note", none: "none" },
};
/** What GitHub shows where no score is known: the middle of each of its bands (docs.github.com, SARIF support, `security-severity`). */
const BANDS: Readonly<Record<SeverityLevel, string>> = {
  ...{ critical: "9.5", high: "8.0", medium: "5.5", low: "2.0", none: "0.0", unknown: "5.5" },
};

/**
 * SARIF 2.1.0 as GitHub's code scanning takes it: a rule for each vulnerability, a result for each component that has it, at the
 * file in which the component was read. A category keeps the results of several scans apart (docs.github.com, SARIF support,
 * `runAutomationDetails`). https://docs.oasis-open.org/sarif/sarif/v2.1.0/
 */
export function scanSarif(
  { scan, subject }: Pick<ScanReport, "scan" | "subject">,
  toolVersion: string,
  category?: string,
): JsonObject {
  const rules = [...groupBy(scan.findings, ({ id }) => id)].map(([id, [first]]) => ruleOf(id, first!));
  const places = new Map(rules.map(({ id }, index) => [id, index]));
  return {
    $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        ...(category === undefined ? {} : { automationDetails: { id: `release-capsule/${category}/` } }),
        tool: {
          driver: {
            name: "release-capsule",
            version: toolVersion,
            informationUri: "https://github.com/release-capsule/release-capsule",
            rules,
          },
        },
        results: scan.findings.map((finding) => ({
          ruleId: finding.id,
          ruleIndex: places.get(finding.id) ?? 0,
          level: LEVELS[finding.severity.level],
          message: { text: messageOf(finding) },
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: addressOf(finding.component.path ?? subject.name) },
                region: { startLine: 1 },
              },
            },
          ],
          partialFingerprints: { vulnerability: `${finding.id}:${finding.component.ref}` },
        })),
      },
    ],
  };
}

function ruleOf(id: string, { severity, summary, ids }: KnownVulnerability): JsonObject & { readonly id: string } {
  const text = visible(summary) || id;
  return {
    id,
    shortDescription: { text },
    fullDescription: { text },
    helpUri: `https://osv.dev/vulnerability/${encodeURIComponent(id)}`,
    help: { text: `${text}\n${ids.join(", ")}` },
    properties: {
      "security-severity": severity.score?.toFixed(1) ?? BANDS[severity.level],
      tags: ["security", "vulnerability"],
    },
  };
}

function messageOf({ id, component, fixed }: KnownVulnerability): string {
  const where = visible(`${component.name} ${component.version ?? ""}`.trim());
  return `${where} is affected by ${id}${fixed.length === 0 ? "" : `; fixed in ${visible(fixed.join(", "))}`}`;
}

/** A relative reference, in which nothing of a file's name means anything. */
function addressOf(path: string): string {
  return path
    .split("/")
    .map((part) => encodeURIComponent(part.toWellFormed()))
    .join("/");
}
