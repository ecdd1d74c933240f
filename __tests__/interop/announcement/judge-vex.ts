import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { HUMAN } from "../../domain/announcement/announcement-example.ts";
import { pathOf } from "../images/start-registries.ts";
import type { Installed } from "../install-program.ts";
import { lastLine, runTool } from "../run-tool.ts";
import { madeUpSbom } from "../scanners/made-up-records.ts";
import type { AnnouncementVerdict } from "./announcement-verdict.ts";

/** One that the announcement does not name, two that it names as affected, and the fix. */
const VERSIONS = ["1.3.0", "1.4.1", "1.4.2", "1.4.3"];
const PURL = "pkg:npm/%40acme/tool";

/**
 * The OpenVEX document in `folder` before Grype, whose database has not heard of the fix: without the document it finds every version, with
 * it every one but the fixed one.
 */
export async function judgeVexOfAnnouncement(
  folder: string,
  programs: readonly Installed[],
): Promise<AnnouncementVerdict[]> {
  const [grype, maker] = [pathOf(programs, "grype"), pathOf(programs, "grype-db")];
  if (grype === undefined || maker === undefined) return [];
  const record = {
    ...{ id: HUMAN.ghsa, aliases: [HUMAN.cve], severity: "high", ecosystem: "npm", name: "@acme/tool" },
    ...{ type: "semver", constraint: ">=1.2.0", fixed: "" },
  };
  writeFileSync(join(folder, "records.json"), JSON.stringify([record]));
  writeFileSync(join(folder, "app.cdx.json"), JSON.stringify(madeUpSbom(VERSIONS.map((one) => `${PURL}@${one}`))));
  const env = {
    ...{ PATH: process.env["PATH"] ?? "", HOME: folder, GRYPE_DB_CACHE_DIR: join(folder, "grype") },
    ...{ GRYPE_DB_AUTO_UPDATE: "false", GRYPE_CHECK_FOR_APP_UPDATE: "false", GRYPE_DB_VALIDATE_AGE: "false" },
  };
  const run = (program: string, ...args: string[]) => runTool(program, args, { cwd: folder, env, timeoutMs: 120_000 });
  await run(maker, "made", "records.json");
  await run(grype, "db", "import", "made/vulnerability.db");
  const asked = async (question: string, more: readonly string[], wanted: readonly string[]) => {
    const { status, stdout, stderr } = await run(grype, "sbom:app.cdx.json", "-o", "json", ...more);
    const found = status === 0 ? versionsIn(stdout) : [];
    return {
      question,
      isRight: found.join() === wanted.join(),
      reason: status === 0 ? found.join() : lastLine(stderr),
    };
  };
  return [
    await asked("Grype, without the OpenVEX document, finds every version", [], VERSIONS),
    await asked("Grype, with it, finds all but the fixed one", ["--vex", "openvex.json"], VERSIONS.slice(0, -1)),
  ];
}

function versionsIn(report: string): string[] {
  const { matches } = JSON.parse(report) as { matches: { artifact: { version: string } }[] };
  return matches.map(({ artifact }) => artifact.version).sort();
}
