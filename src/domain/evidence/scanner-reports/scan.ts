import { printable } from "../../../kernel/printable.ts";
import type { DigestSet } from "../../attestation/digest-set.ts";
import type { FoundVulnerability } from "../../vulnerability/found-vulnerability.ts";

/** What a report of a vulnerability scanner says. What it does not say is absent, and a scan record beside it can say it. */
export interface ScannerReport {
  /** By one of our names, or the address by which a statement names it. */
  readonly scanner: { readonly name: string; readonly version: string | undefined };
  readonly database: ScanDatabase;
  /** Milliseconds since 1970. */
  readonly started: number | undefined;
  readonly finished: number | undefined;
  /** Digests of what was scanned. */
  readonly subjects: readonly DigestSet[];
  /** What the report calls that which was scanned: a path, or a name of an image. */
  readonly names: readonly string[];
  readonly findings: readonly FoundVulnerability[];
  /** What it could not judge, one sentence each. */
  readonly notJudged: readonly string[];
}

export interface ScanDatabase {
  readonly uri: string | undefined;
  readonly version: string | undefined;
  /** Milliseconds since 1970. */
  readonly updated: number | undefined;
}

/** Where each scanner is made; the address is what the statement names it by. */
export const SCANNERS = {
  grype: "https://github.com/anchore/grype",
  trivy: "https://github.com/aquasecurity/trivy",
  "osv-scanner": "https://github.com/google/osv-scanner",
  "npm-audit": "https://github.com/npm/cli",
  "pip-audit": "https://github.com/pypa/pip-audit",
  "cargo-audit": "https://github.com/rustsec/rustsec",
  govulncheck: "https://go.googlesource.com/vuln",
  "cyclonedx-vdr": "https://cyclonedx.org/capabilities/vdr/",
} as const satisfies Record<string, string>;
export type ScannerName = keyof typeof SCANNERS;

/** The address of a scanner. */
export function scannerUri(name: string): string {
  return Object.hasOwn(SCANNERS, name) ? SCANNERS[name as ScannerName] : name;
}

/** A scanner in a message: an address is what somebody wrote. */
export function shownScanner(name: string): string {
  return Object.hasOwn(SCANNERS, name) ? name : printable(name, 120);
}

export const NO_DATABASE: ScanDatabase = { uri: undefined, version: undefined, updated: undefined };
