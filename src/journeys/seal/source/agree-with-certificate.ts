import type { CertificateFacts } from "../../../domain/sigstore/certificate-facts.ts";
import type { SourceFacts } from "../../../domain/source/source-facts.ts";
import { certifiedFacts, type Disagreement, findDisagreement } from "../../../domain/verification/agreement.ts";
import { Fault } from "../../../kernel/fault.ts";
import { printable } from "../../../kernel/printable.ts";

/**
 * Compares what the environment said of the source with what the certificate authority put into the certificate, and
 * fills in what only the certificate knows. A difference is a `source-contradiction`: the release would not verify.
 * A run that seals an old release has a commit and a ref of its own. With a key nothing certifies what was said.
 */
export function agreeWithCertificate(
  facts: SourceFacts,
  certificate: CertificateFacts | undefined,
  { backfill = false }: { readonly backfill?: boolean } = {},
): SourceFacts {
  if (certificate === undefined) return facts;
  const certified = certifiedFacts(certificate);
  const stated = {
    repository: facts.repository ?? undefined,
    "repository id": facts.repositoryId ?? undefined,
    "owner id": facts.ownerId ?? undefined,
    run: facts.runUri ?? undefined,
    ...(backfill ? {} : { commit: facts.commit ?? undefined, ref: facts.ref ?? undefined }),
  };
  const found = findDisagreement(stated, certified);
  if (found !== undefined) throw contradiction(found);
  return {
    ...facts,
    repository: certified.repository ?? facts.repository,
    commit: backfill ? facts.commit : (certified.commit ?? facts.commit),
    ref: backfill ? facts.ref : (certified.ref ?? facts.ref),
    repositoryId: certified["repository id"] ?? facts.repositoryId,
    ownerId: certified["owner id"] ?? facts.ownerId,
    runUri: certified.run ?? facts.runUri,
  };
}

function contradiction({ fact, stated = "", certified = "" }: Disagreement): Fault {
  return new Fault(
    "source-contradiction",
    `the ${fact} is ${printable(stated)} here and ${printable(certified)} in the certificate`,
    { hint: "seal in the workflow run that builds this release, and do not override its repository or commit" },
  );
}
