import { type Answer, invalid, notFound, refusal } from "./answer.ts";
import { type GitHubState, peel } from "./github-state.ts";

const MAX_NOTES = 125_000;

/**
 * Where the commit of `target_commitish` "adds or modifies any file under `.github/workflows/` relative to the repository's
 * default branch", the token must be authorized for workflows, which that of a job cannot be.
 */
export function refuseWorkflows(state: GitHubState, target: string, at: "post" | "patch"): Answer | undefined {
  const rule = state.reality.workflowsDiffer;
  if (rule === undefined || !rule.commits.includes(peel(state, target) ?? "")) return undefined;
  return rule[at] === 404 ? notFound : refusal(403, "Resource not accessible by integration");
}

export function refuseNotes(text: string | null): Answer | undefined {
  if ((text ?? "").length <= MAX_NOTES) return undefined;
  const message = `body is too long (maximum is ${MAX_NOTES} characters)`;
  return invalid({ resource: "Release", code: "custom", field: "body", message });
}

/** A release is published with a tag that is there or may be made; the reasons stand beside a message that says nothing. */
export function refusePublication(state: GitHubState, tagName: string): Answer | undefined {
  const isUsed = state.usedTags.has(tagName);
  const isMissing = peel(state, `refs/tags/${tagName}`) === undefined;
  const isRestricted = isMissing && state.reality.tagsRestricted === true;
  const isNone = tagName.startsWith("untagged-");
  if (!isUsed && !isRestricted && !isNone) return undefined;
  const about = { resource: "Release", code: "custom" };
  const rules =
    "pre_receive Repository rule violations found\n\nCannot create ref due to creations being restricted.\n\n";
  return invalid([
    ...(isMissing && (isUsed || isRestricted) ? [{ ...about, field: "pre_receive", message: rules }] : []),
    ...(isUsed ? [{ ...about, field: "tag_name", message: "tag_name was used by an immutable release" }] : []),
    { ...about, message: "Published releases must have a valid tag" },
  ]);
}
