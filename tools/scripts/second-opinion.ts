import { resolve } from "node:path";
import { corpus, ownCorpus } from "../../__tests__/corpus.ts";
import type { Cryptography } from "../../src/crypto/cryptography.ts";
import { nodeCryptography } from "../../src/crypto/node.ts";
import { webCryptography } from "../../src/crypto/web.ts";
import { parseBundle } from "../../src/domain/sigstore/bundle.ts";
import { parseTrustedRoot, type TrustedRoot } from "../../src/domain/sigstore/trusted-root.ts";
import { verifyBundle } from "../../src/domain/sigstore/verify-bundle.ts";
import { Fault } from "../../src/kernel/fault.ts";
import { type Mutant, mutantsOf } from "../tamper/mutations.ts";
import { seededRandom } from "../tamper/seeded-random.ts";
import { structureMutantsOf } from "../tamper/structure-mutations.ts";
import { corpusSubjects, type MutationSubject, orderOf } from "../tamper/subjects.ts";
import { upstreamAccepts } from "../tamper/upstream-accepts.ts";

// Lets our own checks, on the cryptography of Node and of the Web, and @sigstore/verify judge the same mutants of genuine
// bundles: nothing that the library refuses may be accepted, and both platforms must say the same.
//   npm run second-opinion -- [FOLDER] [SEED] [MUTANTS]      by default our own corpus, and the sets beside the repository
// The last line counts. The exit code is 1 for anything else.

const given = process.argv[2];
const beside = corpus("bundles");
const folders =
  given === undefined ? [ownCorpus("bundles"), ...(beside === undefined ? [] : [beside])] : [resolve(given)];
const seed = Number(process.argv[3] ?? 1);
const wanted = Number(process.argv[4] ?? 100_000);
process.exitCode = await main();

async function main(): Promise<0 | 1> {
  if (given === undefined && beside === undefined) print("second opinion: the sets beside the repository are absent");
  const found = (await Promise.all(folders.map(corpusSubjects))).flat();
  // The library needs the file itself, which not every case has, and cannot judge what it does not accept unharmed.
  const subjects = found.filter((one) => upstreamAccepts(one.bundle, one)).map(withOwnRoots);
  print(`second opinion: ${found.length - subjects.length} of ${found.length} bundles are not the library's to judge`);
  const random = seededRandom(seed);
  const counts = { mutants: 0, accepted: 0, corrected: 0, wrong: 0, different: 0 };
  while (counts.mutants < wanted) {
    for (const [index, subject] of subjects.entries()) {
      const donor = subjects[(index + 1) % subjects.length]?.bundle ?? "{}";
      const [document, other] = [JSON.parse(subject.bundle), JSON.parse(donor)];
      for (const mutants of [mutantsOf(document, other, random), structureMutantsOf(document, other, random)]) {
        for (const mutant of mutants) await judge(mutant, subject, counts);
      }
      if (counts.mutants >= wanted) break;
    }
  }
  print(
    `second opinion: ${counts.mutants} mutants of ${subjects.length} bundles (seed ${seed}), ${counts.accepted} accepted by both, ` +
      `${counts.corrected} by us as corrected, ${counts.wrong} by us alone, ${counts.different} differ between Node and Web`,
  );
  return counts.wrong + counts.different > 0 ? 1 : 0;
}

interface Subject extends MutationSubject {
  /** A root for each platform, so that neither remembers what the other found. */
  readonly roots: readonly [TrustedRoot, TrustedRoot];
}

function withOwnRoots(subject: MutationSubject): Subject {
  const root = () => parseTrustedRoot(subject.upstream.trustedRoot);
  return { ...subject, roots: [root(), root()] };
}

async function judge(mutant: Mutant, subject: Subject, counts: Record<string, number>): Promise<void> {
  counts["mutants"] = (counts["mutants"] ?? 0) + 1;
  const count = (name: string) => {
    counts[name] = (counts[name] ?? 0) + 1;
    if (name === "wrong" || name === "different") print(`${name}: ${subject.id}: ${mutant.path} ${mutant.kind}`);
  };
  const node = await verdictOf(mutant, subject, nodeCryptography);
  const web = await verdictOf(mutant, subject, webCryptography);
  if (node !== web) count("different");
  if (node !== "accept") return;
  if (upstreamAccepts(mutant.text, subject)) count("accepted");
  else count(isCorrected(mutant, subject) ? "corrected" : "wrong");
}

async function verdictOf(mutant: Mutant, subject: Subject, crypto: Cryptography): Promise<string> {
  const trust = subject.roots[crypto === nodeCryptography ? 0 : 1];
  try {
    const bundle = parseBundle(Buffer.from(mutant.text));
    await verifyBundle({ ...orderOf({ ...subject, trust }), bundle }, crypto);
    return "accept";
  } catch (error) {
    if (error instanceof Fault && error.code !== "internal") return error.code;
    print(`untyped error: ${subject.id}: ${mutant.path} ${mutant.kind}: ${error}`);
    return "untyped";
  }
}

/** A checkpoint of Rekor v1 under another name than the trusted root's: the name is not signed, and decides nothing there. */
function isCorrected(mutant: Mutant, subject: Subject): boolean {
  const unnamed = (text: string) => text.replaceAll(/\\n— [^ ]+ /g, "\\n— ");
  return unnamed(mutant.text) === unnamed(subject.bundle);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
