import { GITHUB_WEB } from "./github-issuer.ts";
import { parseRepository } from "./repository.ts";

/** A workflow file of a repository at a ref, as GitHub's certificates and tokens name it. */
export interface WorkflowName {
  /** Web address of the repository. */
  readonly repository: string;
  /** For example `.github/workflows/release.yml`. */
  readonly path: string;
  /** For example `refs/tags/v1.0.0`, or a commit. */
  readonly ref: string;
}

/**
 * Parses `https://github.com/owner/name/.github/workflows/release.yml@refs/tags/v1.0.0`; undefined for anything else. The
 * ref may contain `@`, the path may not.
 */
export function parseWorkflowName(text: string): WorkflowName | undefined {
  const found = /^(https:\/\/[^/@\s]+\/[^/@\s]+\/[^/@\s]+)\/(\.github\/workflows\/[^/@]+\.ya?ml)@([^\s]+)$/.exec(text);
  const [, repository, path, ref] = found ?? [];
  return repository === undefined || path === undefined || ref === undefined ? undefined : { repository, path, ref };
}

/**
 * Parses what a person names the workflow by that may sign: `owner/repo/.github/workflows/sign.yml`, at `server`, or the same
 * below a web address, with `@ref` at its end or any ref without; undefined for anything else. Fault: `repository-invalid`.
 */
export function parseSignerWorkflow(
  text: string,
  server = GITHUB_WEB,
): { repository: string; path: string; ref?: string } | undefined {
  const found = /^((?:https:\/\/[^/@]+\/)?[^/@]+\/[^/@]+)\/(\.github\/workflows\/[^/@]+\.ya?ml)(?:@(.+))?$/.exec(text);
  const [, repository, path, ref] = found ?? [];
  if (repository === undefined || path === undefined) return undefined;
  const workflow = { repository: parseRepository(repository, server).url, path };
  return ref === undefined ? workflow : { ...workflow, ref };
}
