import type {
  ExactIdentity,
  ExpectedIdentity,
  ExpectedKey,
  ExpectedRepository,
} from "../../sigstore/expected-identity.ts";
import { isSameRepository } from "../../source/repository.ts";

/** Tags of a release and of the one before it, which its verified root names; null if one has none. */
export interface TagStep {
  readonly now: string | null;
  readonly before: string | null;
}

/**
 * The identity that is expected of the release before: the same, except that whatever is expected at this release's own tag
 * is expected at the earlier one's. Patterns stay as they are.
 */
export function earlierIdentity(identity: ExpectedIdentity, tags: TagStep): ExpectedIdentity {
  switch (identity.kind) {
    case "any-of":
      return { kind: "any-of", of: identity.of.map((one) => earlierSigner(one, tags)) };
    case "unsafe-pattern":
      return identity;
    default:
      return earlierSigner(identity, tags);
  }
}

function earlierSigner<T extends ExactIdentity | ExpectedRepository | ExpectedKey>(
  identity: T,
  { now, before }: TagStep,
): T {
  if (identity.kind === "key") return identity;
  if (now === null || before === null) return identity;
  const [ref, earlier] = [`refs/tags/${now}`, `refs/tags/${before}`];
  if (identity.kind === "exact") {
    const { subjectAlternativeName: name } = identity;
    if (!name.endsWith(`@${ref}`)) return identity;
    return { ...identity, subjectAlternativeName: `${name.slice(0, -ref.length)}${earlier}` };
  }
  const { sourceRef, signerWorkflow: workflow } = identity;
  const isOwn = workflow !== undefined && isSameRepository(workflow.repository, identity.repository);
  return {
    ...identity,
    ...(sourceRef === ref ? { sourceRef: earlier } : {}),
    ...(isOwn && workflow.ref === ref ? { signerWorkflow: { ...workflow, ref: earlier } } : {}),
  };
}
