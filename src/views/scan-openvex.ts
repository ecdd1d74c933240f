import { HOME } from "../domain/home.ts";
import type { JsonObject } from "../kernel/json.ts";
import type { ScanReport } from "./scan-json.ts";

/**
 * OpenVEX 0.2.0 to begin with: each finding as `under_investigation`, under all of its names, with the component as the product, which
 * is what Grype and Trivy look for. Whoever decides changes the status. https://github.com/openvex/spec/blob/main/OPENVEX-SPEC.md
 */
export function scanOpenVex({ scan, time, subject }: ScanReport, author: string): JsonObject {
  return {
    "@context": "https://openvex.dev/ns/v0.2.0",
    "@id": `${HOME}/openvex/${subject.sha256 ?? encodeURIComponent(subject.name)}`,
    author,
    timestamp: time.toISOString(),
    version: 1,
    tooling: "release-capsule",
    statements: scan.findings.map(({ id, ids, component }) => ({
      vulnerability: { name: id, aliases: ids.filter((one) => one !== id) },
      products: [{ "@id": component.purl ?? component.ref }],
      status: "under_investigation",
    })),
  };
}
