import { isPrerelease } from "../../../domain/source/version-order.ts";
import { Fault } from "../../../kernel/fault.ts";
import type { Files } from "../../../ports/files.ts";
import type { Progress } from "../../../ports/progress.ts";
import type { PublishingSettings, ReleaseText } from "../../../ports/publishing-settings.ts";
import type { ReleaseKey } from "../../../ports/release-host.ts";
import type { GitHubApi } from "../api/github-api.ts";
import { findBackfilled } from "./backfilled-release.ts";
import { findOrMakeRelease } from "./find-release.ts";
import { type ReleaseFiles, releaseFiles } from "./release-files.ts";
import { type ReleaseMemory, releaseMemory } from "./release-memory.ts";
import { type Release, repositorySchema } from "./release-schemas.ts";
import { requireTagTarget } from "./tag-target.ts";

export interface GitHubHostOrder {
  readonly api: GitHubApi;
  readonly files: Files;
  readonly progress: Progress;
  readonly settings: PublishingSettings;
  /** What the run says the repository is; compared with what the API says. */
  readonly repositoryId: string | null;
}

/** A release that was found or made, in a repository and for a tag that are those of the run. */
export interface LocatedRelease {
  readonly tag: string;
  readonly commit: string;
  readonly release: Release;
  /** Whether this run made it. */
  readonly made: boolean;
  readonly files: ReleaseFiles;
  /** Of the files; it outlives `files`. */
  readonly memory: ReleaseMemory;
  readonly defaultBranch: string;
}

/** Finds or makes the release of the tag. Faults: `source-contradiction`, `tag-missing`, `tag-moved`, `release-conflict`. */
export async function locateRelease(order: GitHubHostOrder, key: ReleaseKey): Promise<LocatedRelease> {
  const { api, settings, repositoryId, progress } = order;
  const { tag, commit, version, versioning } = key;
  if (tag === null || commit === null) throw new Fault("internal", "a release on GitHub has a tag and a commit");
  const defaultBranch = await requireRepository(api, repositoryId);
  await requireTagTarget(api, tag, commit);
  const prerelease = settings.prerelease ?? isPrerelease(versioning, version);
  const { release, made } =
    key.backfill === true
      ? { release: await findBackfilled(api, tag), made: false }
      : await findOrMakeRelease(api, { tag, prerelease, text: wantedText(settings) }, (text) => progress.warn(text));
  const memory = releaseMemory();
  const files = releaseFiles(api, release.id, memory);
  return { tag, commit, release, made, files, memory, defaultBranch };
}

/** Where nothing is said of it: GitHub's list of changes in a new release. */
export function wantedText({ text = { footer: false } }: GitHubHostOrder["settings"]): ReleaseText {
  return text;
}

/** Returns the name of the default branch. */
async function requireRepository(api: GitHubApi, expectedId: string | null): Promise<string> {
  const purpose = { what: "read the repository", permission: "contents: write", hidesBy404: true, path: "" };
  const { id, default_branch } = await api.json(repositorySchema, purpose);
  if (expectedId === null || String(id) === expectedId) return default_branch;
  throw new Fault("source-contradiction", `the run is of repository ${expectedId}, the release of repository ${id}`, {
    hint: "publish in the repository whose workflow builds the release",
  });
}
