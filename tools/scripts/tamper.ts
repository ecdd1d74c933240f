import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { corpus, ownCorpus } from "../../__tests__/corpus.ts";
import { judgeDifferences } from "../tamper/differential.ts";
import { type Judged, TAMPER_KINDS, type TamperKind, type TamperVerdict, VERDICTS } from "../tamper/kinds.ts";
import { seededRandom } from "../tamper/seeded-random.ts";

// Changes genuine bundles, trusted roots, policies, capsules and verification summaries in one place each, and requires that nothing
// false is accepted, and nothing true refused by a policy:
//   npm run tamper -- [KIND…] [--folder FOLDER] [--seed N] [--share 0.1] [--differential [--sample N]]
// By default every kind, over our own corpus and the sets beside the repository where they are. `--share` makes so much of each.
// `--differential` asks the verifiers of others instead, where they are installed. The last line counts. The exit code is 1 for a wrong
// answer, an untyped error, or too few mutants of a kind. Each failure is kept in reports/tamper/; copy it to tools/tamper/regressions/,
// which the tests replay.

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    folder: { type: "string" },
    seed: { type: "string", default: "1" },
    share: { type: "string", default: "1" },
    differential: { type: "boolean", default: false },
    sample: { type: "string", default: "200" },
  },
});
const KEPT = "reports/tamper";
const beside = corpus("bundles");
const folders =
  values.folder === undefined
    ? [ownCorpus("bundles"), ...(beside === undefined ? [] : [beside])]
    : [resolve(values.folder)];
const random = seededRandom(Number(values.seed));
let kept = 0;
process.exitCode = values.differential ? await differ() : await tamper();

async function tamper(): Promise<0 | 1> {
  if (values.folder === undefined && beside === undefined) print("tamper: the sets beside the repository are absent");
  const kinds = TAMPER_KINDS.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
  const totals = noCounts();
  let isBad = kinds.length === 0;
  for (const kind of kinds) {
    const counts = await run(kind);
    for (const verdict of VERDICTS) totals[verdict] += counts[verdict];
    const isFew = sum(counts) < kind.atLeast * Number(values.share);
    if (isFew) print(`tamper: ${kind.name}: too few`);
    isBad ||= isFew || failures(counts) > 0;
  }
  print(`tamper: ${textOf("tampered inputs", totals)} (seed ${values.seed})`);
  return isBad ? 1 : 0;
}

async function run(kind: TamperKind): Promise<Record<TamperVerdict, number>> {
  const counts = noCounts();
  const clauses = new Map<string, number>();
  const started = performance.now();
  for await (const judged of kind.judged({ folders, random, share: Number(values.share) })) {
    counts[judged.verdict] += 1;
    if (judged.verdict === "equivalent") {
      const clause = judged.clause ?? "without the changed party the genuine ones are enough";
      clauses.set(clause, (clauses.get(clause) ?? 0) + 1);
    } else if (judged.verdict !== "refused") keep(kind, judged);
  }
  for (const [clause, count] of [...clauses].sort(([, a], [, b]) => b - a)) print(`  ${count} ${clause}`);
  print(`tamper: ${textOf(kind.name, counts)}, ${((performance.now() - started) / 1000).toFixed(0)} s`);
  return counts;
}

/** One change of a genuine input is as small as a failure can be. */
function keep({ name }: TamperKind, { id, change, verdict, text }: Judged): void {
  print(`${verdict}: ${name}: ${id}: ${change}`);
  if (text === undefined || kept === 50) return;
  kept += 1;
  mkdirSync(KEPT, { recursive: true });
  writeFileSync(join(KEPT, `${kept}.json`), `${JSON.stringify({ kind: name, id, change, text }, undefined, 2)}\n`);
}

async function differ(): Promise<0 | 1> {
  const { asked, wrong } = await judgeDifferences({ sample: Number(values.sample), random, say: print });
  print(`tamper: ${asked} questions to the verifiers of others, ${wrong} accepted by us alone without a reason`);
  return wrong > 0 || asked === 0 ? 1 : 0;
}

function noCounts(): Record<TamperVerdict, number> {
  return { refused: 0, equivalent: 0, "wrongly-accepted": 0, "wrongly-refused": 0, "untyped-error": 0 };
}

function sum(counts: Record<TamperVerdict, number>): number {
  return VERDICTS.reduce((total, verdict) => total + counts[verdict], 0);
}

function failures(counts: Record<TamperVerdict, number>): number {
  return sum(counts) - counts.refused - counts.equivalent;
}

function textOf(what: string, counts: Record<TamperVerdict, number>): string {
  return (
    `${sum(counts)} ${what}, ${counts.refused} refused, ${counts.equivalent} equivalent by a clause, ` +
    `${counts["wrongly-accepted"]} wrong accepts, ${counts["wrongly-refused"]} wrong refusals, ${counts["untyped-error"]} untyped errors`
  );
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
