import type { JsonObject, JsonValue } from "../../../kernel/json.ts";
import { isJsonObject } from "../../../kernel/json-object.ts";
import { readCargoAudit } from "./cargo-audit.ts";
import { readGovulncheck } from "./govulncheck.ts";
import { readGrype } from "./grype.ts";
import { readNpmAudit } from "./npm-audit.ts";
import { readOsvScanner } from "./osv-scanner.ts";
import { readPipAudit } from "./pip-audit.ts";
import type { ScannerReport } from "./scan.ts";
import { isScanRecord, readScanRecord } from "./scan-record.ts";
import { readTrivy } from "./trivy.ts";
import { readVdr } from "./vdr.ts";

/** What tells the reports apart; none of their formats has a name in it. */
const READERS: readonly (readonly [is: (value: JsonObject) => boolean, read: (value: JsonObject) => ScannerReport])[] =
  [
    [({ descriptor, matches }) => isJsonObject(descriptor) && matches !== undefined, readGrype],
    [({ SchemaVersion, ArtifactName }) => SchemaVersion !== undefined && ArtifactName !== undefined, readTrivy],
    [(value) => "auditReportVersion" in value || isNpmFailure(value), readNpmAudit],
    [({ dependencies, fixes }) => Array.isArray(dependencies) && Array.isArray(fixes), readPipAudit],
    [({ database, lockfile }) => isJsonObject(database) && isJsonObject(lockfile), readCargoAudit],
    [({ results }) => Array.isArray(results), readOsvScanner],
  ];

/**
 * Reads the report of a vulnerability scanner, or a record of a scan that holds one; undefined for any other document. Faults:
 * `evidence-malformed`, `scan-failed`.
 */
export function readScan(value: JsonObject): ScannerReport | undefined {
  if (isScanRecord(value)) return readScanRecord(value, readAny);
  return readReport(value);
}

/** Several objects are the messages of govulncheck. */
export function readScanMessages(values: readonly JsonObject[]): ScannerReport | undefined {
  return values[0] !== undefined && isJsonObject(values[0]["config"]) ? readGovulncheck(values) : undefined;
}

function readReport(value: JsonObject): ScannerReport | undefined {
  return READERS.find(([is]) => is(value))?.[1](value);
}

/** In a record a disclosure report is one of a scan, too; by itself it is signed as it is. */
function readAny(report: JsonValue): ScannerReport | undefined {
  if (Array.isArray(report)) return report.every(isObject) ? readScanMessages(report) : undefined;
  if (!isObject(report)) return undefined;
  return report["bomFormat"] === "CycloneDX" && "vulnerabilities" in report ? readVdr(report) : readReport(report);
}

function isObject(value: JsonValue): value is JsonObject {
  return isJsonObject(value);
}

function isNpmFailure({ error }: JsonObject): boolean {
  return isJsonObject(error) && ("summary" in error || "code" in error);
}
