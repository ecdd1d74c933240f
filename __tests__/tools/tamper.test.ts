import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { judgeTamperedBundle } from "../../tools/tamper/bundles.ts";
import { type Change, equivalentOf } from "../../tools/tamper/equivalents.ts";
import { TAMPER_KINDS } from "../../tools/tamper/kinds.ts";
import { mutantsOf } from "../../tools/tamper/mutations.ts";
import { seededRandom } from "../../tools/tamper/seeded-random.ts";
import { corpusSubjects, type MutationSubject } from "../../tools/tamper/subjects.ts";
import { corpus, ownCorpus } from "../corpus.ts";
import { createTestForge } from "../signing/test-forge.ts";

const SEED = 7;
const REGRESSIONS = "tools/tamper/regressions/";

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
    signer: { kind: "certificate", require: () => {} },
    artifact: { sha256: sha256.toString("hex") },
    upstream: { trustedRoot: forge.trustedRoot, artifact },
  }));
}

describe("tampered inputs", () => {
  test("of our own making are refused in every field, or named as equal", async () => {
    const [message, statement] = await ownSubjects();
    for (const [subject, donor] of [
      [message, statement],
      [statement, message],
    ]) {
      if (subject === undefined || donor === undefined) throw new Error("no bundle");
      const mutants = mutantsOf(JSON.parse(subject.bundle), JSON.parse(donor.bundle), seededRandom(SEED));
      const counts = { refused: 0, equivalent: 0 };
      for (const mutant of mutants) {
        const { verdict } = await judgeTamperedBundle(mutant, subject);
        expect(["refused", "equivalent"], `${mutant.path} ${mutant.kind}`).toContain(verdict);
        counts[verdict as "refused" | "equivalent"] += 1;
      }
      expect(counts.refused).toBeGreaterThan(200);
      expect(counts.equivalent).toBeLessThan(counts.refused * 0.1);
    }
  });

  test.for(TAMPER_KINDS.map((kind) => [kind.name, kind] as const))("%s: a seeded sample", async ([, kind]) => {
    const wrong: string[] = [];
    let refused = 0;
    const share = kind.name === "policies" ? 0.3 : 0.004;
    for await (const judged of kind.judged({ folders: [ownCorpus("bundles")], random: seededRandom(SEED), share })) {
      if (judged.verdict === "refused") refused += 1;
      else if (judged.verdict !== "equivalent") wrong.push(`${judged.id}: ${judged.verdict}: ${judged.change}`);
    }
    expect(wrong).toEqual([]);
    expect(refused).toBeGreaterThan(0);
  });

  test("bundles of other projects: a seeded sample", async ({ skip }) => {
    const folder = corpus("bundles");
    if (folder === undefined) return skip("the sets of other projects are not beside the repository");
    const random = seededRandom(SEED);
    const wrong: string[] = [];
    for (const subject of await corpusSubjects(folder)) {
      for (const mutant of mutantsOf(JSON.parse(subject.bundle), {}, random)) {
        if (random() >= 0.01) continue;
        const { verdict } = await judgeTamperedBundle(mutant, subject);
        if (verdict !== "refused" && verdict !== "equivalent") {
          wrong.push(`${subject.id}: ${verdict}: ${mutant.path} ${mutant.kind}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  test.for(readdirSync(REGRESSIONS))("the kept case %s is refused", async (file) => {
    const { kind: name, id, text } = JSON.parse(readFileSync(`${REGRESSIONS}${file}`, "utf8"));
    const kind = TAMPER_KINDS.find((one) => one.name === name);
    expect(await kind?.replay?.(id, text)).toBe("refused");
  });
});

describe("an equivalent", () => {
  const token = { signedTimestamp: "" };
  const v03 = { mediaType: "application/vnd.dev.sigstore.bundle.v0.3+json" };
  const path = "verificationMaterial.timestampVerificationData";
  const material = (entry: object) => ({
    ...v03,
    verificationMaterial: { tlogEntries: [entry], timestampVerificationData: { rfc3161Timestamps: [token] } },
  });
  const equivalent = (genuine: object, change: Omit<Change, "text">, changed: object = genuine) =>
    equivalentOf({ ...change, text: JSON.stringify(changed) }, JSON.stringify(genuine))?.clause;

  test("is named by path, kind and what must be so of the bundle", () => {
    const removed = { path, kind: "removed" } as const;
    expect(equivalent(material({ inclusionPromise: {} }), removed)).toContain("may be empty");
    expect(equivalent(material({}), removed)).toBeUndefined();
    expect(equivalent(material({ inclusionPromise: {} }), { ...removed, kind: "duplicated" })).toBeUndefined();
    expect(equivalent(material({}), { path: "dsseEnvelope.payload", kind: "flipped" })).toBeUndefined();
  });

  test("keeps the number of an entry, the text that a log signed, and a signature under it", () => {
    const count = { path: "verificationMaterial.tlogEntries[].logIndex", kind: "type-changed" } as const;
    expect(equivalent(material({ logIndex: "1" }), count, material({ logIndex: 1 }))).toContain("int64");
    expect(equivalent(material({ logIndex: "1" }), count, material({ logIndex: 2 }))).toBeUndefined();
    const note = (text: string, ...lines: string[]) =>
      material({ inclusionProof: { checkpoint: { envelope: `${text}\n\n${lines.join("\n")}\n` } } });
    const line = {
      path: "verificationMaterial.tlogEntries[].inclusionProof.checkpoint.envelope!line",
      kind: "restructured",
    } as const;
    const genuine = note("log\n1\nAA==", "— log AAAA", "— witness BBBB");
    expect(equivalent(genuine, line, note("log\n1\nAA==", "— other AAAA"))).toContain("signed-note");
    expect(equivalent(genuine, line, note("log\n1\nAA==", "— witness BBBB"))).toBeUndefined();
    expect(equivalent(genuine, line, note("log\n2\nAA==", "— log AAAA", "— witness BBBB"))).toBeUndefined();
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
