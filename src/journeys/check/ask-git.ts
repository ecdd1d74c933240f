import type { TagKind } from "../../domain/release/check-tag.ts";
import type { Known } from "../../domain/release/known.ts";
import { earlierVersions } from "../../domain/release/tag-pattern.ts";
import type { GitHistory, ReadGitHistory, TagObject } from "../../ports/git-history.ts";
import { ask } from "./ask.ts";
import type { LocalAnswers } from "./asked-answers.ts";
import type { CheckOrder } from "./check-order.ts";

const SOURCE = "git, in the checkout";

/** Step 2. `branch` is what the forge calls the default branch, where it was asked. */
export async function askGit(
  order: CheckOrder,
  { history, branch }: { readonly history: ReadGitHistory; readonly branch: string | undefined },
): Promise<LocalAnswers> {
  const answer = await ask(SOURCE, () => read(order, history, branch));
  if (!answer.known) return { tag: answer, branch: answer, versions: answer, tree: answer };
  const found = answer.value;
  if (found === undefined) return nothingKnown("there is no git checkout", "run where the release was checked out");
  const value = <T>(value: T): Known<T> => ({ known: true, source: SOURCE, value });
  return {
    tag: value(found.tag === undefined ? undefined : tagFacts(found.tag)),
    branch: found.branch === undefined ? open(noBranch(found), DEEPER) : value(found.branch),
    versions: found.isShallow
      ? open("the checkout holds only part of the history", DEEPER)
      : value(earlierVersions(found, { ...order.facts, tagPattern: order.manifest?.release.tag })),
    tree: value({ changed: found.changed, untracked: found.untracked }),
  };
}

const DEEPER = "check out with fetch-depth: 0, or give github-token, in a shell GITHUB_TOKEN";

async function read(
  { facts, top, manifest }: CheckOrder,
  history: ReadGitHistory,
  branch: string | undefined,
): Promise<GitHistory | undefined> {
  const { tag, commit } = facts;
  if (top === undefined || commit === null) return undefined;
  return history(top, { tag, commit, branch: manifest?.release.policy.branch ?? branch });
}

function tagFacts({ commit, isAnnotated, hasSignature }: TagObject): { commit: string; kind: TagKind } {
  const kind = hasSignature ? "signed" : isAnnotated ? "annotated" : "lightweight";
  return { commit: commit ?? "no commit", kind };
}

function noBranch({ isShallow }: GitHistory): string {
  return isShallow ? "the checkout holds only part of the history" : "the checkout does not have the default branch";
}

function nothingKnown(reason: string, fix: string): LocalAnswers {
  const answer = open(reason, fix);
  return { tag: answer, branch: answer, versions: answer, tree: answer };
}

function open(reason: string, fix: string): Known<never> {
  return { known: false, source: SOURCE, reason, fix };
}
