import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { escapeInvisible } from "../../src/kernel/printable.ts";
import { type CaseList, judgeCases, type TestOutcome } from "../cases/judge-cases.ts";

/**
 * Lists every bad-input case of __tests__/cases.json with the tests that carry its id in their title and their result; exit
 * code 1 if a case has no test, only skipped ones, or a failing one.
 *
 *     npm run cases                         runs the tests
 *     npm run cases -- --report FILE        reads the JSON report of a run that was made already
 */
const SHOWN = 4;
const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const list: CaseList = JSON.parse(readFileSync(join(ROOT, "__tests__/cases.json"), "utf8"));
const verdicts = judgeCases(list, outcomes(reportText()));

for (const { id, name, result, titles } of verdicts) {
  console.log(`${id}  ${result.padEnd(8)}  ${name}`);
  for (const title of titles.slice(0, SHOWN))
    console.log(`                 ${Array.from(title, escapeInvisible).join("")}`);
  if (titles.length > SHOWN) console.log(`                 and ${titles.length - SHOWN} more`);
}
const bad = verdicts.filter(({ result }) => result !== "passed");
console.log(`\n${verdicts.length - bad.length} passed, ${bad.length} missing, unknown or failing`);
for (const { id, name, result } of bad) console.error(`${id} is ${result}: ${name}`);
if (bad.length > 0) process.exitCode = 1;

function reportText(): string {
  const flag = process.argv.indexOf("--report");
  const given = flag < 0 ? undefined : process.argv[flag + 1];
  if (given !== undefined) return readFileSync(given, "utf8");
  const folder = mkdtempSync(join(tmpdir(), "cases-"));
  try {
    const report = join(folder, "tests.json");
    const vitest = join(ROOT, "node_modules/vitest/vitest.mjs");
    spawnSync(process.execPath, [vitest, "run", "--reporter=json", `--outputFile=${report}`], {
      cwd: ROOT,
      stdio: "inherit",
    });
    return readFileSync(report, "utf8");
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function outcomes(text: string): TestOutcome[] {
  const report: { testResults: { assertionResults: TestOutcome[] }[] } = JSON.parse(text);
  return report.testResults.flatMap((file) => file.assertionResults);
}
