import type { RememberedKind } from "../../domain/memory/evidence-strength.ts";
import type { ObservedRelease, SeenProject } from "../../domain/memory/seen-project.ts";
import { releaseOfRoot, releaseOfTag } from "../../domain/memory/seen-release.ts";
import { type NumberedProject, projectOf, signedAs } from "../../domain/memory/signer-project.ts";
import type { CertificateFacts } from "../../domain/sigstore/certificate-facts.ts";
import type { ExpectedIdentity } from "../../domain/sigstore/expected-identity.ts";
import { isGood } from "../../domain/verification/checks/check-assets.ts";
import type { ClaimId, ClaimStatus } from "../../domain/verification/claim.ts";
import type { Verification } from "../../domain/verification/verification.ts";
import type { VerifyOrder } from "./verify-order.ts";

const TAGS = "refs/tags/";

/** The projects that verified signatures are of, as a memory compares them: one, but where a policy names several signers. */
export function seenProjects(
  verification: Verification,
  order: Pick<VerifyOrder, "release" | "identity">,
): SeenProject[] {
  const projects = new Map<string, NumberedProject & { readonly certificates: CertificateFacts[] }>();
  for (const { signer } of verification.signatures) {
    const project = projectOf(signer);
    if (project === undefined || signer.kind === "key") continue;
    const key = `${project.repository} ${project.repositoryId} ${project.ownerId}`;
    const known = projects.get(key) ?? { ...project, certificates: [] };
    known.certificates.push(signer.certificate);
    projects.set(key, known);
  }
  const published = statusOf(verification, "published");
  const choice = order.release !== undefined || namesTag(order.identity) ? "named" : "found";
  return [...projects.values()].map(({ certificates, ...project }) => ({
    ...project,
    workflows: [...new Set(certificates.map((certificate) => signedAs(certificate, project)))],
    releases: releasesOf(verification, project, certificates),
    evidence: [ownKind(verification), ...(published === "verified" ? (["published"] as const) : [])],
    // Where GitHub answered that it has none, it is missing.
    notLooked: published === "verified" || published === "missing" ? [] : ["published"],
    choice,
  }));
}

/** Whoever gives the tag knows which release it is. */
function namesTag(identity: ExpectedIdentity): boolean {
  if (identity.kind === "repository") return identity.sourceRef?.startsWith(TAGS) === true;
  return identity.kind === "exact" && identity.subjectAlternativeName.includes(`@${TAGS}`);
}

function releasesOf(
  { root, assets }: Verification,
  { repository }: NumberedProject,
  certificates: readonly CertificateFacts[],
): ObservedRelease[] {
  if (root !== undefined) return [releaseOfRoot(root)];
  const refs = new Set(certificates.map(({ extensions }) => extensions.sourceRepositoryRef ?? ""));
  const [ref = ""] = refs;
  // A branch names no release, and of several nobody says which file is whose.
  if (refs.size > 1 || !ref.startsWith(TAGS)) return [];
  const files = assets.flatMap((asset) => {
    const { sealedName: name, sha256 } = asset;
    return isGood(asset) && name !== undefined && sha256 !== undefined ? [{ name, sha256 }] : [];
  });
  return [releaseOfTag(ref.slice(TAGS.length), repository, files)];
}

function ownKind(verification: Verification): RememberedKind {
  if (verification.root !== undefined) return "capsule";
  if (statusOf(verification, "checksums") === "verified") return "signed-checksums";
  return statusOf(verification, "provenance") === "verified" ? "attestations" : "bundle";
}

function statusOf({ claims }: Verification, id: ClaimId): ClaimStatus | undefined {
  return claims.find((claim) => claim.id === id)?.status;
}
