import * as v from "valibot";
import { parseInstant } from "../../../kernel/iso-time.ts";
import type { JsonObject, JsonValue } from "../../../kernel/json.ts";
import { schemaId } from "../../home.ts";
import { malformedEvidence, parseEvidence } from "../evidence-fault.ts";
import { scanFailed, shortText } from "./fields.ts";
import type { ScanDatabase, ScannerReport } from "./scan.ts";

const WHAT = "scan record";
const time = v.pipe(
  v.string(),
  v.regex(/^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}(?:\.\d{1,12})?(?:[Zz]|[+-]\d{2}:\d{2})$/),
);
const version = v.pipe(v.string(), v.regex(/^[0-9A-Za-z][0-9A-Za-z.+_-]{0,63}$/));

/**
 * What a scanner does not say in its report, and the report: which scanner of which version, with which database, when, how it ended,
 * and what it scanned. Written by whoever ran it.
 */
export const scanRecordSchema = v.strictObject({
  schema: v.literal(schemaId("scan-record")),
  scanner: v.strictObject({ version }),
  database: v.union([
    v.strictObject({ updated: time, version: v.optional(shortText), uri: v.optional(shortText) }),
    /** The database is a service, which does not say how old it is: it is as new as the scan. */
    v.strictObject({ live: v.literal(true), uri: v.optional(shortText) }),
  ]),
  started: time,
  finished: time,
  /** The exit code of the scanner. */
  exit: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(255)),
  target: v.optional(
    v.strictObject({ name: v.optional(shortText), sha256: v.optional(v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))) }),
  ),
  report: v.unknown(),
});

/** With which codes each ends after a scan that it finished; any for those whose code can be chosen. */
const FINISHED: Readonly<Record<string, readonly number[] | undefined>> = {
  grype: [0, 2],
  "osv-scanner": [0, 1],
  "npm-audit": [0, 1],
  "pip-audit": [0, 1],
  "cargo-audit": [0, 1],
  govulncheck: [0, 3],
};

export function isScanRecord(value: JsonObject): boolean {
  return value["schema"] === schemaId("scan-record");
}

/**
 * Reads a record of a scan. What the report says itself must agree with it. Faults: `evidence-malformed`, `scan-failed` for an
 * exit code that says that the scanner did not finish, and those of the reader of the report.
 */
export function readScanRecord(
  value: JsonObject,
  readReport: (report: JsonValue) => ScannerReport | undefined,
): ScannerReport {
  const record = parseEvidence(scanRecordSchema, value, WHAT);
  const scan = readReport(value["report"] ?? null);
  if (scan === undefined) throw malformedEvidence(WHAT, "its report is of no known scanner");
  const { name } = scan.scanner;
  if (FINISHED[name]?.includes(record.exit) === false) throw scanFailed(name, `it ended with ${record.exit}`);
  if (scan.scanner.version !== undefined && scan.scanner.version !== record.scanner.version) {
    throw malformedEvidence(WHAT, "it names another version of the scanner than the report");
  }
  const started = parseInstant(record.started);
  const { target } = record;
  return {
    ...scan,
    scanner: { name, version: record.scanner.version },
    database: databaseOf(record.database, scan.database, started),
    started,
    finished: parseInstant(record.finished),
    subjects: target?.sha256 === undefined ? scan.subjects : [...scan.subjects, { sha256: target.sha256 }],
    names: target?.name === undefined ? scan.names : [...scan.names, target.name],
  };
}

function databaseOf(
  said: v.InferOutput<typeof scanRecordSchema>["database"],
  own: ScanDatabase,
  started: number | undefined,
): ScanDatabase {
  const uri = said.uri ?? own.uri;
  if ("live" in said) {
    if (own.updated !== undefined) throw malformedEvidence(WHAT, "it calls a database live whose date the report has");
    return { uri, version: undefined, updated: started };
  }
  const updated = parseInstant(said.updated);
  if (own.updated !== undefined && own.updated !== updated) {
    throw malformedEvidence(WHAT, "it has another date of the database than the report");
  }
  return { uri, version: said.version ?? own.version, updated };
}
