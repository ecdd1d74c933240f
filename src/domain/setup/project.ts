import type { VersionScheme } from "../source/version-scheme.ts";

/** Files of a repository that tell what it is: their paths from the top, with `/`, and their texts; "" for what is only there. */
export type ProjectFiles = ReadonlyMap<string, string>;

/** What a project is built with, and so what a release of it holds. */
export type ProjectKind =
  | { readonly kind: "goreleaser"; readonly makesDraft: boolean }
  | { readonly kind: "dist" }
  | { readonly kind: "npm"; readonly manager: "npm" | "pnpm" | "yarn" | "none"; readonly hasBuild: boolean }
  | { readonly kind: "python" }
  | { readonly kind: "cargo"; readonly programs: readonly string[] }
  /** `programs` are folders with a main package, from the top; the top itself is ".". */
  | { readonly kind: "go"; readonly programs: readonly string[] }
  | { readonly kind: "maven" }
  | { readonly kind: "gradle" }
  | { readonly kind: "gem" }
  | { readonly kind: "dotnet" }
  | { readonly kind: "make" }
  | { readonly kind: "container" }
  | { readonly kind: "unknown" };

/** One of several packages of a repository, each with releases of its own. */
export interface ProjectMember {
  /** As its package manifest has it, for example `@acme/ui`. */
  readonly package: string;
  /** The release manifest calls it so. */
  readonly name: string;
  /** Path of its package manifest. */
  readonly manifest: string;
}

/** What makes tags, versions and notes, if something does. */
export type VersionTool = "release-please" | "changesets" | "semantic-release";

/** A repository as it was found. */
export interface Project {
  /** Of the release. */
  readonly name: string;
  /** Web address on GitHub; undefined if there is none. */
  readonly repository: string | undefined;
  readonly branch: string;
  readonly kind: ProjectKind;
  /** The form of its tags, with `{version}`; of members, with `{name}` too. */
  readonly tag: string;
  /** How its tags number releases. */
  readonly versioning: VersionScheme;
  /** Empty for a repository with one release. */
  readonly members: readonly ProjectMember[];
  /** Package manifests at the top that declare the version. */
  readonly packages: readonly string[];
  readonly versionTool: VersionTool | undefined;
  /** Workflows that seal by this Action already. */
  readonly sealing: readonly string[];
  /** Workflows that publish a release already, and by what else. */
  readonly publishing: readonly { readonly path: string; readonly by: string }[];
}
