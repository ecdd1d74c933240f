import { parseRepository } from "./repository.ts";

/**
 * The package URL of a release: `pkg:github/owner/name@tag` for GitHub, `pkg:generic/name@version` elsewhere; a GitHub
 * owner and name are lower case there. https://github.com/package-url/purl-spec
 */
export function releasePurl(release: {
  readonly name: string;
  readonly version: string;
  readonly tag: string | null;
  readonly repository: string | null;
}): string {
  const source = release.repository === null ? undefined : parseRepository(release.repository);
  if (source?.host === "github.com" && release.tag !== null) {
    const path = `${source.owner}/${source.name}`.toLowerCase();
    return `pkg:github/${path}@${encodeVersion(release.tag)}`;
  }
  return `pkg:generic/${encodeURIComponent(release.name)}@${encodeVersion(release.version)}`;
}

/** Percent-encodes all but the unreserved characters and `:`, as the purl specification asks. */
function encodeVersion(text: string): string {
  const encoded = encodeURIComponent(text).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return encoded.replaceAll("%3A", ":");
}
