import { encodeBase64 } from "../../src/kernel/base64.ts";
import { encodeUtf8 } from "../../src/kernel/utf8.ts";
import type { CorpusCase } from "../corpus/judge-case.ts";
import { type Json, mutantsOf } from "../tamper/mutations.ts";
import { structureMutantsOf } from "../tamper/structure-mutations.ts";
import type { BrowserCase } from "./judge.ts";

interface Wanted {
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly count: number;
  readonly random: () => number;
}

/** Of every genuine bundle of the cases as many mutants, drawn from all that `npm run tamper` and `second-opinion` make of it. */
export function* tamperedCases(
  cases: readonly CorpusCase[],
  { files, count, random }: Wanted,
): Generator<BrowserCase & { readonly kind: "bundle" }> {
  const byBundle = new Map(cases.filter(({ expect }) => expect === "accept").map((one) => [one.bundle, one]));
  const genuine = [...byBundle.values()];
  const documents = genuine.map(({ bundle }) => JSON.parse(new TextDecoder().decode(files.get(bundle))) as Json);
  for (const [index, one] of genuine.entries()) {
    const [document = null, donor = null] = [documents[index], documents[(index + 1) % documents.length]];
    const mutants = [...mutantsOf(document, donor, random), ...structureMutantsOf(document, donor, random)];
    for (let drawn = 0; drawn < count / genuine.length; drawn++) {
      const mutant = mutants[Math.floor(random() * mutants.length)];
      if (mutant === undefined) continue;
      yield {
        kind: "bundle",
        one: { ...one, id: `${one.id}, ${mutant.path} ${mutant.kind}`, expect: "either" },
        text: encodeBase64(encodeUtf8(mutant.text)),
      };
    }
  }
}
