import { parseBundle } from "../../src/domain/sigstore/bundle.ts";
import { verifyBundle } from "../../src/domain/sigstore/verify-bundle.ts";
import { Fault } from "../../src/kernel/fault.ts";
import { equivalentOf } from "./equivalents.ts";
import type { Mutant } from "./mutations.ts";
import type { MutationSubject } from "./subjects.ts";
import { upstreamAccepts } from "./upstream-accepts.ts";

export type MutantVerdict = "refused" | "equivalent" | "wrongly-accepted" | "untyped-error";

/** Runs one mutant; accepted is right only where it is a named equivalent that @sigstore/verify accepts, too. */
export function judgeMutant(mutant: Mutant, subject: MutationSubject): MutantVerdict {
  const { trust, signer, artifact } = subject;
  try {
    verifyBundle({ bundle: parseBundle(Buffer.from(mutant.text)), trust, signer, artifact });
  } catch (error) {
    return error instanceof Fault && error.code !== "internal" ? "refused" : "untyped-error";
  }
  if (equivalentOf(mutant.path, mutant.kind) === undefined) return "wrongly-accepted";
  const thresholds = {
    tlogThreshold: trust.requires.logEntries,
    ctlogThreshold: signer.kind === "key" ? 0 : trust.requires.certificateTimestamps,
  };
  const key = signer.kind === "key" ? signer.publicKey : undefined;
  const accepted = upstreamAccepts({ bundle: mutant.text, ...subject.upstream, key, thresholds });
  return accepted ? "equivalent" : "wrongly-accepted";
}
