import { printable } from "../../../kernel/printable.ts";
import { type Known, whyUnknown } from "./known.ts";
import type { Finding } from "./release-claim.ts";

/** Differences of the checkout from its commit; paths relative to the top, hostile. */
export interface TreeChanges {
  readonly changed: readonly string[];
  /** Files that are neither tracked nor ignored; a folder of nothing else ends in `/`. */
  readonly untracked: readonly string[];
}

/**
 * That what was built is what is committed. Files that the build made and that are sealed do not count: `assets` are their
 * paths relative to the top.
 */
export function checkTree(answer: Known<TreeChanges>, assets: readonly string[]): Finding {
  const about = { id: "clean-tree", expected: "no change" } as const;
  if (!answer.known) return { ...about, found: null, status: "not-checked", ...whyUnknown([answer]) };
  const { changed, untracked } = answer.value;
  const foreign = untracked.filter((path) => !assets.some((asset) => asset === path || isBelow(asset, path)));
  const { source } = answer;
  if (changed.length + foreign.length === 0) {
    return { ...about, found: "no change", source, status: "verified", reason: "the checkout is as it was committed" };
  }
  const first = printable(changed[0] ?? foreign[0] ?? "", 120);
  const count = changed.length + foreign.length;
  return {
    ...about,
    found: `${changed.length} changed, ${foreign.length} untracked`,
    source,
    status: "failed",
    reason: count === 1 ? `${first} is not as it was committed` : `${first} and ${count - 1} more are not committed`,
    fix: "commit, ignore or remove it before the release is built",
  };
}

function isBelow(path: string, folder: string): boolean {
  return folder.endsWith("/") && path.startsWith(folder);
}
