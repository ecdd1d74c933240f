import type { JsonObject } from "../../../kernel/json.ts";
import { type BoundBy, scanPredicate } from "../../attestation/vulnerability-scan.ts";
import type { DatedScan } from "./judge-scan.ts";
import { scannerUri } from "./scan.ts";

/** The predicate of a report that was judged to be new enough. */
export function judgedScanPredicate({ scanner, names, findings, ...scan }: DatedScan, boundBy: BoundBy): JsonObject {
  return scanPredicate({
    ...scan,
    scanner: { uri: scannerUri(scanner.name), version: scanner.version },
    target: { boundBy, names },
    findings: findings.map(({ component: { name, version, purl }, ...found }) => ({
      ...found,
      component: purl ?? (version === undefined ? name : `${name}@${version}`),
    })),
  });
}
