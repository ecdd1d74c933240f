import { resolve } from "node:path";
import { corpus, ownCorpus } from "../../__tests__/corpus.ts";
import type { MutantVerdict } from "../tamper/judge-mutant.ts";
import { judgeMutant } from "../tamper/judge-mutant.ts";
import { mutantsOf } from "../tamper/mutations.ts";
import { seededRandom } from "../tamper/seeded-random.ts";
import { corpusSubjects, type MutationSubject } from "../tamper/subjects.ts";

// Mutates every genuine bundle of a corpus in every field and requires that nothing false is accepted:
//   npm run tamper -- [FOLDER] [SEED]      by default our own corpus, and the sets beside the repository where they are
// The last line counts. The exit code is 1 for a wrong accept, an untyped error, too few mutants or too many equivalents.

/** Of each bundle; our own have about 300. */
const MIN_MUTANTS = 200;
const MAX_EQUIVALENT_SHARE = 0.03;

const given = process.argv[2];
const beside = corpus("bundles");
const folders =
  given === undefined ? [ownCorpus("bundles"), ...(beside === undefined ? [] : [beside])] : [resolve(given)];
const seed = Number(process.argv[3] ?? 1);
process.exitCode = await main();

async function main(): Promise<0 | 1> {
  if (given === undefined && beside === undefined) print("tamper: the sets beside the repository are absent");
  const subjects = (await Promise.all(folders.map(corpusSubjects))).flat();
  const random = seededRandom(seed);
  const counts: Record<MutantVerdict, number> = {
    refused: 0,
    equivalent: 0,
    "wrongly-accepted": 0,
    "untyped-error": 0,
  };
  for (const [index, subject] of subjects.entries()) {
    const donor = donorFor(subject, [...subjects.slice(index + 1), ...subjects.slice(0, index)]);
    for (const mutant of mutantsOf(JSON.parse(subject.bundle), JSON.parse(donor), random)) {
      const verdict = await judgeMutant(mutant, subject);
      counts[verdict] += 1;
      if (verdict === "wrongly-accepted" || verdict === "untyped-error") {
        print(`${verdict}: ${subject.id}: ${mutant.path} ${mutant.kind}`);
      }
    }
  }
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  print(
    `tamper: ${total} mutants of ${subjects.length} bundles (seed ${seed}), ${counts.refused} refused, ` +
      `${counts.equivalent} equivalent, ${counts["wrongly-accepted"]} wrong accepts, ${counts["untyped-error"]} untyped errors`,
  );
  const bad = counts["wrongly-accepted"] + counts["untyped-error"] > 0;
  return bad || total < MIN_MUTANTS * subjects.length || counts.equivalent > total * MAX_EQUIVALENT_SHARE ? 1 : 0;
}

/** The next bundle with other content of the same kind, so that swaps hit the same fields with something false. */
function donorFor({ bundle }: MutationSubject, others: readonly MutationSubject[]): string {
  const { dsseEnvelope, messageSignature } = JSON.parse(bundle);
  const other = others.find((one) => {
    const content = JSON.parse(one.bundle);
    if (dsseEnvelope) return content.dsseEnvelope && content.dsseEnvelope.payload !== dsseEnvelope.payload;
    return content.messageSignature && content.messageSignature.signature !== messageSignature.signature;
  });
  return other?.bundle ?? "{}";
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
