import { Fault } from "../../kernel/fault.ts";
import type { RootPredicate } from "../capsule/root-schema.ts";
import type { CertificateFacts } from "../sigstore/certificate-facts.ts";
import type { BundleSigner } from "../sigstore/verified-bundle.ts";
import type { ExpectedSigner } from "../sigstore/verify-bundle.ts";

/**
 * Accepts only what the signer of the root signed in the same run: equal name, issuer and extensions, which hold
 * repository, commit, ref, ids and run (B55). The certificate itself may be a renewed one. Fault: `identity-mismatch`.
 */
export function sameRun(root: BundleSigner): ExpectedSigner {
  if (root.kind === "key") {
    throw new Fault("identity-mismatch", "the root of a capsule is signed with a certificate, not with a key");
  }
  const expected = runOf(root.certificate);
  return {
    kind: "certificate",
    check(certificate) {
      if (runOf(certificate) === expected) return;
      throw new Fault("identity-mismatch", "it was signed by another identity or in another run than the root");
    },
  };
}

function runOf({ subjectAlternativeName, issuer, extensions }: CertificateFacts): string {
  const facts = { kind: subjectAlternativeName.kind, name: subjectAlternativeName.value, issuer, ...extensions };
  return JSON.stringify(Object.entries(facts).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * Requires that what the root says of its source is what its certificate says, wherever the certificate says it; of a
 * backfilled release that is the commit of the workflow that sealed it. Fault: `source-contradiction`.
 */
export function requireCertifiedSource(
  { release, backfill }: Pick<RootPredicate, "release" | "backfill">,
  certificate: CertificateFacts,
): void {
  const { extensions } = certificate;
  const pairs = [
    ["commit", sealingCommit({ release, backfill }), extensions.sourceRepositoryDigest],
    ["repository", release.repository, extensions.sourceRepositoryUri],
    ["repository id", release.repositoryId, extensions.sourceRepositoryIdentifier],
    ["owner id", release.ownerId, extensions.sourceRepositoryOwnerIdentifier],
    ["run", release.runUri, extensions.runInvocationUri],
  ] as const;
  for (const [what, stated, certified] of pairs) {
    if (certified === undefined || certified === stated) continue;
    throw new Fault("source-contradiction", `the root states another ${what} than its certificate`);
  }
}

/** Commit of the workflow that sealed: that of the release, unless it was sealed after it was public. */
export function sealingCommit({ release, backfill }: Pick<RootPredicate, "release" | "backfill">): string | null {
  return backfill === undefined ? release.commit : backfill.commit;
}
