import { readTagOf } from "../../source/read-tag.ts";
import { partsOf } from "../../source/tag-template.ts";
import { isVersionOf, type VersionScheme } from "../../source/version-scheme.ts";

/** The version of the scheme that a tag of this pattern says, or undefined if it is not a tag of the pattern. */
export function versionInTag(pattern: string, tag: string, versioning: VersionScheme): string | undefined {
  const [before, after] = partsOf(pattern);
  if (!tag.startsWith(before) || !tag.endsWith(after) || tag.length < before.length + after.length) return undefined;
  const version = tag.slice(before.length, tag.length - after.length);
  return isVersionOf(versioning, version) ? version : undefined;
}

/** What every tag of the pattern begins with. */
export function tagPrefix(pattern: string): string {
  return partsOf(pattern)[0];
}

export interface TaggedRelease {
  readonly name: string;
  readonly versioning: VersionScheme;
  /** The tag that is being released. */
  readonly tag: string | null;
  /** Undefined without a manifest: then every form that names a version of the release counts. */
  readonly tagPattern: string | undefined;
}

/** The versions that tags other than the released one say; `before` are those in the history of the commit. */
export function earlierVersions(
  tags: { readonly tags: readonly string[]; readonly reachableTags: readonly string[] },
  { name, versioning, tag: own, tagPattern }: TaggedRelease,
): { readonly all: readonly string[]; readonly before: readonly string[] } {
  const versions = (names: readonly string[]): string[] =>
    names
      .filter((tag) => tag !== own)
      .map((tag) => {
        if (tagPattern !== undefined) return versionInTag(tagPattern, tag, versioning);
        const version = readTagOf(tag, name)?.version;
        return version !== undefined && isVersionOf(versioning, version) ? version : undefined;
      })
      .filter((version) => version !== undefined);
  return { all: versions(tags.tags), before: versions(tags.reachableTags) };
}
