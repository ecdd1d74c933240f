import { Fault } from "../../../kernel/fault.ts";
import { formatEpoch } from "../../../kernel/iso-time.ts";
import { type ScannerReport, shownScanner } from "./scan.ts";

/** A scan of which all is known that a statement has to say. Milliseconds since 1970. */
export interface DatedScan extends ScannerReport {
  readonly database: ScannerReport["database"] & { readonly updated: number };
  readonly started: number;
  readonly finished: number;
}

export interface ScanRules {
  /** Milliseconds since 1970: when the release is sealed. */
  readonly now: number;
  /** Seconds that the database may be older than the scan, and the scan older than the sealing. */
  readonly maxAge: number;
}

/** Three days. */
export const DEFAULT_MAX_AGE = 3 * 24 * 60 * 60;
/** Clocks of machines that work together differ by this much, in milliseconds. */
const CLOCKS = 60_000;

/**
 * Requires that a scan says when it was and of which day its database was, that neither is of the future, and that both are new
 * enough. Faults: `scan-undated`, `scan-stale`.
 */
export function judgeScan(scan: ScannerReport, { now, maxAge }: ScanRules): DatedScan {
  const { database, started, finished } = scan;
  const { updated } = database;
  if (updated === undefined || started === undefined || finished === undefined) throw undated(scan);
  const days = `${Math.floor(maxAge / 8640) / 10} days`;
  if (started > finished) throw stale("it ended before it began");
  if (finished > now + CLOCKS) throw stale(`it is of the future: ${day(finished)}`);
  if (updated > finished + CLOCKS) throw stale(`its database is newer than the scan: ${day(updated)}`);
  if (finished - updated > maxAge * 1000) {
    throw stale(`its database was of ${day(updated)} when it scanned at ${day(finished)}, and may be ${days} old`);
  }
  if (now - finished > maxAge * 1000) throw stale(`it is of ${day(finished)}, and may be ${days} old`);
  return { ...scan, database: { ...database, updated }, started, finished };
}

function day(milliseconds: number): string {
  return formatEpoch(Math.floor(milliseconds / 1000));
}

function undated({ scanner, database, finished }: ScannerReport): Fault {
  const lacking = [
    ...(database.updated === undefined ? ["the date of its database"] : []),
    ...(finished === undefined ? ["the time of the scan"] : []),
  ];
  return new Fault(
    "scan-undated",
    `the report of ${shownScanner(scanner.name)} does not say ${lacking.join(" and ")}`,
    {
      hint: "put it into a scan record, which says the rest: docs/evidence.md",
    },
  );
}

function stale(problem: string): Fault {
  return new Fault("scan-stale", `the scan cannot be used: ${problem}`, {
    hint: "update the database of the scanner and scan again; vulnerabilities in the release manifest sets how old both may be",
  });
}
