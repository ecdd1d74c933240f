import { unfitForGitHub } from "../../asset/github-files.ts";
import type { Finding } from "./release-claim.ts";

/** Where the files of a release go. */
export type Destination =
  /** They are put on GitHub, or would be. */
  | "github"
  /** On GitHub perhaps, by somebody's hand. */
  | "folder"
  | "elsewhere";

/** That GitHub takes every file as it is: not renamed, not empty, not too large. One finding for each that it does not. */
export function checkGitHubFiles(
  destination: Destination,
  files: readonly { readonly name: string; readonly size: number }[] | undefined,
): Finding[] {
  const about = { id: "github-files", found: null, expected: null, source: "the files that were named" } as const;
  if (destination === "elsewhere") {
    return [{ ...about, status: "not-applicable", reason: "the release does not go to GitHub" }];
  }
  if (files === undefined) {
    return [{ ...about, status: "not-checked", reason: "no file was named", follows: "names" }];
  }
  const unfit = unfitForGitHub(files);
  if (unfit.length === 0) return [{ ...about, status: "verified", reason: "GitHub takes every file as it is" }];
  return unfit.map(({ code, name, stored, reason, fix }) => ({
    ...about,
    status: "failed",
    found: name,
    expected: stored,
    reason,
    fix,
    ...(code === "asset-name-renamed"
      ? {
          sides: [
            ["Yours", name],
            ["GitHub's", stored],
          ],
        }
      : { sides: [] }),
    ...(destination === "folder" ? { onlyWarns: true } : {}),
  }));
}
