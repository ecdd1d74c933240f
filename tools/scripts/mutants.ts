import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { type AcceptedSurvivor, judgeMutants, type MutantVerdict } from "../mutants/judge-mutants.ts";
import { runMutants } from "../mutants/run-mutants.ts";

// Mutates rooms and compares the survivors with tools/mutants/accepted.json, where each accepted one has a written reason.
//   npm run mutants                                 every room of tools/mutants/rooms.json
//   npm run mutants -- policy attestation           these
//   npm run mutants -- policy --mutate src/domain/policy/principal.ts    of a room, these files (globs between commas)
//   npm run mutants -- --report reports/mutants-policy.json     judges a report that was made already
// The last line counts. The exit code is 1 if a survivor has no reason, or if a reason is about nothing.

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const rooms: Record<string, { mutate: string[]; tests: string[] }> = readJson("tools/mutants/rooms.json");
const accepted: AcceptedSurvivor[] = readJson("tools/mutants/accepted.json");
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { mutate: { type: "string" }, tests: { type: "string" }, report: { type: "string" } },
});

let isBad = false;
if (values.report !== undefined) judge(values.report, readJson(values.report));
else for (const room of positionals.length === 0 ? Object.keys(rooms) : positionals) await mutate(room);
if (isBad) process.exitCode = 1;

async function mutate(room: string): Promise<void> {
  const own = rooms[room];
  if (own === undefined) throw new Error(`there is no room ${room}: ${Object.keys(rooms).join(", ")}`);
  const started = performance.now();
  const files = await runMutants({
    root: ROOT,
    mutate: values.mutate?.split(",") ?? own.mutate,
    tests: values.tests?.split(";") ?? own.tests,
    work: join(ROOT, `reports/mutants-${room}`),
    say: (line) => console.log(line),
  });
  const report = `reports/mutants-${room}.json`;
  writeFileSync(join(ROOT, report), JSON.stringify({ files }));
  judge(`${room}, ${((performance.now() - started) / 60_000).toFixed(1)} minutes`, { files });
}

function judge(what: string, report: { files: Parameters<typeof judgeMutants>[0] }): void {
  const verdict = judgeMutants(report.files, accepted);
  for (const { file, lineNumber, line, mutator, replacement } of verdict.unexplained) {
    console.error(`${file}:${lineNumber}  ${mutator}\n    ${line}\n    -> ${replacement.replaceAll("\n", " ")}`);
  }
  for (const rule of verdict.unused) console.log(`accepts nothing any more: ${rule.file} ${rule.line}`);
  for (const rule of verdict.stale) console.error(`is about no mutant: ${rule.file} ${rule.line}`);
  console.log(`${summaryOf(verdict)} (${what})`);
  if (verdict.unexplained.length + verdict.stale.length > 0) isBad = true;
}

function summaryOf({ total, killed, accepted: allowed, words, unexplained }: MutantVerdict): string {
  return (
    `${total} mutants: ${killed} killed, ${allowed} survive with a written reason, ${unexplained.length} without; ` +
    `${words} more in the words of messages`
  );
}

function readJson<T>(path: string): T {
  return JSON.parse(readFileSync(join(ROOT, path), "utf8"));
}
