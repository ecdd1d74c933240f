import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readSbom } from "../../../src/domain/sbom/read/read-sbom.ts";
import { formatSpdx23 } from "../../../src/domain/sbom/write/spdx-2-3.ts";
import { TOOL } from "../../../src/domain/tool.ts";
import { counted } from "../../../src/kernel/counted.ts";
import { codeSpan, table } from "../../../src/kernel/markdown.ts";
import { osvArchive } from "../../domain/vulnerability/osv-archive.ts";
import { commandInFolder } from "../../doors/command-in-folder.ts";
import type { Installed, ProgramName } from "../install-program.ts";
import { lastLine, runTool, type ToolRun } from "../run-tool.ts";
import { grypeRecords, madeUpSbom, PURLS, PURLS_OF_DISTRIBUTIONS, writeOsvArchives } from "./made-up-records.ts";

/** What one scanner says beside ours. */
export interface ScannerVerdict {
  readonly scanner: string;
  readonly task: string;
  /** What both found. */
  readonly agreed: number;
  /** What differs and is explained, one sentence each. */
  readonly explained: readonly string[];
  readonly problem?: string;
}

type Running = Extract<Installed, { path: string }>;

/** Scanners of others beside `capsule scan`: the same SBOM, and the same made-up records in the form of each. Those that were not built are left out. */
export async function judgeScanners(installed: readonly Installed[]): Promise<ScannerVerdict[]> {
  const folder = mkdtempSync(join(tmpdir(), "capsule-scanners-"));
  writeOsvArchives(join(folder, "osv"));
  writeFileSync(join(folder, "app.cdx.json"), JSON.stringify(madeUpSbom(PURLS)));
  const named = (name: ProgramName): Running | undefined =>
    installed.find((one): one is Running => one.name === name && "path" in one);
  const [grype, maker, osv, go] = [named("grype"), named("grype-db"), named("osv-scanner"), named("govulncheck")];
  const ours = await ownFindings(folder, "app.cdx.json");
  return [
    ...(grype === undefined || maker === undefined ? [] : await judgeGrype(grype, maker, { folder, ours })),
    ...(osv === undefined ? [] : await judgeOsvScanner(osv, { folder, ours })),
    ...(go === undefined ? [] : [await judgeGovulncheck(go, folder)]),
  ];
}

export function scannersPassed(verdicts: readonly ScannerVerdict[]): boolean {
  return verdicts.every(({ problem }) => problem === undefined);
}

export function scannerLines(verdicts: readonly ScannerVerdict[]): string[] {
  const failed = verdicts.filter(({ problem }) => problem !== undefined);
  return [
    ...failed.map(({ scanner, task, problem }) => `${scanner}, ${task}: ${problem}`),
    `scanners of others: ${verdicts.length - failed.length} of ${verdicts.length} comparisons agree`,
  ];
}

export function formatScanners(verdicts: readonly ScannerVerdict[]): string {
  const rows = verdicts.map(({ scanner, task, agreed, explained, problem }) => [
    scanner,
    task,
    problem === undefined
      ? [`${counted(agreed, "finding")}, the same`, ...explained].join("; but ")
      : codeSpan(problem.replace(/\s+/g, " ")),
  ]);
  return rows.length === 0 ? "None was built." : table(["Scanner", "Asked about", "Beside ours"], rows);
}

interface Asked {
  readonly folder: string;
  /** `id purl` of each. */
  readonly ours: ReadonlySet<string>;
}

/** `id purl`, by the id that is not a CVE; what could not be judged is a finding of its own. */
async function ownFindings(folder: string, file: string): Promise<Set<string>> {
  const { out } = await commandInFolder(folder, ["scan", "--database", "osv", "--json", file], {});
  const { findings, unjudged } = JSON.parse(out);
  const found = findings.map(
    ({ ids, component }: { ids: string[]; component: { purl: string } }) =>
      `${ids.find((id) => !id.startsWith("CVE-"))} ${component.purl}`,
  );
  const open = unjudged.map(({ component }: { component: { purl: string } }) => `unjudged ${component.purl}`);
  return new Set([...found, ...open]);
}

async function judgeGrype(grype: Running, maker: Running, { folder, ours }: Asked): Promise<ScannerVerdict[]> {
  const records = join(folder, "records.json");
  writeFileSync(records, JSON.stringify(grypeRecords()));
  const env = {
    ...{ PATH: process.env["PATH"], HOME: folder, GRYPE_DB_CACHE_DIR: join(folder, "grype") },
    ...{ GRYPE_DB_AUTO_UPDATE: "false", GRYPE_CHECK_FOR_APP_UPDATE: "false", GRYPE_DB_VALIDATE_AGE: "false" },
  };
  const run = (program: string, args: readonly string[]) =>
    runTool(program, args, { cwd: folder, env, timeoutMs: 120_000 });
  const scanner = `grype ${grype.version}`;
  const task = `${PURLS.length} packages of eight ecosystems`;
  for (const [program, args] of [
    [maker.path, ["made", records]],
    [grype.path, ["db", "import", "made/vulnerability.db"]],
  ] as const) {
    const made = await run(program, args);
    if (made.status !== 0) return [{ scanner, task, agreed: 0, explained: [], problem: lastLine(made.stderr) }];
  }
  const scan = (more: readonly string[] = []) => run(grype.path, ["sbom:app.cdx.json", "-o", "json", ...more]);
  const plain = grypeFindings(await scan());
  const compared = { scanner, task, ...compare(plain, ours, GRYPE_EXPLAINED) };
  return [compared, await judgeVex(scanner, { folder, plain, scan })];
}

const GRYPE_EXPLAINED: Readonly<Record<string, string>> = {};

function grypeFindings({ status, stdout, stderr }: ToolRun): Set<string> {
  if (status !== 0) throw new Error(`grype ended with ${status}: ${lastLine(stderr)}`);
  const { matches } = JSON.parse(stdout);
  return new Set(
    matches.map((one: { vulnerability: { id: string }; artifact: { purl: string } }) => {
      return `${one.vulnerability.id} ${one.artifact.purl}`;
    }),
  );
}

interface Vexed {
  readonly folder: string;
  readonly plain: ReadonlySet<string>;
  readonly scan: (more: readonly string[]) => Promise<ToolRun>;
}

/** What `capsule vex` writes must silence exactly what was decided: by CVE and GHSA, with a version and without, and not what is affected. */
async function judgeVex(scanner: string, { folder, plain, scan }: Vexed): Promise<ScannerVerdict> {
  const task = "the documents that `capsule vex` writes";
  const decision = { owner: "a", reason: "b", reviewed: "2026-01-01", expires: "2999-01-01" };
  const silent = { ...decision, status: "not_affected", justification: "vulnerable_code_not_present" };
  const decisions = [
    { ...silent, id: "CVE-2026-0001", aliases: ["GHSA-aaaa-aaaa-0001"], component: "pkg:npm/octo-tar@7.5.23" },
    { ...silent, id: "GHSA-aaaa-aaaa-0006", component: "pkg:maven/org.octo/core" },
    {
      ...{ ...decision, status: "affected", action: "wait" },
      ...{ id: "GHSA-aaaa-aaaa-0007", component: "pkg:gem/octo-rack@3.0.9" },
    },
  ];
  const schema = "https://release-capsule.github.io/release-capsule/schemas/risk/v1";
  mkdirSync(join(folder, "release"));
  writeFileSync(join(folder, "release", "risk.json"), JSON.stringify({ schema, decisions }));
  const laid = await commandInFolder(folder, ["vex", "--repository", "octo-org/octo-tool", "--json"], {});
  const documents = JSON.parse(laid.out).files.filter((name: string) => name.endsWith("/vex.json"));
  const left = grypeFindings(await scan(documents.flatMap((name: string) => ["--vex", name])));
  const isSilenced = (one: string): boolean =>
    one === "GHSA-aaaa-aaaa-0001 pkg:npm/octo-tar@7.5.23" || one.startsWith("GHSA-aaaa-aaaa-0006 ");
  return { scanner, task, ...compare(left, new Set([...plain].filter((one) => !isSilenced(one))), {}) };
}

/** The SBOM in both forms, of which our own writer makes the second. */
async function judgeOsvScanner(osv: Running, { folder, ours }: Asked): Promise<ScannerVerdict[]> {
  writeOsvArchives(join(folder, "cache", "osv-scalibr"));
  const { inventory } = readSbom(readFileSync(join(folder, "app.cdx.json")));
  writeFileSync(join(folder, "app.spdx.json"), formatSpdx23(inventory, { epoch: 0, tool: TOOL, producer: undefined }));
  const distributions = "distributions.cdx.json";
  writeFileSync(join(folder, distributions), JSON.stringify(madeUpSbom(PURLS_OF_DISTRIBUTIONS)));
  const asked = [
    [`${PURLS.length} packages of eight ecosystems, CycloneDX`, "app.cdx.json", ours],
    [`${PURLS.length} packages of eight ecosystems, SPDX`, "app.spdx.json", await ownFindings(folder, "app.spdx.json")],
    [
      `${PURLS_OF_DISTRIBUTIONS.length} packages of five distributions`,
      distributions,
      await ownFindings(folder, distributions),
    ],
  ] as const;
  const verdicts: ScannerVerdict[] = [];
  for (const [task, file, own] of asked) {
    verdicts.push({
      scanner: `osv-scanner ${osv.version}`,
      task,
      ...(await osvVerdict(osv, file, { folder, ours: own })),
    });
  }
  return verdicts;
}

async function osvVerdict(osv: Running, file: string, { folder, ours }: Asked): Promise<Compared> {
  const args = ["scan", "source", "--offline", "--format", "json", "-L", file];
  const env = { PATH: process.env["PATH"], HOME: folder, OSV_SCANNER_LOCAL_DB_CACHE_DIRECTORY: join(folder, "cache") };
  const { status, stdout, stderr } = await runTool(osv.path, args, { cwd: folder, env, timeoutMs: 120_000 });
  if (status !== 0 && status !== 1) return { agreed: 0, explained: [], problem: lastLine(stderr) };
  const { results } = JSON.parse(stdout) as { results: OsvResult[] };
  const found = results.flatMap(({ packages }) =>
    packages.flatMap(({ package: of, vulnerabilities = [] }) =>
      vulnerabilities.map(({ id }) => `${id} ${of.name.split("/").at(-1)}@${of.version}`),
    ),
  );
  // It leaves out most namespaces, and every made-up package has a name of its own.
  const names = new Map([...ours].map((one) => [osvName(one), one]));
  return compare(new Set(found.map((one) => names.get(one) ?? one)), ours, OSV_EXPLAINED);
}

const RPM =
  "OSV-Scanner looks up no RPM package of an SBOM (it says that it filtered them), which `capsule scan` judges";
const OSV_EXPLAINED: Readonly<Record<string, string>> = {
  "ours alone: ALSA-2026:0013 pkg:rpm/almalinux/octo-curl@7.76.1-26.el9_3.1?distro=almalinux-9.3": RPM,
  "ours alone: RLSA-2026:0014 pkg:rpm/rocky/octo-curl@7.76.1-26.el9_3.1?distro=rocky-9.3": RPM,
};

interface OsvResult {
  readonly packages: readonly {
    readonly package: { readonly name: string; readonly version: string };
    readonly vulnerabilities?: readonly { readonly id: string }[];
  }[];
}

function osvName(finding: string): string {
  const [, id, name = "", version = ""] = /^(\S+) pkg:.*?([^/]+)@([^@?]+)/.exec(finding) ?? [];
  return `${id} ${decodeURIComponent(name)}@${decodeURIComponent(version)}`;
}

/** A program of Go, its own: two modules in it, of which one is affected by its record. */
async function judgeGovulncheck(go: Running, folder: string): Promise<ScannerVerdict> {
  const scanner = `govulncheck ${go.version}`;
  const task = "its own program, by the modules that are built into it";
  const modified = new Date().toISOString();
  const records = [
    ["GO-2026-9001", "golang.org/x/mod", "99.0.0"],
    ["GO-2026-9002", "golang.org/x/sync", "0.0.1"],
  ] as const;
  const documents = records.map(([id, name, fixed]) => ({
    ...{ schema_version: "1.7.5", id, modified, published: "2026-11-01T00:00:00Z", aliases: [], summary: "made up" },
    affected: [
      {
        package: { ecosystem: "Go", name },
        ranges: [{ type: "SEMVER", events: [{ introduced: "0" }, { fixed }] }],
        ecosystem_specific: { imports: [{ path: name }] },
      },
    ],
    database_specific: { url: "https://example.test" },
  }));
  const database = join(folder, "govulndb");
  for (const place of ["ID", "index"]) mkdirSync(join(database, place), { recursive: true });
  const write = (name: string, value: unknown) => writeFileSync(join(database, name), JSON.stringify(value));
  for (const one of documents) write(`ID/${one.id}.json`, one);
  write("index/db.json", { modified });
  write(
    "index/vulns.json",
    documents.map(({ id, aliases }) => ({ id, modified, aliases })),
  );
  write(
    "index/modules.json",
    records.map(([id, path, fixed]) => ({ path, vulns: [{ id, modified, fixed }] })),
  );
  const args = ["-db", `file://${database}`, "-mode", "binary", "-scan", "module", "-format", "json", go.path];
  const env = { PATH: process.env["PATH"], HOME: folder, GOFLAGS: "-mod=mod", GOPROXY: "off" };
  const { status, stdout, stderr } = await runTool(go.path, args, { cwd: folder, env, timeoutMs: 120_000 });
  if (status !== 0) return { scanner, task, agreed: 0, explained: [], problem: lastLine(stderr) };
  const found = stdout
    .split(/\n(?=\{)/)
    .map((text) => JSON.parse(text) as { finding?: { osv: string; trace: { module: string; version: string }[] } })
    .flatMap(({ finding }) =>
      finding === undefined ? [] : finding.trace.map((at) => `${finding.osv} pkg:golang/${at.module}@${at.version}`),
    );
  const archive = join(folder, "go", "osv", "Go");
  mkdirSync(archive, { recursive: true });
  writeFileSync(join(archive, "all.zip"), osvArchive(...documents));
  const ours = await ownFindings(join(folder, "go"), go.path);
  const judged = new Set([...ours].filter((one) => !one.startsWith("unjudged ")));
  return { scanner, task, ...compare(new Set(found), judged, {}) };
}

type Compared = Pick<ScannerVerdict, "agreed" | "explained" | "problem">;

function compare(
  theirs: ReadonlySet<string>,
  ours: ReadonlySet<string>,
  explanations: Readonly<Record<string, string>>,
): Compared {
  const differing = [
    ...[...theirs].filter((one) => !ours.has(one)).map((one) => `theirs alone: ${one}`),
    ...[...ours].filter((one) => !theirs.has(one)).map((one) => `ours alone: ${one}`),
  ];
  const open = differing.filter((one) => !Object.hasOwn(explanations, one));
  const explained = [...new Set(differing.flatMap((one) => explanations[one] ?? []))];
  const nothing = theirs.size === 0 ? "it found nothing" : undefined;
  const problem = open.length === 0 ? nothing : open.join("; ");
  const agreed = [...theirs].filter((one) => ours.has(one)).length;
  return { agreed, explained, ...(problem === undefined ? {} : { problem }) };
}
