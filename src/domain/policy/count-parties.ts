import { unlessRefused } from "../../kernel/unless-refused.ts";
import type { RootStatement } from "../capsule/root-schema.ts";
import type { CertificateFacts } from "../sigstore/certificate-facts.ts";
import { isSameRepository } from "../source/repository.ts";
import { identityCheck } from "../verification/identity-check.ts";
import { type PolicySigner, workflowOf } from "./policy.ts";
import { byPrincipal } from "./principal.ts";

/** Somebody who signed, and by which names we know them. */
export interface SigningParty {
  readonly certificate: CertificateFacts;
  readonly names: readonly string[];
}

type Release = Pick<RootStatement["predicate"]["release"], "tag" | "repository">;

/**
 * How many parties there are among those that fit a line. A repository counts once, unless the policy names several of its
 * workflows: then each of these.
 */
export function countParties(
  stated: readonly SigningParty[],
  signers: readonly PolicySigner[],
  release: Release,
): number {
  const fitting = stated.flatMap((one) => {
    const lines = signers.filter((signer) => fits(one, signer, release));
    return lines.length === 0 ? [] : [{ names: one.names, workflows: lines.flatMap((line) => workflowOf(line) ?? []) }];
  });
  return byPrincipal(fitting)
    .map((group) => Math.max(1, new Set(group.flatMap(({ workflows }) => workflows)).size))
    .reduce((sum, parties) => sum + parties, 0);
}

/** The policy says which ref is expected of another repository; the tag of the release is that of its own repository only (X4). */
export function fits({ certificate }: SigningParty, signer: PolicySigner, { tag, repository }: Release): boolean {
  const isOwn = signer.kind === "repository" && repository !== null && isSameRepository(signer.repository, repository);
  return unlessRefused(() => {
    identityCheck(signer, isOwn ? { tag, commit: null } : undefined)(certificate);
    return true;
  }, false);
}
