import { equalBytes } from "../../kernel/bytewise.ts";
import { unlessRefused } from "../../kernel/unless-refused.ts";
import type { RootStatement } from "../capsule/root-schema.ts";
import type { BundleSigner } from "../sigstore/verified-bundle.ts";
import { isSameRepository } from "../source/repository.ts";
import { identityCheck } from "../verification/identity/identity-check.ts";
import { type PolicySigner, workflowOf } from "./policy-signer.ts";
import { byPrincipal } from "./principal.ts";

/** Somebody who signed, and by which names we know them. */
export interface SigningParty {
  readonly signer: BundleSigner;
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

/** A key fits itself alone: when it may have signed, its verification asked. The policy says which ref is expected of another repository; the tag of the release is that of its own repository only (X4). */
export function fits({ signer }: SigningParty, line: PolicySigner, { tag, repository }: Release): boolean {
  if (signer.kind === "key") return line.kind === "key" && equalBytes(signer.publicKey, line.publicKey.spki);
  const isOwn = line.kind === "repository" && repository !== null && isSameRepository(line.repository, repository);
  return unlessRefused(() => {
    identityCheck(line, isOwn ? { tag, commit: null } : undefined)(signer.certificate);
    return true;
  }, false);
}
