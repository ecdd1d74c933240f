import { VULNERABILITIES_TYPE } from "../domain/evidence/predicates.ts";
import { compareUtf8 } from "../kernel/bytewise.ts";
import { Fault } from "../kernel/fault.ts";
import type { JsonObject } from "../kernel/json.ts";
import type { ScanReport } from "./scan-json.ts";

/**
 * An in-toto statement about the file that was scanned, with the predicate for vulnerabilities. One database of several archives is
 * told by the digests of them. https://github.com/in-toto/attestation/blob/main/spec/predicates/vulns_02.md
 * Fault: `usage` for a folder.
 */
export function scanStatement({ scan, sources, time, finished, subject }: ScanReport, toolVersion: string): JsonObject {
  if (subject.sha256 === undefined) {
    throw new Fault("usage", "a folder has no digest that a statement could name", {
      hint: "scan a capsule, an SBOM or another file",
    });
  }
  const newest = sources
    .map((source) => source.newest)
    .sort(compareUtf8)
    .at(-1);
  return {
    _type: "https://in-toto.io/Statement/v1",
    subject: [{ name: subject.name, digest: { sha256: subject.sha256 } }],
    predicateType: VULNERABILITIES_TYPE,
    predicate: {
      scanner: {
        uri: "https://github.com/release-capsule/release-capsule",
        version: toolVersion,
        db: {
          uri: "https://osv.dev",
          version: sources.map(({ name, sha256 }) => `${name}:sha256:${sha256}`).join(","),
          ...(newest === undefined ? {} : { lastUpdate: newest }),
        },
        result: scan.findings.map(({ id, ids, severity, component }) => ({
          id,
          severity: [
            { method: severity.vector === undefined ? "word" : "cvss", score: severity.vector ?? severity.level },
          ],
          annotations: [{ component: component.purl ?? component.ref, aliases: ids.filter((one) => one !== id) }],
        })),
      },
      metadata: { scanStartedOn: time.toISOString(), scanFinishedOn: finished.toISOString() },
    },
  };
}
