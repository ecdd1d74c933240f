import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readScanPredicate } from "../../../src/domain/attestation/vulnerability-scan.ts";
import type { ScanEvidence } from "../../../src/domain/evidence/evidence-document.ts";
import { readEvidence } from "../../../src/domain/evidence/read-evidence.ts";
import { DEFAULT_MAX_AGE, judgeScan } from "../../../src/domain/evidence/scanner-reports/judge-scan.ts";
import { judgedScanPredicate } from "../../../src/domain/evidence/scanner-reports/judged-scan-predicate.ts";
import { Fault } from "../../../src/kernel/fault.ts";
import { encodeUtf8 } from "../../../src/kernel/utf8.ts";
import { expectFault } from "../../expect-fault.ts";
import {
  cargoReport,
  DATABASE_OF,
  govulncheckMessages,
  govulncheckStream,
  grypeReport,
  NOW,
  npmReport,
  OSV_RECORD,
  osvReport,
  pipReport,
  SCANNED_AT,
  scanRecord,
  trivyReport,
  vdrReport,
} from "./sample-scans.ts";

function read(document: unknown): ScanEvidence {
  const evidence = readEvidence(encodeUtf8(typeof document === "string" ? document : JSON.stringify(document)));
  if (evidence.kind !== "scan") throw new Error(`it was read as ${evidence.kind}`);
  return evidence;
}

/** `id level component | aliases | fixed`, for each finding. */
function findings(document: unknown): string[] {
  return read(document).scan.findings.map(
    ({ id, level, component, aliases, fixed }) =>
      `${id} ${level} ${component.purl ?? component.name} | ${aliases.join(" ")} | ${fixed.join(" ")}`,
  );
}

const RULES = { now: NOW, maxAge: DEFAULT_MAX_AGE };

describe("what each scanner found", () => {
  test.each<readonly [string, unknown, readonly string[]]>([
    ["Grype", grypeReport(), ["GHSA-aaaa-bbbb-cccc high pkg:npm/left@1.2.3 | CVE-2026-1001 | 1.2.4"]],
    ["Trivy", trivyReport(), ["CVE-2026-1001 critical pkg:npm/left@1.2.3 | GHSA-aaaa-bbbb-cccc | 1.2.4 2.0.1"]],
    ["OSV-Scanner", osvReport(), ["GHSA-aaaa-bbbb-cccc low pkg:npm/left@1.2.3 | CVE-2026-1001 | "]],
    ["npm audit", npmReport(), ["GHSA-aaaa-bbbb-cccc medium pkg:npm/left |  | "]],
    ["pip-audit", pipReport(), ["PYSEC-2026-1 unknown pkg:pypi/left@1.2.3 | CVE-2026-1001 | 1.2.4"]],
    ["cargo audit", cargoReport(), ["RUSTSEC-2026-0001 critical pkg:cargo/left@1.2.3 | CVE-2026-1001 | >=1.2.4"]],
    [
      "govulncheck",
      govulncheckStream(),
      ["GO-2026-0001 unknown pkg:golang/example.org/left@v1.2.3 | CVE-2026-1001 GHSA-aaaa-bbbb-cccc | v1.2.4"],
    ],
    [
      "a disclosure report in a record",
      scanRecord(vdrReport()),
      ["CVE-2026-1001 high pkg:npm/left@1.2.3 | GHSA-aaaa-bbbb-cccc | "],
    ],
    [
      "govulncheck in a record",
      scanRecord(govulncheckMessages(), { version: "v1.1.4", exit: 3, database: { updated: DATABASE_OF } }),
      ["GO-2026-0001 unknown pkg:golang/example.org/left@v1.2.3 | CVE-2026-1001 GHSA-aaaa-bbbb-cccc | v1.2.4"],
    ],
  ])("%s", (_, document, expected) => {
    expect(findings(document)).toEqual(expected);
  });

  test("a word of the database rates before a vector, a vector before a number, and what was withdrawn is left out", () => {
    expect(findings(osvReport({ ...OSV_RECORD, database_specific: { severity: "MODERATE" } }))[0]).toContain(
      " medium ",
    );
    const unrated = { id: "GHSA-aaaa-bbbb-cccc", severity: [{ type: "CVSS_V4", score: "CVSS:4.0/AV:N" }] };
    expect(findings(osvReport(unrated))[0]).toContain(" low ");
    expect(findings(osvReport({ ...OSV_RECORD, withdrawn: DATABASE_OF }))).toHaveLength(1);
  });

  test("what could not be judged is kept", () => {
    expect(read(pipReport()).scan.notJudged).toEqual(["own: Dependency not found on PyPI"]);
  });
});

describe("what was scanned", () => {
  const digest = "a".repeat(64);

  test("is known by digest of an image, else by the name that the report has", () => {
    const image = {
      userInput: "ghcr.io/acme/tool:1",
      manifestDigest: `sha256:${digest}`,
      repoDigests: [`ghcr.io/acme/tool@sha256:${digest}`],
    };
    expect(read(grypeReport({ target: image }))).toMatchObject({ subjects: [{ sha256: digest }] });
    expect(read(trivyReport({ digests: [`ghcr.io/acme/tool@sha256:${digest}`] }))).toMatchObject({
      subjects: [{ sha256: digest }],
    });
    expect(read(grypeReport())).toMatchObject({ subjects: [], names: ["dist/tool.tar.gz"] });
    expect(read(osvReport())).toMatchObject({ names: ["work/dist/tool.tar.gz"] });
    expect(read(npmReport())).toMatchObject({ subjects: [], names: [] });
  });

  test("is what a record says where the report does not", () => {
    const record = scanRecord(npmReport(), { target: { name: "tool.tgz", sha256: digest } });
    expect(read(record)).toMatchObject({ subjects: [{ sha256: digest }], names: ["tool.tgz"] });
  });
});

describe("a scan that failed has found nothing out", () => {
  test.each<readonly [string, unknown]>([
    [
      "a database of Grype that is not valid",
      grypeReport({ db: { status: { schemaVersion: "v6", built: DATABASE_OF, valid: false } } }),
    ],
    [
      "an error of Grype's older database",
      grypeReport({ db: { built: DATABASE_OF, schemaVersion: 5, error: "gone" } }),
    ],
    ["no result of Trivy", trivyReport({ results: [] })],
    ["only results of Trivy about secrets", trivyReport({ results: [{ Target: "x", Class: "secret" }] })],
    ["an error of npm", { error: { code: "ENOLOCK", summary: "This command requires an existing lockfile." } }],
    [
      "an answer of the registry that npm could not use",
      { message: "405 Method Not Allowed", error: { summary: "", detail: "" } },
    ],
    ["nothing for npm to look at", npmReport(0)],
    [
      "nothing but skipped dependencies of pip-audit",
      { dependencies: [{ name: "own", skip_reason: "no" }], fixes: [] },
    ],
    ["a database of cargo audit without advisories", cargoReport({ advisories: 0 })],
    ["an exit code of a scanner that could not scan", scanRecord(osvReport(), { exit: 127 })],
    [
      "an exit code of Grype that is an error",
      scanRecord(grypeReport(), { version: "0.121.2", exit: 1, database: { updated: DATABASE_OF } }),
    ],
  ])("%s", async (_, document) => {
    await expectFault("scan-failed", () => read(document));
  });

  test.each<readonly [string, unknown]>([
    ["matches that are missing", { ...grypeReport(), matches: null }],
    ["a list of vulnerabilities that is missing", { ...cargoReport(), vulnerabilities: { found: false, count: 0 } }],
    ["a stream that was cut short", govulncheckStream().slice(0, -30)],
    ["a record of another version", scanRecord(grypeReport(), { version: "0.1.0", exit: 0 })],
    [
      "a record with another date of the database",
      scanRecord(cargoReport(), { database: { updated: "2026-11-18T06:00:00Z" } }),
    ],
    ["a record that calls a dated database live", scanRecord(cargoReport())],
    ["a record with a field that nobody knows", { ...scanRecord(npmReport()), note: "x" }],
    ["a record of no known report", scanRecord({ hello: 1 })],
    ["a record without a report", scanRecord(undefined)],
  ])("and %s is not one", async (_, document) => {
    await expectFault("evidence-malformed", () => read(document));
  });
});

describe("how new a scan must be", () => {
  test("what says all of it is judged, and its times are written in UTC", () => {
    const dated = judgeScan(read(grypeReport({ timestamp: "2026-11-20T10:30:00.5+01:00" })).scan, RULES);
    const predicate = judgedScanPredicate(dated, "name");
    expect(readScanPredicate(predicate)).toMatchObject({
      finished: Date.parse(SCANNED_AT),
      findings: [{ level: "high" }],
    });
    expect(predicate).toMatchObject({
      scanner: {
        uri: "https://github.com/anchore/grype",
        version: "0.121.2",
        db: { version: "v6.1.0", lastUpdate: DATABASE_OF },
        result: [
          {
            id: "GHSA-aaaa-bbbb-cccc",
            severity: [
              { method: "level", score: "high" },
              { method: "grype", score: "high" },
              { method: "CVSS:3.1", score: "7.5" },
            ],
            annotations: [{ component: "pkg:npm/left@1.2.3" }, { alias: "CVE-2026-1001" }, { fixedIn: "1.2.4" }],
          },
        ],
      },
      metadata: { scanStartedOn: SCANNED_AT, scanFinishedOn: SCANNED_AT, target: { boundBy: "name" } },
    });
  });

  test.each<readonly [string, unknown]>([
    ["npm audit", npmReport()],
    ["pip-audit", pipReport()],
    ["OSV-Scanner", osvReport()],
    ["Trivy, which names no database", trivyReport()],
    ["cargo audit, which does not say when it ran", cargoReport()],
    ["govulncheck, which does not, either", govulncheckStream()],
  ])("a report without a date is refused: %s", async (_, document) => {
    await expectFault("scan-undated", () => judgeScan(read(document).scan, RULES));
  });

  test.each<readonly [string, unknown]>([
    ["npm audit", scanRecord(npmReport())],
    ["pip-audit", scanRecord(pipReport())],
    ["OSV-Scanner", scanRecord(osvReport(), { database: { updated: DATABASE_OF } })],
    [
      "Trivy",
      scanRecord(trivyReport(), { version: "0.74.0", exit: 0, database: { updated: DATABASE_OF, version: "2" } }),
    ],
    ["cargo audit", scanRecord(cargoReport(), { database: { updated: DATABASE_OF } })],
  ])("and is taken with a record: %s", (_, document) => {
    const { scan } = read(document);
    const predicate = judgedScanPredicate(judgeScan(scan, RULES), "choice");
    const levels = scan.findings.map(({ level }) => level);
    expect(readScanPredicate(predicate).findings.map(({ level }) => level)).toEqual(levels);
  });

  test.each<readonly [string, unknown]>([
    ["a database of 2020", grypeReport({ built: "2020-01-01T00:00:00Z" })],
    ["a database that is four days older than the scan", grypeReport({ built: "2026-11-16T09:29:59Z" })],
    ["a database of the future", grypeReport({ built: "2026-11-21T00:00:00Z" })],
    ["a scan of the future", grypeReport({ timestamp: "2026-11-20T09:33:00Z" })],
    [
      "a scan and a database of last year",
      grypeReport({ built: "2025-11-20T00:00:00Z", timestamp: "2025-11-20T09:00:00Z" }),
    ],
    ["a scan that ended before it began", scanRecord(npmReport(), { started: "2026-11-20T09:30:01Z" })],
  ])("%s is refused", async (_, document) => {
    await expectFault("scan-stale", () => judgeScan(read(document).scan, RULES));
  });

  test("the limit is as long as it says", async () => {
    const { scan } = read(grypeReport({ built: "2026-11-17T09:30:00Z" }));
    expect(judgeScan(scan, RULES).database.updated).toBe(Date.parse("2026-11-17T09:30:00Z"));
    const fault = await expectFault("scan-stale", () => judgeScan(scan, { ...RULES, maxAge: DEFAULT_MAX_AGE - 1 }));
    expect(fault.message).toContain("its database was of 2026-11-17T09:30:00Z");
  });
});

test("any report ends in a scan or a typed fault, whatever stands in it", () => {
  const samples = [
    grypeReport(),
    trivyReport(),
    osvReport(),
    npmReport(),
    pipReport(),
    cargoReport(),
    scanRecord(vdrReport()),
  ];
  const strange = fc.oneof(
    fc.constant(null),
    fc.constant(-1),
    fc.constant([]),
    fc.constant({}),
    fc.string(),
    fc.constant([[[[]]]]),
  );
  const paths = fc.array(fc.nat(8), { maxLength: 6 });
  fc.assert(
    fc.property(fc.constantFrom(...samples), paths, strange, (sample, path, value) => {
      const document = JSON.parse(JSON.stringify(sample)) as Record<string, unknown>;
      let at: Record<string, unknown> = document;
      for (const [index, step] of path.entries()) {
        const keys = Object.keys(at);
        const key = keys[step % Math.max(1, keys.length)] ?? "x";
        const next = at[key];
        if (index === path.length - 1 || typeof next !== "object" || next === null) at[key] = structuredClone(value);
        else at = next as Record<string, unknown>;
      }
      try {
        readEvidence(encodeUtf8(JSON.stringify(document)));
      } catch (fault) {
        expect(fault).toBeInstanceOf(Fault);
        expect((fault as Fault).code).not.toBe("internal");
      }
    }),
    { numRuns: 400 },
  );
});

test.each<readonly [string, object]>([
  ...([
    ["Grype", grypeReport()],
    ["Trivy", trivyReport()],
    ["OSV-Scanner", osvReport()],
  ] as const),
  ...([
    ["npm audit", npmReport()],
    ["pip-audit", pipReport()],
    ["cargo audit", cargoReport()],
  ] as const),
  ["a record of CycloneDX", scanRecord(vdrReport())],
])(
  "%s with a field that goes deep, or lists more than anybody found, ends in a scan or a typed fault",
  async (_, report) => {
    const deep = "[".repeat(100_000) + "]".repeat(100_000);
    for (const [key, value] of Object.entries(report)) {
      const many = JSON.stringify(Array.isArray(value) ? Array(100_000).fill(value[0] ?? {}) : Array(100_000).fill({}));
      for (const hostile of [deep, many]) {
        const text = JSON.stringify({ ...report, [key]: "HERE" }).replace('"HERE"', () => hostile);
        try {
          readEvidence(encodeUtf8(text));
        } catch (fault) {
          expect(fault).toBeInstanceOf(Fault);
          expect((fault as Fault).code).not.toBe("internal");
        }
      }
    }
  },
);
