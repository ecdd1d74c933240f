import { compareUtf8, equalBytes } from "../../kernel/bytewise.ts";
import { groupBy } from "../../kernel/group-by.ts";
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
 * Statements that fit a line, by the party that answers for them. A repository is one party, unless the policy names several of its workflows:
 * then each of these is, and what fits only a line that names no workflow adds no party.
 */
export function byParty<T extends SigningParty>(
  stated: readonly T[],
  signers: readonly PolicySigner[],
  release: Release,
): T[][] {
  const fitting = stated.flatMap((one) => {
    const lines = signers.filter((signer) => fits(one, signer, release));
    if (lines.length === 0) return [];
    const [workflow] = lines.flatMap((line) => workflowOf(line) ?? []);
    return [{ one, names: one.names, workflow }];
  });
  return byPrincipal(fitting).flatMap((group) => {
    const [first] = group.flatMap(({ workflow }) => workflow ?? []).sort(compareUtf8);
    const parties = groupBy(group, ({ workflow = first }) => workflow);
    return [...parties.values()].map((party) => party.map(({ one }) => one));
  });
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
