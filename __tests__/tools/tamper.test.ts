import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { judgeMutant, type MutantVerdict } from "../../tools/tamper/judge-mutant.ts";
import { type Mutant, mutantsOf } from "../../tools/tamper/mutations.ts";
import { seededRandom } from "../../tools/tamper/seeded-random.ts";
import { corpusSubjects, type MutationSubject } from "../../tools/tamper/subjects.ts";
import { corpus, ownCorpus } from "../corpus.ts";
import { createTestForge } from "../signing/test-forge.ts";

const SEED = 7;
const SAMPLE = 0.02;

/** Bundles of our own making: a message and a statement, with all that this program writes. */
async function ownSubjects(): Promise<MutationSubject[]> {
  const forge = createTestForge();
  const session = await forge.session();
  const artifact = Buffer.from("content\n");
  const sha256 = createHash("sha256").update(artifact).digest();
  const statement = {
    _type: "https://in-toto.io/Statement/v1",
    subject: [{ name: "file", digest: { sha256: sha256.toString("hex") } }],
    predicateType: "https://example.com/p",
    predicate: {},
  };
  const bundles = [
    await session.signDigest(sha256),
    await session.signPayload("application/vnd.in-toto+json", Buffer.from(JSON.stringify(statement))),
  ];
  return bundles.map((bundle, index) => ({
    id: `own ${index}`,
    bundle: Buffer.from(bundle).toString(),
    trust: forge.trust,
    signer: { kind: "certificate", check: () => {} },
    artifact: { sha256: sha256.toString("hex") },
    upstream: { trustedRoot: forge.trustedRoot, artifact },
  }));
}

async function judge(subject: MutationSubject, mutants: Iterable<Mutant>) {
  const counts: Record<MutantVerdict, number> = {
    refused: 0,
    equivalent: 0,
    "wrongly-accepted": 0,
    "untyped-error": 0,
  };
  const wrong: string[] = [];
  for (const mutant of mutants) {
    const verdict = await judgeMutant(mutant, subject);
    counts[verdict] += 1;
    if (verdict === "wrongly-accepted" || verdict === "untyped-error") {
      wrong.push(`${subject.id}: ${verdict}: ${mutant.path} ${mutant.kind}`);
    }
  }
  return { counts, wrong };
}

describe("mutants of genuine bundles", () => {
  test("of our own making are refused in every field, or named as equal", async () => {
    const [message, statement] = await ownSubjects();
    for (const [subject, donor] of [
      [message, statement],
      [statement, message],
    ]) {
      if (subject === undefined || donor === undefined) throw new Error("no bundle");
      const mutants = mutantsOf(JSON.parse(subject.bundle), JSON.parse(donor.bundle), seededRandom(SEED));
      const { counts, wrong } = await judge(subject, mutants);
      expect(wrong).toEqual([]);
      expect(counts.refused).toBeGreaterThan(200);
      expect(counts.equivalent).toBeLessThan(counts.refused * 0.1);
    }
  });

  test.for([
    { title: "our corpus", folder: ownCorpus("bundles") },
    { title: "other projects", folder: corpus("bundles") ?? "" },
  ])("of $title are refused in a seeded sample", async ({ folder }, { skip }) => {
    if (folder === "") return skip("the sets of other projects are not beside the repository");
    const subjects = await corpusSubjects(folder);
    expect(subjects.length).toBeGreaterThan(20);
    const random = seededRandom(SEED);
    for (const subject of subjects) {
      const mutants = [...mutantsOf(JSON.parse(subject.bundle), {}, random)].filter(() => random() < SAMPLE);
      expect((await judge(subject, mutants)).wrong).toEqual([]);
    }
  });
});

describe("the mutator", () => {
  test("makes the same mutants for the same seed", () => {
    const texts = () => [...mutantsOf({ a: "AQIDBA==" }, {}, seededRandom(SEED))].map(({ text }) => text);
    expect(texts()).toEqual(texts());
  });

  test("removes, swaps, duplicates, flips and retypes", () => {
    const mutants = [...mutantsOf({ a: [{ b: "AQIDBA==" }], n: 1 }, { a: [{ b: "x" }] }, seededRandom(SEED))];
    const of = (path: string, kind: string) =>
      mutants.filter((one) => one.path === path && one.kind === kind).map(({ text }) => text);
    expect(of("a[].b", "removed")).toEqual(['{"a":[{}],"n":1}']);
    expect(of("a[].b", "swapped")).toEqual(['{"a":[{"b":"x"}],"n":1}']);
    expect(of("a[]", "duplicated")).toEqual(['{"a":[{"b":"AQIDBA=="},{"b":"AQIDBA=="}],"n":1}']);
    expect(of("n", "duplicated")).toEqual(['{"n":1,"a":[{"b":"AQIDBA=="}],"n":1}']);
    expect(of("n", "flipped")).toEqual(['{"a":[{"b":"AQIDBA=="}],"n":2}']);
    expect(of("a[].b", "type-changed")).toContain('{"a":[{"b":["AQIDBA=="]}],"n":1}');
    expect(of("a[].b", "flipped").length).toBeGreaterThan(3);
  });
});
