import { capsuleFileName } from "../../../domain/capsule/capsule-file-name.ts";
import { compareVersions, isPrerelease } from "../../../domain/source/version-order.ts";
import { isVersionOf, type VersionScheme } from "../../../domain/source/version-scheme.ts";
import { MAX_CAPSULE_BYTES } from "../../../kernel/limits.ts";
import type { EarlierRelease, ReleaseKey } from "../../../ports/release-host.ts";
import type { GitHubApi } from "../api/github-api.ts";
import { listReleases } from "./list-releases.ts";
import { releaseFiles } from "./release-files.ts";
import { isWhole } from "./release-memory.ts";
import type { Release } from "./release-schemas.ts";

/**
 * The public release with the highest version below this one, among those whose tags are made alike: `v1.2.3` comes after
 * `v1.2.2`, and `tool-v1.2.3` never after `v1.2.2`. Prereleases count only before a prerelease. The newest thousand releases
 * are looked through.
 */
export async function findEarlierRelease(
  api: GitHubApi,
  { name, version, versioning, tag }: ReleaseKey,
): Promise<EarlierRelease | undefined> {
  const prefix = tag?.endsWith(version) === true ? tag.slice(0, -version.length) : undefined;
  // Names without an order have no release before them.
  if (prefix === undefined || versioning === "none") return undefined;
  const order = (a: string, b: string): number => compareVersions(versioning, a, b) ?? 0;
  const what = "look for the release before this one";
  const { items } = await listReleases(api, what, () => true);
  const earlier = items
    .map((release) => ({ release, version: versionAfter(prefix, versioning, release) }))
    .filter((one): one is { release: Release; version: string } => one.version !== undefined)
    .filter((one) => order(one.version, version) < 0)
    .filter((one) => isPrerelease(versioning, version) || !isPrerelease(versioning, one.version))
    .sort((a, b) => order(a.version, b.version))
    .at(-1);
  if (earlier === undefined) return undefined;
  const files = releaseFiles(api, earlier.release.id);
  const file = capsuleFileName({ name, version: earlier.version }, false);
  const capsule = (await files.all()).find((asset) => asset.name === file && isWhole(asset));
  return {
    tag: earlier.release.tag_name,
    version: earlier.version,
    capsule: capsule && (await files.read(capsule, MAX_CAPSULE_BYTES)),
  };
}

function versionAfter(prefix: string, versioning: VersionScheme, { draft, tag_name }: Release): string | undefined {
  const version = tag_name.slice(prefix.length);
  return !draft && tag_name.startsWith(prefix) && isVersionOf(versioning, version) ? version : undefined;
}
