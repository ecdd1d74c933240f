import type { TagKind } from "../../domain/release/checks/check-tag.ts";
import type { Known } from "../../domain/release/checks/known.ts";
import { earlierVersions } from "../../domain/release/tag/tag-pattern.ts";
import type { TagObject } from "../../ports/git-history.ts";
import { ask } from "./ask.ts";
import type { LocalAnswers } from "./asked-answers.ts";
import type { CheckOrder } from "./check-order.ts";

const SOURCE = "git, in the checkout";

/** Step 2. `branch` is what GitHub calls the default branch, if it was requested. */
export async function askGit(order: CheckOrder, branch: string | undefined): Promise<LocalAnswers> {
  const { checkout, facts, manifest } = order;
  const { tag, commit } = facts;
  if (checkout === undefined || commit === null) {
    return allOpen(open("there is no git checkout", "run where the release was checked out"));
  }
  const question = { tag, commit, branch: manifest?.release.policy.branch ?? branch };
  const answer = await ask(SOURCE, () => checkout.history(question));
  if (!answer.known) return allOpen(answer);
  const found = answer.value;
  const { isShallow, changed, untracked } = checkout.facts;
  return {
    tag: known(found.tag && tagFacts(found.tag)),
    branch: found.branch === undefined ? open(noBranch(isShallow), DEEPER) : known(found.branch),
    versions: isShallow
      ? open("the checkout holds only part of the history", DEEPER)
      : known(earlierVersions(found, { ...facts, tagPattern: manifest?.release.tag })),
    tree: known({ changed, untracked }),
  };
}

const DEEPER = "check out with fetch-depth: 0, or give github-token, in a shell GITHUB_TOKEN";

function tagFacts({ commit, isAnnotated, hasSignature }: TagObject): { commit: string; kind: TagKind } {
  const kind = hasSignature ? "signed" : isAnnotated ? "annotated" : "lightweight";
  return { commit: commit ?? "no commit", kind };
}

function noBranch(isShallow: boolean): string {
  return isShallow ? "the checkout holds only part of the history" : "the checkout does not have the default branch";
}

function allOpen(answer: Known<never>): LocalAnswers {
  return { tag: answer, branch: answer, versions: answer, tree: answer };
}

function known<T>(value: T): Known<T> {
  return { known: true, source: SOURCE, value };
}

function open(reason: string, fix: string): Known<never> {
  return { known: false, source: SOURCE, reason, fix };
}
