import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Judgement } from "./judge.ts";
import { sealRelease } from "./seal-release.ts";
import type { RealSigstore } from "./services/real-sigstore.ts";
import type { Verifier } from "./verifier.ts";

/**
 * A release sealed with a Rekor v2 whose every first answer is lost after the entry was made: each verifier must accept
 * all of it, and the log must have one entry for each that it was asked for.
 */
export async function judgeLostAnswers(
  { lossy }: Pick<RealSigstore, "lossy">,
  verifiers: readonly Verifier[],
): Promise<Map<string, Judgement[]>> {
  const judged = new Map<string, Judgement[]>();
  if (lossy === undefined) return judged;
  const { place, log } = lossy;
  const before = log.size();
  const claims = await sealRelease(place, mkdtempSync(join(tmpdir(), "capsule-interop-lost-")));
  const { asked, lost } = log.counts();
  const grown = log.size() - before;
  const once = asked > 0 && lost === asked && grown === asked;
  for (const verifier of verifiers) {
    const judgements: Judgement[] = [];
    for (const claim of claims.filter((one) => verifier.unsupported(one) === undefined)) {
      const { status, stderr } = await verifier.verify(claim);
      const right = status === 0 && once;
      const detail = once
        ? stderr.slice(-400)
        : `${asked} entries asked for, ${lost} answers lost, ${grown} entries made`;
      const { shape, label } = claim;
      judgements.push({ shape, label, tampering: undefined, outcome: right ? "as expected" : "wrong", detail });
    }
    judged.set(verifier.title, judgements);
  }
  return judged;
}
