import type { BundleSigner } from "../sigstore/verified-bundle.ts";
import { gitHubIssuer } from "../source/github-issuer.ts";
import { foldRepository } from "../source/repository.ts";
import { parseWorkflowName } from "../source/workflow-name.ts";

/**
 * Who answers for a signature, by all names that we know of one party: two signatures that share a name are of one party
 * (X3). A workflow's run is its repository, by id, since a name can change and workflow, path and ref are the repository's
 * to choose. A person is an e-mail address, whoever confirmed it. A key is itself.
 */
export function principalNames(signer: BundleSigner): readonly string[] {
  if (signer.kind === "key") return [`key ${signer.fingerprint}`];
  const { subjectAlternativeName: name, issuer = "", extensions } = signer.certificate;
  if (name.kind === "email") return [`e-mail ${name.value.normalize("NFC").toLowerCase()}`];
  const place = gitHubIssuer(issuer)?.web ?? issuer;
  const { sourceRepositoryIdentifier: id } = extensions;
  const address = extensions.sourceRepositoryUri ?? parseWorkflowName(name.value)?.repository;
  const names = [
    ...(id === undefined ? [] : [`repository ${id} of ${place}`]),
    ...(address === undefined ? [] : [`repository ${foldRepository(address)}`]),
  ];
  return names.length > 0 ? names : [`${name.kind} ${name.value} of ${issuer}`];
}

/** Groups of what one principal did: whatever shares a name, also by way of a third. */
export function byPrincipal<T extends { readonly names: readonly string[] }>(items: readonly T[]): T[][] {
  let groups: T[][] = [];
  for (const item of items) {
    const isSame = (group: readonly T[]) => group.some(({ names }) => names.some((name) => item.names.includes(name)));
    groups = [...groups.filter((group) => !isSame(group)), [item, ...groups.filter(isSame).flat()]];
  }
  return groups;
}
