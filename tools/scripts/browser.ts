import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { corpus, ownCorpus } from "../../__tests__/corpus.ts";
import { nodeCryptography } from "../../src/crypto/node.ts";
import { printable } from "../../src/kernel/printable.ts";
import { askBrowser } from "../browser/ask-browser.ts";
import { bundleForBrowsers } from "../browser/bundle-for-browsers.ts";
import { capsuleCases } from "../browser/capsule-cases.ts";
import { findChromium, openPage } from "../browser/chromium.ts";
import { compareVerdicts } from "../browser/compare-verdicts.ts";
import { conformanceCases } from "../browser/conformance-cases.ts";
import { type CaseSet, corpusCases } from "../browser/corpus-cases.ts";
import { findFirefox, openInFirefox } from "../browser/firefox.ts";
import { type BrowserCase, judge } from "../browser/judge.ts";
import { type OpenedPage, versionOf } from "../browser/open-browser.ts";
import { tamperedCases } from "../browser/tampered-cases.ts";
import { seededRandom } from "../tamper/seeded-random.ts";

// Lets the verifier run in a headless browser, on the cryptography of the Web, and compares every verdict with that of Node:
//   npm run browser -- [SUITE/test/assets/bundle-verify] [--browser firefox] [--mutants COUNT] [--seed SEED]
// Our own corpus, the sets beside the repository where they are, the suite of sigstore-conformance where it is named, capsules,
// and tampered bundles. The last line counts. The exit code is 1 for a verdict that is wrong or another than in Node. The browser
// is Chromium, from CHROME_BIN or the path, or Firefox, from FIREFOX_BIN or the path; without it nothing is run, which is a failure where
// CAPSULE_BROWSER=required.

const SETS = { own: "own corpus", beside: "beside the repository", tampered: "tampered", capsules: "capsules" };
/** Of each question, the set that it is of. */
const titles = new WeakMap<BrowserCase, string>();

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    browser: { type: "string", default: "chromium" },
    mutants: { type: "string", default: "4000" },
    seed: { type: "string", default: "1" },
  },
});
/** How each is found, and opens a page. */
const BROWSERS = {
  chromium: { find: findChromium, open: openPage },
  firefox: { find: findFirefox, open: openInFirefox },
};
const wanted = Object.entries(BROWSERS).find(([name]) => name === values.browser)?.[1];
if (wanted === undefined) throw new Error(`there is no browser ${values.browser}: ${Object.keys(BROWSERS).join(", ")}`);
const program = wanted.find(process.env);
if (program === undefined) {
  console.log(`browser: not run: no ${values.browser}`);
  process.exitCode = process.env["CAPSULE_BROWSER"] === "required" ? 1 : 0;
} else {
  process.exitCode = await main(program, wanted.open);
}

interface Tally {
  right: number;
  total: number;
}

async function main(program: string, open: (program: string, address: string) => OpenedPage): Promise<0 | 1> {
  const files = new Map<string, Uint8Array>();
  const random = seededRandom(Number(values.seed));
  const sets = caseSets(files);
  const tallies = new Map<string, Tally>();
  const counts = { accepts: 0, rejects: 0, crashes: 0, different: 0 };
  const started = Date.now();
  await askBrowser({
    ...{ open: (address: string) => open(program, address), files },
    code: await bundleForBrowsers("tools/browser/page.ts"),
    questions: await questionsOf(sets, files, random),
    expected: (question) => judge(question, (name) => files.get(name) ?? new Uint8Array(), nodeCryptography),
    answered: (question, answer, expected) => {
      const wrong = compareVerdicts(question, answer, expected);
      const tally = tallies.get(titleOf(question)) ?? { right: 0, total: 0 };
      tallies.set(titleOf(question), { right: tally.right + (wrong === undefined ? 1 : 0), total: tally.total + 1 });
      if (wrong === undefined) return;
      counts[wrong] += 1;
      console.log(`${wrong}: ${nameOf(question)}: ${printable(answer, 300)}, in Node ${printable(expected, 300)}`);
    },
  });
  const sums = [...tallies].map(([title, { right, total }]) => `${title} ${right}/${total}`).join(", ");
  console.log(
    `browser, ${versionOf(program)}, ${Math.round((Date.now() - started) / 1000)} s: ${sums}; ${counts.accepts} wrong accepts, ` +
      `${counts.rejects} wrong rejects, ${counts.crashes} crashes, ${counts.different} other faults than in Node`,
  );
  return Object.values(counts).some((count) => count > 0) ? 1 : 0;
}

function caseSets(files: Map<string, Uint8Array>): readonly CaseSet[] {
  const beside = corpus("bundles");
  if (beside === undefined) console.log("browser: the sets beside the repository are absent");
  const [suite] = positionals;
  return [
    corpusCases(SETS.own, ownCorpus("bundles"), files),
    ...(beside === undefined ? [] : [corpusCases(SETS.beside, beside, files)]),
    ...(suite === undefined ? [] : [conformanceCases(resolve(suite), files)]),
  ];
}

async function questionsOf(
  sets: readonly CaseSet[],
  files: Map<string, Uint8Array>,
  random: () => number,
): Promise<Iterable<BrowserCase>> {
  const capsules = await capsuleCases(files, random);
  const all = sets.flatMap(({ cases }) => cases);
  return (function* () {
    for (const { title, cases } of sets) for (const one of cases) yield titled({ kind: "bundle", one }, title);
    for (const one of capsules) yield titled(one, SETS.capsules);
    for (const one of tamperedCases(all, { files, count: Number(values.mutants), random })) {
      yield titled(one, SETS.tampered);
    }
  })();
}

function titled(question: BrowserCase, title: string): BrowserCase {
  titles.set(question, title);
  return question;
}

function titleOf(question: BrowserCase): string {
  return titles.get(question) ?? "";
}

function nameOf(question: BrowserCase): string {
  return question.kind === "bundle" ? question.one.id : `capsule, ${question.id}`;
}
