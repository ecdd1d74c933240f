import { dirname } from "node:path";
import type { SbomDocument } from "../../domain/sbom/model/sbom-document.ts";
import { parseRepository } from "../../domain/source/repository.ts";
import { TOOL } from "../../domain/tool.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import type { Env } from "../../ports/env.ts";
import type { Git } from "../../ports/git.ts";

/**
 * Time and maker for an SBOM of a path: SOURCE_DATE_EPOCH, else the commit of the checkout it lies in, else the beginning
 * of 1970, so that the same bytes come out on any machine. Fault: `configuration-invalid`.
 */
export async function sbomDocumentOf(path: string, { env, git }: { env: Env; git: Git }): Promise<SbomDocument> {
  const facts =
    (await git.facts(path).catch(() => undefined)) ?? (await git.facts(dirname(path)).catch(() => undefined));
  const given = env("SOURCE_DATE_EPOCH");
  if (given !== undefined && !/^\d{1,11}$/.test(given)) {
    throw new Fault("configuration-invalid", `SOURCE_DATE_EPOCH is ${printable(given)}, not a count of seconds`);
  }
  return {
    epoch: given === undefined ? (facts?.commitTime ?? 0) : Number(given),
    tool: TOOL,
    producer: producerOf(facts?.origin),
  };
}

function producerOf(origin: string | undefined): SbomDocument["producer"] {
  if (origin === undefined) return undefined;
  try {
    const { owner, host } = parseRepository(origin);
    return { name: owner, url: `https://${host}/${owner}`, email: undefined };
  } catch {
    // A remote that is no repository on a forge names nobody.
    return undefined;
  }
}
