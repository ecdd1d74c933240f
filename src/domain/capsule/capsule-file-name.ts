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
