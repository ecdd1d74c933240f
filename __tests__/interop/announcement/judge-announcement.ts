import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { csafAdvisory } from "../../../src/domain/announcement/write-csaf.ts";
import { announcementVex } from "../../../src/domain/announcement/write-open-vex.ts";
import { announcementOsv } from "../../../src/domain/announcement/write-osv.ts";
import { jsonText } from "../../../src/kernel/json-text.ts";
import { exampleAnnouncement, HUMAN } from "../../domain/announcement/announcement-example.ts";
import { storedZip } from "../../domain/sbom/stored-zip.ts";
import { pathOf } from "../images/start-registries.ts";
import type { Installed } from "../install-program.ts";
import { lastLine, runTool } from "../run-tool.ts";
import type { AnnouncementVerdict } from "./announcement-verdict.ts";
import { judgeProvider } from "./judge-provider.ts";
import { judgeVexOfAnnouncement } from "./judge-vex.ts";

/** What GUAC's ingestion takes each document for. Its guesser reads CSAF 2.0 alone, which is why that is what is written by default. */
const GUESSES = [
  ["csaf-2.0.json", "CSAF"],
  ["csaf-2.1.json", "UNKNOWN"],
  ["openvex.json", "OPEN_VEX"],
] as const;

/** Versions before the defect, with it, and with the fix. */
const VERSIONS = [
  ["1.1.0", false],
  ["1.2.0", true],
  ["1.4.2", true],
  ["1.4.3", false],
] as const;

/** The documents of one announcement before osv-scanner, GUAC, Grype and csaf_checker. What is not there is not asked. */
export async function judgeAnnouncement(programs: readonly Installed[]): Promise<readonly AnnouncementVerdict[]> {
  const folder = mkdtempSync(join(tmpdir(), "capsule-interop-announcement-"));
  try {
    const announcement = exampleAnnouncement();
    const documents = {
      "csaf-2.0.json": csafAdvisory(announcement, "2.0"),
      "csaf-2.1.json": csafAdvisory(announcement, "2.1"),
      "openvex.json": announcementVex(announcement),
      "osv.json": announcementOsv(announcement),
    };
    for (const [name, document] of Object.entries(documents)) writeFileSync(join(folder, name), jsonText(document));
    return [
      ...(await guessed(folder, programs)),
      ...(await scanned(folder, jsonText(documents["osv.json"]), programs)),
      ...(await judgeVexOfAnnouncement(folder, programs)),
      ...(await judgeProvider(programs)),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function guessed(folder: string, programs: readonly Installed[]): Promise<AnnouncementVerdict[]> {
  const guess = pathOf(programs, "guac-guess");
  if (guess === undefined) return [];
  const { stdout, stderr } = await runTool(
    guess,
    GUESSES.map(([name]) => name),
    options(folder),
  );
  const lines = stdout.trim().split("\n");
  return GUESSES.map(([name, kind], index) => ({
    question: `GUAC takes ${name} for ${kind}`,
    isRight: lines[index] === `${kind} JSON`,
    reason: lines[index] ?? lastLine(stderr),
  }));
}

/** Each version as a lockfile, and the record as the whole database. */
async function scanned(folder: string, osv: string, programs: readonly Installed[]): Promise<AnnouncementVerdict[]> {
  const scanner = pathOf(programs, "osv-scanner");
  if (scanner === undefined) return [];
  mkdirSync(join(folder, "cache/osv-scalibr/npm"), { recursive: true });
  writeFileSync(join(folder, "cache/osv-scalibr/npm/all.zip"), storedZip({ "osv.json": osv }));
  const verdicts: AnnouncementVerdict[] = [];
  for (const [version, isAffected] of VERSIONS) {
    mkdirSync(join(folder, version));
    writeFileSync(join(folder, version, "package-lock.json"), lockfile(version));
    const args = ["scan", "source", "--offline", "--format", "json", "-L", `${version}/package-lock.json`];
    const { stdout, stderr } = await runTool(scanner, args, options(folder));
    const isFound = stdout.includes(HUMAN.ghsa) || stdout.includes(HUMAN.cve);
    const verb = isAffected ? "finds" : "passes";
    verdicts.push({
      question: `osv-scanner ${verb} ${version}`,
      isRight: isFound === isAffected,
      reason: lastLine(stderr),
    });
  }
  return verdicts;
}

function lockfile(version: string): string {
  const packages = { "": { name: "app", version: "1.0.0" }, "node_modules/@acme/tool": { version } };
  return jsonText({ name: "app", version: "1.0.0", lockfileVersion: 3, requires: true, packages });
}

function options(cwd: string) {
  const env = { PATH: process.env["PATH"] ?? "", HOME: cwd, OSV_SCANNER_LOCAL_DB_CACHE_DIRECTORY: join(cwd, "cache") };
  return { cwd, env, timeoutMs: 120_000 };
}

/** Each question that was asked has the right answer. */
export function announcementPassed(verdicts: readonly AnnouncementVerdict[]): boolean {
  return verdicts.every(({ isRight }) => isRight);
}

export function announcementLines(verdicts: readonly AnnouncementVerdict[]): string[] {
  const wrong = verdicts.filter(({ isRight }) => !isRight);
  return [
    ...wrong.map(({ question, reason }) => `  WRONG announcement: ${question}: ${reason}`),
    `Announcements: ${verdicts.length - wrong.length} of ${verdicts.length} as expected`,
  ];
}

/** For docs/interop.md. */
export function formatAnnouncements(verdicts: readonly AnnouncementVerdict[]): string {
  if (verdicts.length === 0) return "No announcement was judged: none of the programs that read one was there.";
  const answers = verdicts.map(({ question, isRight }) => `${question}: ${isRight ? "yes" : "**no**"}`);
  return `The documents of one announcement, of a defect that came with 1.2.0 and is fixed in 1.4.3: ${answers.join(" · ")}.`;
}
