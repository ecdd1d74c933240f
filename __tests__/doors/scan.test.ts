import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { readCycloneDxVulnerabilities } from "../../src/domain/evidence/cyclonedx-vulnerabilities.ts";
import { readOpenVex } from "../../src/domain/evidence/open-vex.ts";
import { osvArchive, osvRecord } from "../domain/vulnerability/osv-archive.ts";
import { rawZip } from "../kernel/raw-zip.ts";
import { startLoopback } from "../loopback-server.ts";
import { newFolder } from "../run-program.ts";
import { commandInFolder } from "./command-in-folder.ts";

const folder = newFolder();
const scan = (...argv: string[]) => commandInFolder(folder, ["scan", ...argv], {});

const CVSS = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H";
const NPM = [
  osvRecord("GHSA-aaaa-bbbb-cccc", "npm", "left", {
    aliases: ["CVE-2026-0001"],
    severity: [{ type: "CVSS_V3", score: CVSS }],
  }),
  osvRecord("OTHER-1", "npm", "left", { aliases: ["CVE-2026-0001"] }),
  osvRecord("GHSA-dddd-eeee-ffff", "npm", "right", { database_specific: { severity: "MODERATE" } }),
  osvRecord("GHSA-gone-gone-gone", "npm", "left", { withdrawn: "2026-01-01T00:00:00Z" }),
  osvRecord("GHSA-else-else-else", "npm", "other"),
];

function lockfile(packages: Record<string, string>): string {
  const entries = Object.entries(packages).map(([name, version]) => [`node_modules/${name}`, { version }]);
  const dependencies = Object.fromEntries(Object.keys(packages).map((name) => [name, "*"]));
  return JSON.stringify({
    name: "app",
    lockfileVersion: 3,
    packages: { "": { name: "app", dependencies }, ...Object.fromEntries(entries) },
  });
}

function sbom(purls: readonly string[]): string {
  const components = purls.map((purl) => {
    const [, name = "", version = ""] = /([^/]+)@(.+)$/.exec(purl) ?? [];
    return { type: "library", name, version, purl, "bom-ref": purl };
  });
  const compositions = [{ aggregate: "complete", dependencies: ["app"] }];
  const metadata = { component: { type: "application", name: "app", "bom-ref": "app" } };
  return JSON.stringify({ bomFormat: "CycloneDX", specVersion: "1.6", version: 1, metadata, components, compositions });
}

beforeAll(() => {
  for (const name of ["db/npm", "app", "clean", "stale/npm", "future"])
    mkdirSync(join(folder, name), { recursive: true });
  // Newer than any clock that runs this by less than three days would be a lie: the age is judged in tests of its own.
  const now = new Date().toISOString();
  writeFileSync(join(folder, "db/npm/all.zip"), osvArchive(...NPM, { ...osvRecord("Z-1", "npm", "z"), modified: now }));
  writeFileSync(join(folder, "stale/npm/all.zip"), osvArchive({ ...NPM[0], modified: "2020-01-01T00:00:00Z" }));
  writeFileSync(join(folder, "future/npm.zip"), osvArchive({ ...NPM[0], modified: "2999-01-01T00:00:00Z" }));
  writeFileSync(join(folder, "app/package-lock.json"), lockfile({ left: "1.0.0", right: "1.9.9", other: "2.0.0" }));
  writeFileSync(
    join(folder, "app.cdx.json"),
    sbom(["pkg:npm/left@1.0.0", "pkg:npm/right@1.9.9", "pkg:npm/other@2.0.0"]),
  );
  writeFileSync(join(folder, "clean.cdx.json"), sbom(["pkg:npm/left@2.0.0"]));
  writeFileSync(join(folder, "odd.cdx.json"), sbom(["pkg:npm/left@2.0.0", "pkg:cran/x@1", "pkg:npm/right@main"]));
});

describe("capsule scan", () => {
  test("tells each vulnerability once, the worst first, with what fixes it", async () => {
    const { status, out } = await scan("--database", "db", "app.cdx.json");
    expect(status).toBe(1);
    expect(out).toContain(`SCAN  app.cdx.json: 2 vulnerabilities (1 critical, 1 medium) in 3 packages

  critical 9.8  CVE-2026-0001        left 1.0.0   fixed in 2.0.0
  medium        GHSA-dddd-eeee-ffff  right 1.9.9  fixed in 2.0.0
`);
    expect(out).not.toContain("GHSA-gone-gone-gone");
  });

  test("finds the same in a folder, and says where a component was read", async () => {
    const { out } = await scan("--database", "db", "--json", "app");
    const { findings } = JSON.parse(out);
    expect(findings.map((one: { id: string; component: { path: string } }) => [one.id, one.component.path])).toEqual([
      ["CVE-2026-0001", "package-lock.json"],
      ["GHSA-dddd-eeee-ffff", "package-lock.json"],
    ]);
    expect(findings[0]).toMatchObject({
      ids: ["CVE-2026-0001", "GHSA-aaaa-bbbb-cccc", "OTHER-1"],
      score: 9.8,
      vector: CVSS,
    });
  });

  test("is clean only if all was judged: else 3, with what was not and why", async () => {
    expect((await scan("--database", "db", "clean.cdx.json")).status).toBe(0);
    const { status, out } = await scan("--database", "db", "odd.cdx.json");
    expect(status).toBe(3);
    expect(out).toContain("no known vulnerability in 2 packages");
    expect(out).toContain("no database of its ecosystem is read");
    expect(out).toContain('the version "main" has no place in the order of npm');
  });

  test.each([
    ["critical", 1],
    ["never", 0],
  ])("fails on %s findings as it is told to", async (level, status) => {
    expect((await scan("--database", "db", "--fail-on", level, "app.cdx.json")).status).toBe(status);
  });

  test("a database that is too old, or of a time to come, leaves a clean scan open", async () => {
    for (const [database, word] of [
      ["stale", "days old"],
      ["future", "look at your clock"],
    ] as const) {
      const { status, err } = await scan("--database", database, "clean.cdx.json");
      expect([database, status]).toEqual([database, 3]);
      expect(err).toContain(word);
    }
    expect((await scan("--database", "stale", "--max-age", "99999", "clean.cdx.json")).status).toBe(0);
  });

  test("a database without a time says so, and leaves a clean scan open", async () => {
    writeFileSync(join(folder, "timeless.zip"), osvArchive({ ...NPM[0], modified: "0001-01-01T00:00:00Z" }));
    const { status, out, err } = await scan("--database", "timeless.zip", "clean.cdx.json");
    expect([status, out]).toEqual([3, expect.stringContaining("timeless, 1 record, without a time")]);
    expect(err).toContain("the database does not say how new it is");
  });

  test("compares with an earlier scan, and fails on what is new alone", async () => {
    const { out } = await scan("--database", "db", "--json", "app.cdx.json");
    const earlier = JSON.parse(out);
    writeFileSync(join(folder, "same.json"), out);
    writeFileSync(join(folder, "less.json"), JSON.stringify({ ...earlier, findings: earlier.findings.slice(1) }));
    expect((await scan("--database", "db", "--since", "same.json", "app.cdx.json")).status).toBe(0);
    const now = await scan("--database", "db", "--since", "less.json", "app.cdx.json");
    expect(now.status).toBe(1);
    expect(now.out).toContain("Since the earlier scan: 1 new, 0 gone, 0 with another severity.");
    const gone = await scan("--database", "db", "--since", "same.json", "--json", "clean.cdx.json");
    expect(JSON.parse(gone.out).delta.gone).toHaveLength(2);
  });
});

describe("the database", () => {
  test("becomes an index that says the same, the same bytes each time", async () => {
    for (const index of ["one.index", "two.index"]) {
      expect((await scan("--update", "--from", "db", "--database", index)).status).toBe(0);
    }
    expect(readFileSync(join(folder, "one.index"))).toEqual(readFileSync(join(folder, "two.index")));
    const [direct, indexed] = [
      await scan("--database", "db", "--json", "app"),
      await scan("--database", "one.index", "--json", "app"),
    ];
    const { time: _one, ...said } = JSON.parse(direct.out);
    const { time: _other, ...again } = JSON.parse(indexed.out);
    expect(again).toEqual(said);
  });

  test("is fetched by the names of ecosystems alone", async () => {
    const asked: string[] = [];
    const server = await startLoopback((request, response) => {
      asked.push(request.url ?? "");
      if (request.url === "/crates.io/all.zip")
        response.end(osvArchive(osvRecord("RUSTSEC-2026-0001", "crates.io", "left")));
      else response.writeHead(404).end();
    });
    try {
      const { status } = await scan(
        "--update",
        "--ecosystem",
        "crates.io",
        "--from",
        server.url,
        "--database",
        "fetched.index",
        "--quiet",
      );
      expect(status).toBe(0);
      expect(asked).toEqual(["/crates.io/all.zip"]);
      const absent = await scan(
        "--update",
        "--ecosystem",
        "none",
        "--from",
        server.url,
        "--database",
        "none.index",
        "--quiet",
      );
      expect([absent.status, absent.err]).toEqual([
        4,
        expect.stringContaining('there is no archive of vulnerabilities for "none"'),
      ]);
    } finally {
      await server.close();
    }
    writeFileSync(join(folder, "rust.cdx.json"), sbom(["pkg:cargo/left@1.0.0", "pkg:npm/left@1.0.0"]));
    const { out } = await scan("--database", "fetched.index", "rust.cdx.json");
    expect(out).toContain("RUSTSEC-2026-0001");
    expect(out).toContain("the database has nothing of npm");
  });

  test.each<[string, string | Uint8Array]>([
    ["nothing.zip", osvArchive()],
    ["text.zip", "not a zip"],
    ["not-json.zip", rawZip([{ name: "A-1.json", content: "{" }])],
    ["no-id.zip", osvArchive({ modified: "2026-01-01T00:00:00Z" })],
    ["an-escape.zip", osvArchive({ id: "\u001b[31mA", modified: "x" })],
    ["no-list.zip", osvArchive({ id: "A-1", modified: "x", affected: "no" })],
    ["cut.index", "release-capsule-osv-index/v1 100\n{}"],
    ["huge.index", "release-capsule-osv-index/v1 99999999\n"],
    ["schema.index", "release-capsule-osv-index/v1 2\n{}"],
  ])("that is damaged is refused, and never taken for a finding: %s", async (name, bytes) => {
    writeFileSync(join(folder, name), bytes);
    const { status, out } = await scan("--database", name, "--json", "app.cdx.json");
    expect(status).toBe(4);
    expect(JSON.parse(out).code).toBe("database-malformed");
    expect(out).not.toContain("\u001b");
  });

  test("is needed, and its absence is told with what makes one", async () => {
    const { status, err } = await scan("--database", "nowhere", "app.cdx.json");
    expect([status, err]).toEqual([4, expect.stringContaining("no database of vulnerabilities is at")]);
  });
});

describe("other forms", () => {
  const json = async (format: string, path = "app.cdx.json") =>
    JSON.parse((await scan("--database", "db", "--format", format, path)).out);

  test("SARIF has a rule for each vulnerability and a result for each component", async () => {
    const { runs } = await json("sarif", "app");
    expect(
      runs[0].tool.driver.rules.map((rule: { id: string; properties: object }) => [rule.id, rule.properties]),
    ).toEqual([
      ["CVE-2026-0001", { "security-severity": "9.8", tags: ["security", "vulnerability"] }],
      ["GHSA-dddd-eeee-ffff", { "security-severity": "5.5", tags: ["security", "vulnerability"] }],
    ]);
    expect(runs[0].results).toHaveLength(2);
    expect(runs[0].results[0]).toMatchObject({
      ...{ ruleId: "CVE-2026-0001", ruleIndex: 0, level: "error" },
      message: { text: "left 1.0.0 is affected by CVE-2026-0001; fixed in 2.0.0" },
      locations: [{ physicalLocation: { artifactLocation: { uri: "package-lock.json" } } }],
    });
  });

  test("a disclosure report is read again as evidence, with the components and their ratings", async () => {
    const vdr = await json("vdr");
    expect(readCycloneDxVulnerabilities(vdr)).toMatchObject({ kind: "signable" });
    expect(vdr.vulnerabilities[0]).toMatchObject({
      ...{ id: "CVE-2026-0001", affects: [{ ref: "pkg:npm/left@1.0.0" }] },
      ratings: [{ score: 9.8, severity: "critical", method: "CVSSv31", vector: CVSS }],
      references: [{ id: "GHSA-aaaa-bbbb-cccc" }, { id: "OTHER-1" }],
    });
  });

  test("OpenVEX to begin with says every name, and the component as the product", async () => {
    const vex = await json("openvex");
    expect(readOpenVex(vex)).toMatchObject({ kind: "signable" });
    expect(vex.statements[0]).toEqual({
      vulnerability: { name: "CVE-2026-0001", aliases: ["GHSA-aaaa-bbbb-cccc", "OTHER-1"] },
      products: [{ "@id": "pkg:npm/left@1.0.0" }],
      status: "under_investigation",
    });
  });

  test("the statement names the file that was scanned and the database that was asked", async () => {
    const statement = await json("statement");
    const sha256 = createHash("sha256")
      .update(readFileSync(join(folder, "app.cdx.json")))
      .digest("hex");
    expect(statement).toMatchObject({
      subject: [{ name: "app.cdx.json", digest: { sha256 } }],
      predicateType: "https://in-toto.io/attestation/vulns/v0.2",
      predicate: {
        scanner: { db: { uri: "https://osv.dev" }, result: [{ id: "CVE-2026-0001" }, { id: "GHSA-dddd-eeee-ffff" }] },
      },
    });
    const folderAsked = await scan("--database", "db", "--format", "statement", "app");
    expect([folderAsked.status, folderAsked.err]).toEqual([2, expect.stringContaining("a folder has no digest")]);
  });
});

describe("what was asked the wrong way", () => {
  test.each([
    [[], "nothing is named that could be scanned"],
    [["--update"], "no ecosystem is named"],
    [["--update", "--ecosystem", "npm", "app"], "--update makes the database and scans nothing"],
    [["--update", "--ecosystem", "npm", "--json"], "--json means nothing with --update"],
    [["--update", "--ecosystem", "npm", "--fail-on", "high"], "--fail-on means nothing with --update"],
    [["--ecosystem", "npm", "app"], "--ecosystem means nothing without --update"],
    [["--max-age", "three", "app"], '"three" is not a number of days'],
  ])("%j", async (argv, said) => {
    const { status, err } = await scan(...argv);
    expect([status, err]).toEqual([2, expect.stringContaining(said)]);
  });

  test("an earlier scan that is none is refused", async () => {
    writeFileSync(join(folder, "not-a-scan.json"), "{}");
    const { status, out } = await scan("--database", "db", "--since", "not-a-scan.json", "--json", "app.cdx.json");
    expect([status, JSON.parse(out).code]).toEqual([1, "evidence-malformed"]);
  });
});
