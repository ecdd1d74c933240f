import { unlessRefused } from "../../kernel/unless-refused.ts";
import { WELL_KNOWN_PACKAGES } from "../release/packages/declared-version.ts";
import { readTag, readTagOf } from "../source/read-tag.ts";
import { isReleaseName } from "../source/release-name.ts";
import type { Project, ProjectFiles, ProjectMember, VersionTool } from "./project.ts";
import { recogniseKind, tableIn } from "./recognise-kind.ts";

/** What is known of a repository before its files are looked at. */
export interface ProjectPlace {
  /** The last part of its address, else its folder's name. */
  readonly name: string;
  readonly repository: string | undefined;
  readonly branch: string;
  readonly tags: readonly string[];
}

/** Says of a repository what it releases, and how. `members` are package manifests of a workspace, among the files. */
export function recogniseProject(
  { name, repository, branch, tags }: ProjectPlace,
  files: ProjectFiles,
  members: readonly string[],
): Project {
  const packages = members.flatMap((path) => memberAt(files, path) ?? []);
  const several = packages.length > 1 && !hasSharedVersion(files) ? packages : [];
  const kind = recogniseKind(files);
  const versionTool = versionToolOf(files);
  return {
    ...{ name: plainName(name), repository, branch, kind, members: several, versionTool },
    tag: several.length > 0 ? memberTag(tags, versionTool) : singleTag(tags, name),
    versioning: mostOf(tags.flatMap((tag) => readTag(tag)?.versioning ?? [])) ?? "semver",
    packages: several.length > 0 ? [] : WELL_KNOWN_PACKAGES.filter((path) => files.has(path)),
    sealing: workflows(files).flatMap(([path, text]) => (OURS.test(text) ? [path] : [])),
    publishing: publishingWorkflows(files),
  };
}

/** Letters that a release may not be called by become dashes. */
function plainName(name: string): string {
  const plain = name.replaceAll(/[^A-Za-z0-9._-]+/g, "-").replace(/^[^A-Za-z0-9]+/, "");
  return isReleaseName(plain) ? plain : "release";
}

function memberAt(files: ProjectFiles, manifest: string): ProjectMember | undefined {
  const file = tableIn(files, manifest);
  const own = manifest.endsWith(".toml") ? file["package"] : file;
  const found = own !== null && typeof own === "object" && "name" in own ? own["name"] : undefined;
  if (typeof found !== "string" || !/^(?:@[\w.-]+\/)?[\w.-]+$/.test(found)) return undefined;
  return { package: found, name: plainName(found.replace(/^@[^/]*\//, "")), manifest };
}

/** A Cargo workspace whose members inherit its version is one release. */
function hasSharedVersion(files: ProjectFiles): boolean {
  return unlessRefused(() => /^\[workspace\.package\]/m.test(files.get("Cargo.toml") ?? ""), false);
}

function versionToolOf(files: ProjectFiles): VersionTool | undefined {
  if (files.has("release-please-config.json")) return "release-please";
  if (files.has(".changeset/config.json")) return "changesets";
  const configs = /^(?:\.releaserc(?:\.\w+)?|release\.config\.\w+)$/;
  return [...files.keys()].some((path) => configs.test(path)) ? "semantic-release" : undefined;
}

/** The form that most tags have, with the name of the release or without one. */
function singleTag(tags: readonly string[], name: string): string {
  const forms = tags.flatMap((tag) => {
    const read = readTagOf(tag, name);
    return read === undefined ? [] : [tag.slice(0, -read.version.length)];
  });
  return `${mostOf(forms) ?? "v"}{version}`;
}

/** Between the name of a member and its version. */
function memberTag(tags: readonly string[], tool: VersionTool | undefined): string {
  const forms = tags.flatMap((tag) => {
    const read = readTag(tag);
    return read?.component === undefined ? [] : [tag.slice(read.component.length, -read.version.length)];
  });
  return `{name}${mostOf(forms) ?? (tool === "changesets" ? "@" : "-v")}{version}`;
}

function mostOf<T extends string>(texts: readonly T[]): T | undefined {
  const counts = new Map<T, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
}

/** What makes a release public by itself, and by what name it is called. */
const PUBLISHERS: readonly (readonly [pattern: RegExp, by: string])[] = [
  [/uses:\s*["']?softprops\/action-gh-release/, "softprops/action-gh-release"],
  [/uses:\s*["']?ncipollo\/release-action/, "ncipollo/release-action"],
  [/uses:\s*["']?goreleaser\/goreleaser-action/, "goreleaser-action"],
  [/uses:\s*["']?googleapis\/release-please-action/, "release-please-action"],
  [/uses:\s*["']?changesets\/action/, "changesets/action"],
  [/\bsemantic-release\b/, "semantic-release"],
  [/\bgh release (?:create|upload)\b/, "gh release create"],
  [/\bdist (?:host|build)\b/, "dist"],
];

const OURS = /uses:\s*["']?release-capsule\/release-capsule/;

/** One that seals as well was adapted by hand. */
function publishingWorkflows(files: ProjectFiles): Project["publishing"] {
  return workflows(files).flatMap(([path, text]) => {
    const found = OURS.test(text) ? undefined : PUBLISHERS.find(([pattern]) => pattern.test(text));
    return found === undefined ? [] : [{ path, by: found[1] }];
  });
}

function workflows(files: ProjectFiles): [path: string, text: string][] {
  return [...files].filter(([path]) => /^\.github\/workflows\/[^/]+\.ya?ml$/.test(path));
}
