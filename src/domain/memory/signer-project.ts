import type { CertificateFacts } from "../sigstore/certificate-facts.ts";
import type { BundleSigner } from "../sigstore/verified-bundle.ts";
import { isSameRepository } from "../source/repository.ts";
import { parseWorkflowName } from "../source/workflow-name.ts";
import type { SeenProject } from "./seen-project.ts";

/** A repository with the numbers that outlive its name. */
export type NumberedProject = Pick<SeenProject, "repository" | "repositoryId" | "ownerId">;

/** The project that a signer signed for; undefined for a key, and for a certificate that names no numbers of it. */
export function projectOf(signer: BundleSigner): NumberedProject | undefined {
  if (signer.kind === "key") return undefined;
  const { sourceRepositoryUri, sourceRepositoryIdentifier, sourceRepositoryOwnerIdentifier } =
    signer.certificate.extensions;
  if (!sourceRepositoryUri || !sourceRepositoryIdentifier || !sourceRepositoryOwnerIdentifier) return undefined;
  return {
    repository: sourceRepositoryUri,
    repositoryId: sourceRepositoryIdentifier,
    ownerId: sourceRepositoryOwnerIdentifier,
  };
}

/**
 * Who signed, without the ref, which changes with each release: the path of a workflow of the project itself, that of another
 * repository with its address, and any other name as it is.
 */
export function signedAs(
  certificate: CertificateFacts,
  { repositoryId }: Pick<NumberedProject, "repositoryId">,
): string {
  const { extensions, subjectAlternativeName } = certificate;
  const { kind, value } = subjectAlternativeName;
  if (kind !== "uri") return value;
  const source = extensions.sourceRepositoryUri ?? "";
  const isOwn = extensions.sourceRepositoryIdentifier === repositoryId;
  const workflow = parseWorkflowName(value);
  if (workflow === undefined) {
    const name = value.replace(/@refs\/.*/s, "");
    return isOwn && name.startsWith(`${source}/`) ? name.slice(source.length).replace(/\/+/, "") : name;
  }
  if (isOwn && isSameRepository(workflow.repository, source)) return workflow.path;
  return `${workflow.repository}/${workflow.path}`;
}
