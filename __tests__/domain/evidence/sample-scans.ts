import { schemaId } from "../../../src/domain/home.ts";

// Reports as the scanners write them, made up here: of one release that nobody made.

export const SCANNED_AT = "2026-11-20T09:30:00Z";
export const DATABASE_OF = "2026-11-19T06:00:00Z";
/** Milliseconds since 1970: a minute after the scan. */
export const NOW = Date.parse("2026-11-20T09:31:00Z");

interface Grype {
  readonly target?: unknown;
  readonly built?: string;
  readonly db?: unknown;
  readonly timestamp?: string;
}

export function grypeReport({
  target = "dist/tool.tar.gz",
  built = DATABASE_OF,
  db,
  timestamp = SCANNED_AT,
}: Grype = {}) {
  return {
    matches: [
      {
        vulnerability: {
          id: "GHSA-aaaa-bbbb-cccc",
          severity: "High",
          cvss: [
            { version: "3.1", vector: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H", metrics: { baseScore: 7.5 } },
          ],
          fix: { versions: ["1.2.4"], state: "fixed" },
        },
        relatedVulnerabilities: [{ id: "CVE-2026-1001" }],
        artifact: { name: "left", version: "1.2.3", type: "npm", purl: "pkg:npm/left@1.2.3" },
      },
    ],
    source: { type: typeof target === "string" ? "file" : "image", target },
    distro: { name: "", version: "", idLike: null },
    descriptor: {
      name: "grype",
      version: "0.121.2",
      db: db ?? { status: { schemaVersion: "v6.1.0", from: "https://example.org/db.tar.zst", built, valid: true } },
      timestamp,
    },
  };
}

export function trivyReport({ results, digests = [] }: { results?: unknown; digests?: readonly string[] } = {}) {
  return {
    SchemaVersion: 2,
    CreatedAt: "2026-11-20T10:30:00.123456789+01:00",
    ArtifactName: "tool.tar.gz",
    ArtifactType: "filesystem",
    Trivy: { Version: "0.74.0" },
    Metadata: { RepoDigests: digests },
    Results: results ?? [
      {
        Target: "package-lock.json",
        Class: "lang-pkgs",
        Type: "npm",
        Vulnerabilities: [
          {
            VulnerabilityID: "CVE-2026-1001",
            VendorIDs: ["GHSA-aaaa-bbbb-cccc"],
            PkgName: "left",
            PkgIdentifier: { PURL: "pkg:npm/left@1.2.3" },
            InstalledVersion: "1.2.3",
            FixedVersion: "1.2.4, 2.0.1",
            Severity: "CRITICAL",
            CVSS: { nvd: { V3Vector: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", V3Score: 9.8 } },
          },
        ],
      },
      { Target: "secrets", Class: "secret" },
    ],
  };
}

export const OSV_RECORD = {
  id: "GHSA-aaaa-bbbb-cccc",
  aliases: ["CVE-2026-1001"],
  severity: [{ type: "CVSS_V3", score: "CVSS:3.1/AV:L/AC:H/PR:L/UI:R/S:U/C:L/I:N/A:N" }],
};

export function osvReport(record: object = OSV_RECORD) {
  return {
    results: [
      {
        source: { path: "work/dist/tool.tar.gz", type: "lockfile" },
        packages: [
          {
            package: { name: "left", version: "1.2.3", ecosystem: "npm" },
            vulnerabilities: [record, { ...OSV_RECORD, id: "CVE-2026-1001", aliases: [] }],
            groups: [
              { ids: ["GHSA-aaaa-bbbb-cccc", "CVE-2026-1001"], aliases: ["GHSA-aaaa-bbbb-cccc"], max_severity: "1.8" },
            ],
          },
        ],
      },
    ],
  };
}

export function npmReport(total = 12) {
  const advisory = {
    source: 1100001,
    name: "left",
    dependency: "left",
    title: "a title",
    url: "https://github.com/advisories/GHSA-aaaa-bbbb-cccc",
    severity: "moderate",
    cwe: ["CWE-1"],
    cvss: { score: 5.3, vectorString: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:L" },
    range: "<1.2.4",
  };
  return {
    auditReportVersion: 2,
    vulnerabilities: {
      left: { name: "left", severity: "moderate", isDirect: false, via: [advisory], effects: ["right"], nodes: [] },
      right: { name: "right", severity: "moderate", isDirect: true, via: ["left"], effects: [], nodes: [] },
    },
    metadata: { vulnerabilities: { total: 2 }, dependencies: { prod: total, total } },
  };
}

export function pipReport() {
  return {
    dependencies: [
      {
        name: "left",
        version: "1.2.3",
        vulns: [{ id: "PYSEC-2026-1", fix_versions: ["1.2.4"], aliases: ["CVE-2026-1001"] }],
      },
      { name: "right", version: "2.0", vulns: [] },
      { name: "own", skip_reason: "Dependency not found on PyPI" },
    ],
    fixes: [],
  };
}

export function cargoReport({
  advisories = 700,
  updated = DATABASE_OF,
}: {
  advisories?: number;
  updated?: string;
} = {}) {
  return {
    settings: { ignore: [] },
    database: { "advisory-count": advisories, "last-commit": "1".repeat(40), "last-updated": updated },
    lockfile: { "dependency-count": 30 },
    vulnerabilities: {
      found: true,
      count: 1,
      list: [
        {
          advisory: {
            id: "RUSTSEC-2026-0001",
            package: "left",
            aliases: ["CVE-2026-1001"],
            cvss: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H",
          },
          versions: { patched: [">=1.2.4"], unaffected: [] },
          package: { name: "left", version: "1.2.3", source: "registry" },
        },
      ],
    },
    warnings: {},
  };
}

export function govulncheckMessages(modified = DATABASE_OF): readonly object[] {
  const frame = { module: "example.org/left", version: "v1.2.3" };
  const found = (trace: readonly object[]) => ({ finding: { osv: "GO-2026-0001", fixed_version: "v1.2.4", trace } });
  return [
    {
      config: {
        protocol_version: "v1.0.0",
        scanner_name: "govulncheck",
        scanner_version: "v1.1.4",
        db: "https://vuln.go.dev",
        db_last_modified: modified,
        scan_level: "symbol",
      },
    },
    { progress: { message: 'a brace } and a "quote" {' } },
    { osv: { id: "GO-2026-0001", aliases: ["CVE-2026-1001", "GHSA-aaaa-bbbb-cccc"], affected: [] } },
    found([frame]),
    found([{ ...frame, package: "example.org/left/pkg" }]),
    found([
      { ...frame, package: "example.org/left/pkg", function: "Open" },
      { module: "example.org/own", function: "main" },
    ]),
  ];
}

/** As Go's encoder writes them. */
export function govulncheckStream(messages: readonly object[] = govulncheckMessages()): string {
  return messages.map((message) => `${JSON.stringify(message, null, 2)}\n`).join("");
}

export function vdrReport() {
  return {
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    version: 1,
    metadata: { timestamp: SCANNED_AT, component: { type: "application", name: "tool.tar.gz", version: "1.4.2" } },
    components: [{ type: "library", "bom-ref": "ref-1", name: "left", version: "1.2.3", purl: "pkg:npm/left@1.2.3" }],
    vulnerabilities: [
      {
        id: "CVE-2026-1001",
        references: [{ id: "GHSA-aaaa-bbbb-cccc", source: { name: "GitHub" } }],
        ratings: [{ severity: "high", score: 7.5, method: "CVSSv31" }],
        affects: [{ ref: "ref-1" }],
      },
    ],
  };
}

interface Record {
  readonly exit?: number;
  readonly version?: string;
  readonly database?: object;
  readonly target?: object;
  readonly started?: string;
  readonly finished?: string;
}

/** A record of a scan with that report. */
export function scanRecord(report: unknown, changes: Record = {}) {
  const { version = "1.0.0", database = { live: true }, exit = 1, target } = changes;
  const { started = "2026-11-20T09:29:00Z", finished = SCANNED_AT } = changes;
  return {
    schema: schemaId("scan-record"),
    scanner: { version },
    database,
    ...{ started, finished, exit },
    ...(target === undefined ? {} : { target }),
    report,
  };
}
