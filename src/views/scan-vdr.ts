import type { KnownVulnerability } from "../domain/vulnerability/scan.ts";
import { groupBy } from "../kernel/group-by.ts";
import type { JsonObject } from "../kernel/json.ts";
import type { ScanReport } from "./scan-json.ts";

const METHODS = [
  ["CVSS:4.0/", "CVSSv4"],
  ["CVSS:3.1/", "CVSSv31"],
  ["CVSS:3.0/", "CVSSv3"],
  ["AV:", "CVSSv2"],
] as const;

/** A disclosure report in CycloneDX 1.6: the components that are affected, and by what. https://cyclonedx.org/capabilities/vdr/ */
export function scanVdr({ scan, time, subject }: ScanReport, toolVersion: string): JsonObject {
  const affected = [...groupBy(scan.findings, ({ component }) => component.ref).values()].map(
    ([first]) => first!.component,
  );
  return {
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    version: 1,
    metadata: {
      timestamp: time.toISOString(),
      tools: { components: [{ type: "application", name: "release-capsule", version: toolVersion }] },
      component: {
        ...{ type: "file", name: subject.name },
        ...(subject.sha256 === undefined ? {} : { hashes: [{ alg: "SHA-256", content: subject.sha256 }] }),
      },
    },
    components: affected.map(({ ref, name, version, purl }) => ({
      type: "library",
      "bom-ref": ref,
      name,
      ...(version === undefined ? {} : { version }),
      ...(purl === undefined ? {} : { purl }),
    })),
    vulnerabilities: [...groupBy(scan.findings, ({ id }) => id)].map(([id, of]) => vulnerabilityOf(id, of)),
  };
}

function vulnerabilityOf(id: string, findings: readonly KnownVulnerability[]): JsonObject {
  const { ids, severity, summary, fixed } = findings[0]!;
  const method = METHODS.find(([prefix]) => severity.vector?.startsWith(prefix))?.[1] ?? "other";
  return {
    id,
    source: { name: "OSV", url: "https://osv.dev" },
    references: ids
      .filter((one) => one !== id)
      .map((one) => ({
        id: one,
        source: { name: "OSV", url: `https://osv.dev/vulnerability/${encodeURIComponent(one)}` },
      })),
    ratings: [
      {
        ...(severity.score === undefined ? {} : { score: severity.score }),
        ...{ severity: severity.level, method },
        ...(severity.vector === undefined ? {} : { vector: severity.vector }),
      },
    ],
    ...(summary === "" ? {} : { description: summary }),
    ...(fixed.length === 0 ? {} : { recommendation: `fixed in ${fixed.join(", ")}` }),
    affects: findings.map(({ component }) => ({ ref: component.ref })),
  };
}
