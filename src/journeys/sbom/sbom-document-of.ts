import { dirname } from "node:path";
import type { SbomDocument } from "../../domain/sbom/model/sbom-document.ts";
import { parseRepository } from "../../domain/source/repository.ts";
import { readSourceDate } from "../../domain/source/source-date.ts";
import { TOOL } from "../../domain/tool.ts";
import type { Env } from "../../ports/env.ts";
import type { Git } from "../../ports/git.ts";

/**
 * Time and maker for an SBOM of a path: SOURCE_DATE_EPOCH, else the commit of the checkout it lies in, else the beginning
 * of 1970, so that the same bytes come out on any machine. Fault: `configuration-invalid`.
 */
export async function sbomDocumentOf(path: string, { env, git }: { env: Env; git: Git }): Promise<SbomDocument> {
  const sourceDate = readSourceDate(env("SOURCE_DATE_EPOCH"));
  const checkout =
    (await git.open(path).catch(() => undefined)) ?? (await git.open(dirname(path)).catch(() => undefined));
  const facts = checkout?.facts;
  return { epoch: sourceDate ?? facts?.commitTime ?? 0, tool: TOOL, producer: producerOf(facts?.origin) };
}

function producerOf(origin: string | undefined): SbomDocument["producer"] {
  if (origin === undefined) return undefined;
  try {
    const { owner, host } = parseRepository(origin);
    return { name: owner, url: `https://${host}/${owner}`, email: undefined };
  } catch {
    // A remote that is not a repository on GitHub or elsewhere names nobody.
    return undefined;
  }
}
