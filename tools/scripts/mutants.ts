import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type AcceptedSurvivor, judgeMutants } from "../mutants/judge-mutants.ts";

/**
 * Mutates the rooms named in stryker.config.json and compares the survivors with tools/mutants/accepted.json, where each
 * accepted one has a written reason. Exit code 1 where a survivor has none.
 *
 *     npm run mutants                              all rooms
 *     npm run mutants -- --mutate src/kernel/der.ts   one file
 *     npm run mutants -- --report FILE             judges a report that was made already
 */
const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const flag = process.argv.indexOf("--report");
const given = flag < 0 ? undefined : process.argv[flag + 1];

if (given === undefined) {
  const stryker = join(ROOT, "node_modules/@stryker-mutator/core/bin/stryker.js");
  const run = spawnSync(process.execPath, [stryker, "run", ...process.argv.slice(2)], { cwd: ROOT, stdio: "inherit" });
  if (run.status !== 0) throw new Error(`stryker ended with ${run.status ?? run.signal}`);
}

const accepted: AcceptedSurvivor[] = JSON.parse(readFileSync(join(ROOT, "tools/mutants/accepted.json"), "utf8"));
const report = JSON.parse(readFileSync(given ?? join(ROOT, "reports/mutants.json"), "utf8"));
const verdict = judgeMutants(report.files, accepted);

for (const { file, lineNumber, line, mutator, replacement } of verdict.unexplained) {
  console.error(`${file}:${lineNumber}  ${mutator}\n    ${line}\n    -> ${replacement}`);
}
for (const rule of verdict.unused) console.log(`accepts nothing any more: ${rule.file} ${rule.line}`);
console.log(
  `${verdict.total} mutants: ${verdict.killed} killed, ${verdict.accepted} survive with a written reason, ` +
    `${verdict.unexplained.length} without`,
);
if (verdict.unexplained.length > 0) process.exitCode = 1;
