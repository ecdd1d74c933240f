import { isReleaseName } from "../source/release-name.ts";
import { isVersionOf } from "../source/version-scheme.ts";

/**
 * What the names of a release's own files begin with. They are compared with formatted ones, never parsed. A `+` of the version
 * becomes `_`: consumers' tools and web addresses do not agree on it.
 */
export function releaseStem(release: { readonly name: string; readonly version: string }): string {
  return `${release.name}-${release.version.replaceAll("+", "_")}`;
}

/** The file name of a capsule; one of the local instance can be told by its name. */
export function capsuleFileName(release: { readonly name: string; readonly version: string }, local: boolean): string {
  return `${releaseStem(release)}${local ? ".local" : ""}.capsule`;
}

/**
 * Whether a release of another name or version could have the same file name, which then does not say which one is meant:
 * `tool-1.0.0-2.capsule` is of `tool` 1.0.0-2 and of `tool-1.0.0` 2, and a `_` may have been a `+` (X14).
 */
export function sharesFileName(release: { readonly name: string; readonly version: string }): boolean {
  if (/[+_]/.test(release.version)) return true;
  const stem = releaseStem(release);
  return Array.from(stem.matchAll(/-/g), ({ index }) => index)
    .filter((at) => at !== release.name.length)
    .some((at) => isReleaseName(stem.slice(0, at)) && readsAsVersion(stem.slice(at + 1)));
}

/** Whether a file name is that of a capsule of some release. */
export function namesRelease(fileName: string): boolean {
  const stem = /^(.*?)(?:\.local)?\.capsule$/.exec(fileName)?.[1] ?? "";
  return Array.from(stem.matchAll(/-/g), ({ index }) => index).some(
    (at) => isReleaseName(stem.slice(0, at)) && readsAsVersion(stem.slice(at + 1)),
  );
}

function readsAsVersion(text: string): boolean {
  return [text, text.replaceAll("_", "+")].some((version) =>
    (["semver", "calver", "pep440"] as const).some((scheme) => isVersionOf(scheme, version)),
  );
}
