import { codeSpan } from "../../kernel/markdown.ts";
import { GITHUB_WEB } from "../source/github-issuer.ts";
import type { GuideFacts } from "./guide-facts.ts";

/** What a reader compares: `owner/name` on github.com, else the whole address; undefined if no workflow of GitHub signed. */
export function repositoryName({ repository, signer }: GuideFacts): string | undefined {
  if (signer.workflow === undefined || repository === null) return undefined;
  return repository.startsWith(`${GITHUB_WEB}/`) ? repository.slice(GITHUB_WEB.length + 1) : repository;
}

/** The same as a link, if the address is one that we can make ourselves. */
export function repositoryLink(facts: GuideFacts): string | undefined {
  const name = repositoryName(facts);
  if (name === undefined) return undefined;
  return /^[A-Za-z0-9-]+\/[A-Za-z0-9._-]+$/.test(name) ? `[${name}](${GITHUB_WEB}/${name})` : codeSpan(name);
}
