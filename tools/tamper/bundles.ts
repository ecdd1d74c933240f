import { ownCorpus } from "../../__tests__/corpus.ts";
import { nodeCryptography } from "../../src/crypto/node.ts";
import { parseBundle } from "../../src/domain/sigstore/bundle.ts";
import type { VerifiedBundle } from "../../src/domain/sigstore/verified-bundle.ts";
import { verifyBundle } from "../../src/domain/sigstore/verify-bundle.ts";
import { equivalentOf } from "./equivalents.ts";
import type { Judged, TamperKind, TamperOrder, TamperVerdict } from "./kinds.ts";
import { type Mutant, mutantsOf } from "./mutations.ts";
import { structureMutantsOf } from "./structure-mutations.ts";
import { corpusSubjects, type MutationSubject, orderOf } from "./subjects.ts";
import { upstreamAccepts } from "./upstream-accepts.ts";
import { accepts, verdictOf } from "./verdict-of.ts";

/** Bundles: every field, and what is inside the values. Accepted is right only for a named equivalent that the library accepts, too. */
export const tamperedBundles: TamperKind = {
  name: "bundles",
  atLeast: 5000,
  async *judged({ folders, random, share }: TamperOrder): AsyncGenerator<Judged> {
    const subjects = (await Promise.all(folders.map(corpusSubjects))).flat();
    for (const [index, subject] of subjects.entries()) {
      const donor = donorFor(subject, [...subjects.slice(index + 1), ...subjects.slice(0, index)]);
      const [document, other] = [JSON.parse(subject.bundle), JSON.parse(donor)];
      for (const mutants of [mutantsOf(document, other, random), structureMutantsOf(document, other, random)]) {
        for (const mutant of mutants) {
          if (random() >= share) continue;
          yield {
            id: subject.id,
            change: `${mutant.path} ${mutant.kind}`,
            ...(await judgeTamperedBundle(mutant, subject)),
          };
        }
      }
    }
  },
  async replay(id: string, text: string): Promise<TamperVerdict> {
    const subject = (await corpusSubjects(ownCorpus("bundles"))).find((one) => one.id === id);
    if (subject === undefined) throw new Error(`our corpus has no bundle ${id}`);
    return (await judgeTamperedBundle({ path: "", kind: "restructured", text }, subject)).verdict;
  },
};

export async function judgeTamperedBundle(mutant: Mutant, subject: MutationSubject) {
  const found = await accepts(() => acceptsBundle(mutant.text, subject));
  const equivalent = found === true ? equivalentOf(mutant, subject.bundle) : undefined;
  const isShared = equivalent !== undefined && (equivalent.isOurs === true || upstreamAccepts(mutant.text, subject));
  const clause = isShared ? equivalent.clause : undefined;
  return { verdict: verdictOf(found, clause), clause, text: mutant.text };
}

export function verifiedBundle(text: string, subject: MutationSubject): Promise<VerifiedBundle> {
  const bundle = parseBundle(Buffer.from(text));
  return verifyBundle({ ...orderOf(subject), bundle }, nodeCryptography);
}

export async function acceptsBundle(text: string, subject: MutationSubject): Promise<true> {
  await verifiedBundle(text, subject);
  return true;
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
