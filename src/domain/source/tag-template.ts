import { isVersionOf, type VersionScheme } from "./version-scheme.ts";

const PLACEHOLDER = "{version}";

/** A tag as a template writes it for a version: `tool-v{version}` and 1.2.3 give `tool-v1.2.3`. */
export function tagOf(template: string, version: string): string {
  return template.replace(PLACEHOLDER, () => version);
}

/** What stands before and after the version in every tag of the template, which has one `{version}`. */
export function partsOf(template: string): readonly [before: string, after: string] {
  const at = template.indexOf(PLACEHOLDER);
  return [template.slice(0, at), template.slice(at + PLACEHOLDER.length)];
}

/** A version, and how its project numbers releases. */
export interface NumberedVersion {
  readonly version: string;
  readonly versioning: VersionScheme;
}

/** The template that makes this tag of this version; null if the tag does not hold the version as a whole token. */
export function templateOf(tag: string, numbered: NumberedVersion): string | null {
  const { version } = numbered;
  for (let at = tag.lastIndexOf(version); at >= 0; at = at === 0 ? -1 : tag.lastIndexOf(version, at - 1)) {
    const template = tag.slice(0, at) + PLACEHOLDER + tag.slice(at + version.length);
    if (isTemplateOf(template, tag, numbered)) return template;
  }
  return null;
}

/**
 * Whether the template makes this tag of this version, and the tag holds the version as a whole token: it is not the rest
 * of a longer number, and no longer part of the tag is a version of the scheme, so that nobody reads another one.
 */
export function isTemplateOf(template: string, tag: string, { version, versioning }: NumberedVersion): boolean {
  const [before, after] = partsOf(template);
  if (template.split(PLACEHOLDER).length !== 2 || tagOf(template, version) !== tag) return false;
  if (/[0-9.+~]$/.test(before) || /^[A-Za-z0-9.+~_-]/.test(after)) return false;
  if (versioning === "none") return true;
  const longer = Array.from(before.matchAll(/(?<![A-Za-z0-9.])[vV]?(?=\d)/g), ({ index, 0: v }) => index + v.length);
  return !longer.some((start) => isVersionOf(versioning, before.slice(start) + version));
}
