import type { SeverityLevel } from "../../domain/attestation/severity-level.ts";
import type { JudgedFindings } from "../../domain/vulnerability/judge-findings.ts";
import type { WatchChange } from "../../domain/watch/watch-change.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Signer } from "../../ports/signer.ts";
import type { Trust } from "../../ports/trust.ts";
import type { IssueChange, WatchedRepository } from "../../ports/watched-repository.ts";
import type { Audit, AuditOrder, AuditPorts } from "../audit/audit-order.ts";
import type { ScanResult } from "../scan/scan.ts";

/** Paths are absolute. */
export interface WatchOrder {
  /** How many of the newest releases. */
  readonly last: number;
  readonly audit: Omit<AuditOrder, "tag" | "kept" | "record">;
  /** Where the database of vulnerabilities is; undefined to scan nothing. */
  readonly database: string | undefined;
  /** Days that the newest record of it may be old. */
  readonly maxAge: number;
  /** The file of decisions about vulnerabilities; undefined for none. */
  readonly risk: string | undefined;
  /** The least severity that there is something to tell of; one that nobody says counts as any. */
  readonly failOn: SeverityLevel | "any";
  /** Whose issues are kept; undefined to keep none. */
  readonly issueAuthor: string | undefined;
  /** Where the results are written; undefined to write none. */
  readonly out: string | undefined;
  readonly written: WatchWriting;
}

/** A release as a watch found it. */
export interface WatchedRelease {
  readonly tag: string;
  readonly audit: Audit;
  /** Or why nothing was scanned, if that was requested. */
  readonly scan: ReleaseScan | string | undefined;
  readonly change: WatchChange;
  readonly issue: WatchedIssue | undefined;
  /** Names of the files that were written. */
  readonly files: readonly string[];
}

export interface ReleaseScan extends ScanResult {
  /** Which of the findings count, and what was decided about them. */
  readonly judged: JudgedFindings;
  readonly time: Date;
  readonly finished: Date;
  /** Whether everything was judged, by a database that is new enough. */
  readonly isWhole: boolean;
}

export interface WatchedIssue {
  readonly number: number;
  readonly became: "opened" | "changed" | "closed" | "unchanged";
}

/** What was seen of a release, for who writes it down. */
export type SeenRelease = Omit<WatchedRelease, "issue" | "files">;

/** How what was found is written; all of it is text of ours around the words of others. */
export interface WatchWriting {
  issue(seen: SeenRelease): Omit<IssueChange, "isOpen">;
  /** What changed, for those who read along. */
  comment(seen: SeenRelease): string;
  scanJson(scan: ReleaseScan): string;
  /** Without what was decided about. `category` keeps the results of several releases apart. */
  sarif(scan: ReleaseScan, category: string): string;
  /** An in-toto statement about the capsule. */
  statement(scan: ReleaseScan): string;
}

export interface WatchPorts extends AuditPorts {
  readonly watched: WatchedRepository;
  readonly clock: Clock;
  /** Undefined to sign nothing; else who signs the results of scans, and under which root that is verified. */
  readonly signing: { readonly signer: Signer; readonly trust: Trust } | undefined;
}
