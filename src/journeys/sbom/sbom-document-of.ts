import { dirname } from "node:path";
import type { SbomDocument } from "../../domain/sbom/model/sbom-document.ts";
import { moduleRoot, producerOf } from "../../domain/sbom/model/sbom-document.ts";
import { readTag } from "../../domain/source/read-tag.ts";
import { parseRepository, type Repository } from "../../domain/source/repository.ts";
import { readSourceDate } from "../../domain/source/source-date.ts";
import { TOOL } from "../../domain/tool.ts";
import type { Env } from "../../ports/env.ts";
import type { Git, GitFacts } from "../../ports/git.ts";

/**
 * Time and maker for an SBOM of a path: SOURCE_DATE_EPOCH, else the commit of the checkout it lies in, else the beginning
 * of 1970, so that the same bytes come out on any machine. Fault: `configuration-invalid`.
 */
export async function sbomDocumentOf(path: string, { env, git }: { env: Env; git: Git }): Promise<SbomDocument> {
  const sourceDate = readSourceDate(env("SOURCE_DATE_EPOCH"));
  const checkout =
    (await git.open(path).catch(() => undefined)) ?? (await git.open(dirname(path)).catch(() => undefined));
  const facts = checkout?.facts;
  const repository = repositoryOf(facts?.origin);
  return {
    epoch: sourceDate ?? facts?.commitTime ?? 0,
    tool: TOOL,
    producer: repository && producerOf(repository),
    ...(facts && {
      own: { version: versionOf(facts), repository: repository && moduleRoot(repository), isRelease: false },
    }),
  };
}

function repositoryOf(origin: string | undefined): Repository | undefined {
  if (origin === undefined) return undefined;
  try {
    return parseRepository(origin);
  } catch {
    // A remote that is not a repository on GitHub or elsewhere names nobody.
    return undefined;
  }
}

/** What the one version tag of the commit says, else the commit: two tags may be of two packages. */
function versionOf({ tags, commit }: GitFacts): string {
  const versions = new Set(tags.flatMap((tag) => readTag(tag)?.version ?? []));
  return versions.size === 1 ? ([...versions][0] as string) : commit;
}
