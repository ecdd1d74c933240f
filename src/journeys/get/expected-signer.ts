import type { ExpectedIdentity, ExpectedRepository } from "../../domain/sigstore/expected-identity.ts";
import { isSameRepository } from "../../domain/source/repository.ts";
import type { ShownRelease } from "./find-shown-release.ts";
import type { GetOrder } from "./get-order.ts";

/**
 * Who must have signed: what the user named, else a workflow of the repository at the tag. A repository among them is bound to
 * the tag and to what it leads to now, and this one to GitHub's number of it. One that GitHub knows under another name today
 * may have signed under either.
 */
export function expectedSigner(order: GetOrder, named: ShownRelease): ExpectedIdentity {
  const bind = (one: ExpectedRepository) => bound(one, { order, named });
  const { identity, repository } = order;
  const today = webAddress(order, named);
  if (identity.kind === "repository") {
    const asked = bind(identity);
    const hasMoved = isSameRepository(identity.repository, repository) && !isSameRepository(today, repository);
    return hasMoved ? { kind: "any-of", of: [{ ...asked, repository: today }, asked] } : asked;
  }
  if (identity.kind !== "any-of") return identity;
  return { kind: "any-of", of: identity.of.map((one) => (one.kind === "repository" ? bind(one) : one)) };
}

/** Of the repository under its name of today. */
export function webAddress({ repository }: Pick<GetOrder, "repository">, { repository: found }: ShownRelease): string {
  return `${new URL(repository).origin}/${found.fullName}`;
}

function bound(
  one: ExpectedRepository,
  { order, named }: { readonly order: GetOrder; readonly named: ShownRelease },
): ExpectedRepository {
  const { release, tag, repository } = named;
  const isOwn = [order.repository, webAddress(order, named)].some((own) => isSameRepository(own, one.repository));
  return {
    ...one,
    sourceRef: one.sourceRef ?? `refs/tags/${release.tag}`,
    // Who names another ref knows that it is not the tag that was built.
    ...(one.sourceRef === undefined && tag !== undefined && isOwn ? { commit: tag.commit } : {}),
    ...(isOwn ? { repositoryId: repository.id } : {}),
  };
}
