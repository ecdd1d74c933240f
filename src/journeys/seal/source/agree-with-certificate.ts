import type { CertificateFacts } from "../../../domain/sigstore/certificate-facts.ts";
import type { SourceFacts } from "../../../domain/source/source-facts.ts";
import { Fault } from "../../../kernel/fault.ts";
import { printable } from "../../../kernel/printable.ts";

/**
 * Compares what the environment said of the source with what the certificate authority put into the certificate, and
 * fills in what only the certificate knows. A difference is a `source-contradiction`: the release would not verify.
 * A run that seals an old release has a commit and a ref of its own.
 */
export function agreeWithCertificate(
  facts: SourceFacts,
  certificate: CertificateFacts,
  { backfill = false }: { readonly backfill?: boolean } = {},
): SourceFacts {
  const { extensions } = certificate;
  return {
    ...facts,
    repository: agree("repository", facts.repository, extensions.sourceRepositoryUri),
    commit: backfill ? facts.commit : agree("commit", facts.commit, extensions.sourceRepositoryDigest),
    ref: backfill ? facts.ref : agree("ref", facts.ref, extensions.sourceRepositoryRef),
    repositoryId: agree("repository id", facts.repositoryId, extensions.sourceRepositoryIdentifier),
    ownerId: agree("owner id", facts.ownerId, extensions.sourceRepositoryOwnerIdentifier),
    runUri: agree("workflow run", facts.runUri, extensions.runInvocationUri),
  };
}

function agree(what: string, said: string | null, certified: string | undefined): string | null {
  if (certified === undefined) return said;
  if (said === null || said === certified) return certified;
  throw new Fault(
    "source-contradiction",
    `the ${what} is ${printable(said)} here and ${printable(certified)} in the certificate`,
    { hint: "seal in the workflow run that builds this release, and do not override its repository or commit" },
  );
}
