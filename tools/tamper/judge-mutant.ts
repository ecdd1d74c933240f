import { nodeCryptography } from "../../src/crypto/node.ts";
import { parseBundle } from "../../src/domain/sigstore/bundle.ts";
import { verifyBundle } from "../../src/domain/sigstore/verify-bundle.ts";
import { Fault } from "../../src/kernel/fault.ts";
import { equivalentOf } from "./equivalents.ts";
import type { Mutant } from "./mutations.ts";
import type { MutationSubject } from "./subjects.ts";
import { upstreamAccepts } from "./upstream-accepts.ts";

export type MutantVerdict = "refused" | "equivalent" | "wrongly-accepted" | "untyped-error";

/** Runs one mutant; accepted is right only where it is a named equivalent that @sigstore/verify accepts, too. */
export async function judgeMutant(mutant: Mutant, subject: MutationSubject): Promise<MutantVerdict> {
  const { trust, signer, artifact } = subject;
  try {
    const bundle = parseBundle(Buffer.from(mutant.text));
    await verifyBundle({ bundle, trust, signer, artifact, message: subject.upstream.artifact }, nodeCryptography);
  } catch (error) {
    return error instanceof Fault && error.code !== "internal" ? "refused" : "untyped-error";
  }
  if (equivalentOf(mutant.path, mutant.kind) === undefined) return "wrongly-accepted";
  return upstreamAccepts(mutant.text, subject) ? "equivalent" : "wrongly-accepted";
}
