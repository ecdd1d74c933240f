import { readTag } from "../source/read-tag.ts";
import type { VerifiedRoot } from "../verification/verification.ts";
import type { ObservedRelease } from "./seen-project.ts";

/** The release that a capsule is of. Its root names every file. */
export function releaseOfRoot({ statement, sha256 }: VerifiedRoot): ObservedRelease {
  const { name, version, versioning, tag } = statement.predicate.release;
  const files = statement.subject.map((subject) => ({ name: subject.name, sha256: subject.digest.sha256 }));
  return { name, version, versioning, tag, rootSha256: sha256, files };
}

/**
 * The release that a tag is of: what it names, else the program that the repository is called for. A tag that is not understood is a
 * version without an order.
 */
export function releaseOfTag(tag: string, repository: string, files: ObservedRelease["files"]): ObservedRelease {
  const { component, version, versioning } = readTag(tag) ?? { component: undefined, version: tag, versioning: "none" };
  const name = component ?? repository.split("/").at(-1) ?? repository;
  return { name, version, versioning, tag, rootSha256: null, files };
}
