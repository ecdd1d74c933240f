import { isPrerelease } from "../../domain/source/version-order.ts";
import { Fault } from "../../kernel/fault.ts";
import type { Files } from "../../ports/files.ts";
import type { Progress } from "../../ports/progress.ts";
import type { PublishingSettings } from "../../ports/publishing-settings.ts";
import type { ReleaseKey } from "../../ports/release-host.ts";
import { findBackfilled } from "./backfilled-release.ts";
import { findOrMakeRelease } from "./find-release.ts";
import type { GitHubApi } from "./github-api.ts";
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

/** What `adopt` found. */
export interface Place {
  readonly key: ReleaseKey;
  readonly tag: string;
  readonly commit: string;
  readonly release: Release;
  readonly made: boolean;
  readonly files: ReleaseFiles;
  /** Of the files; it outlives `files`. */
  readonly memory: ReleaseMemory;
  readonly defaultBranch: string;
  /** Files that were on a public release before and are none of ours. */
  readonly strangers: ReadonlySet<string>;
}

/** The release of the tag, found or made, where repository and tag are those of the run. */
export async function findPlace(order: GitHubHostOrder, key: ReleaseKey): Promise<Place> {
  const { api, settings, repositoryId, progress } = order;
  const { tag, commit, version, versioning } = key;
  if (tag === null || commit === null) throw new Fault("internal", "a release on GitHub has a tag and a commit");
  const defaultBranch = await requireRepository(api, repositoryId);
  await requireTagTarget(api, tag, commit);
  const prerelease = settings.prerelease ?? isPrerelease(versioning, version);
  const { release, made } =
    key.backfill === true
      ? { release: await findBackfilled(api, tag), made: false }
      : await findOrMakeRelease(api, { tag, prerelease }, (text) => progress.warn(text));
  const memory = releaseMemory();
  const files = releaseFiles(api, release.id, memory);
  return { key, tag, commit, release, made, files, memory, defaultBranch, strangers: new Set() };
}

/** Returns the name of the default branch. */
async function requireRepository(api: GitHubApi, expectedId: string | null): Promise<string> {
  const asked = { what: "read the repository", permission: "contents: write", hidesBy404: true, path: "" };
  const { id, default_branch } = await api.json(repositorySchema, asked);
  if (expectedId === null || String(id) === expectedId) return default_branch;
  throw new Fault("source-contradiction", `the run is of repository ${expectedId}, the release of repository ${id}`, {
    hint: "publish in the repository whose workflow builds the release",
  });
}
