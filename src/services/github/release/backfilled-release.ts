import { Fault } from "../../../kernel/fault.ts";
import { printable } from "../../../kernel/printable.ts";
import type { ReleaseKey } from "../../../ports/release-host.ts";
import type { GitHubApi } from "../api/github-api.ts";
import { findRelease } from "./find-release.ts";
import { isWhole } from "./release-memory.ts";
import type { Release, ReleaseAsset } from "./release-schemas.ts";

/**
 * The public release of a tag that is to be sealed only now. Faults: `release-conflict` if there is none, or a draft;
 * `release-immutable`.
 */
export async function findBackfilled(api: GitHubApi, tag: string): Promise<Release> {
  const release = await findRelease(api, tag);
  if (release === undefined || release.draft) {
    const what = release === undefined ? "there is no release" : "there is only a draft";
    throw new Fault("release-conflict", `${what} for the tag ${printable(tag)}, and backfill is for public releases`, {
      hint:
        release === undefined
          ? "name the tag of the old release"
          : "remove backfill: the draft is sealed and published",
    });
  }
  if (release.immutable === true) {
    throw new Fault("release-immutable", `the release ${printable(tag)} is immutable and takes no evidence`, {
      hint: "it cannot be sealed any more; seal the next one before it is published",
    });
  }
  return release;
}

/** A release that was public lacks nothing: what it does not hold was not part of it. Fault: `release-conflict`. */
export function requireHeld({ assets }: ReleaseKey, known: ReadonlyMap<string, ReleaseAsset>): void {
  const missing = assets.find(({ name }) => {
    const there = known.get(name);
    return there === undefined || !isWhole(there);
  });
  if (missing === undefined) return;
  throw new Fault("release-conflict", `the release does not hold ${printable(missing.name)}`, {
    hint: "seal what was published: leave assets out, or name only files of the release",
  });
}
