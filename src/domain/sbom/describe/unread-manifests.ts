import { posix } from "node:path";
import { groupBy } from "../../../kernel/group-by.ts";
import type { Unread } from "../model/inventory.ts";
import { isPassedOver } from "./read-documents.ts";

/** Lockfiles that are not read here. */
const LOCKFILES = new Set([
  ...["bun.lockb", "deno.lock", "npm-shrinkwrap.yaml", "shrinkwrap.yaml", "vlt-lock.json"],
  ...["conda-lock.yaml", "conda-lock.yml", "pixi.lock", "requirements-dev.lock", "requirements.lock"],
  ...["Cartfile.resolved", "Podfile.lock", "glide.lock", "Gopkg.lock", "maven_install.json", "MODULE.bazel.lock"],
  ...["cabal.project.freeze", "flake.lock", "spago.lock", "stack.yaml.lock", "verification-metadata.xml"],
  ...["JuliaManifest.toml", "Manifest.toml", "cpanfile.snapshot", "packrat.lock", "rebar.lock", "renv.lock"],
  ...["Berksfile.lock", "Chart.lock", "Puppetfile.lock", ".terraform.lock.hcl", "buf.lock", "mint.lock"],
  ...["conan.lock", "dub.selections.json", "lake-manifest.json", "luarocks.lock", "nimble.lock", "vcpkg-lock.json"],
  ...["Move.lock", "Scarb.lock", "foundry.lock", "soldeer.lock", "wally.lock"],
  ...["gleam.toml.lock", "paket.lock", "project.assets.json", "shard.lock"],
]);
/** Those with a name of their own in front, or a version in it. */
const NAMED_LOCKFILES = /\.opam\.locked$|^opam\.locked$|^Manifest-v[\d.]+\.toml$/;

/** Manifests that name what a project needs, without a lockfile; each with the lockfiles beside it that answer for it. */
const MANIFESTS: readonly (readonly [RegExp, RegExp])[] = [
  [/^package\.json$/, /^(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lock)$/],
  [
    /^pyproject\.toml$|^setup\.(?:py|cfg)$|^Pipfile$/,
    /^(?:poetry\.lock|uv\.lock|pdm\.lock|Pipfile\.lock|pylock(?:\.[\w-]+)?\.toml|[\w.-]*requirements[\w.-]*\.txt)$/,
  ],
  [/^Cargo\.toml$/, /^Cargo\.lock$/],
  [/^(?:Gemfile|gems\.rb)$|\.gemspec$/, /^(?:Gemfile\.lock|gems\.locked)$/],
  [/^composer\.json$/, /^composer\.lock$/],
  [/^pom\.xml$|^ivy\.xml$|^build\.sbt$/, /^$/],
  [/^build\.gradle(?:\.kts)?$/, /^gradle\.lockfile$/],
  [/\.(?:cs|fs|vb)proj$|^packages\.config$/, /^packages(?:\.[\w.-]+)?\.lock\.json$/],
  [/^mix\.exs$/, /^mix\.lock$/],
  [
    /^rebar\.config$|^dub\.(?:json|sdl)$|\.cabal$|^Project\.toml$|^conanfile\.(?:py|txt)$|^vcpkg\.json$|^environment\.ya?ml$/,
    /^$/,
  ],
  [/^(?:Package\.swift|Podfile|Cartfile)$/, /^Package\.resolved$/],
  [/^pubspec\.yaml$/, /^pubspec\.lock$/],
  [/^deno\.jsonc?$/, /^deno\.lock$/],
];

/** Manifests and lockfiles without effect on the list, which must not look complete. */
export function unreadManifests(paths: readonly string[]): Unread[] {
  const folders = groupBy(paths, (path) => posix.dirname(path));
  return [...folders.values()].flatMap((inside) => {
    const names = new Set(inside.map((path) => posix.basename(path)));
    return inside.flatMap((path) => {
      const reason = isPassedOver(path) ? undefined : whyUnread(posix.basename(path), names);
      return reason === undefined ? [] : [{ path, reason, limit: false, sound: true }];
    });
  });
}

/** Why a file says that something is needed and its folder does not say what; undefined for any other file. */
function whyUnread(name: string, folder: ReadonlySet<string>): string | undefined {
  if (LOCKFILES.has(name) || NAMED_LOCKFILES.test(name)) return "is a lockfile of a kind that is not read";
  const [, locked] = MANIFESTS.find(([manifest]) => manifest.test(name)) ?? [];
  if (locked === undefined || [...folder].some((other) => locked.test(other))) return undefined;
  return "names what is needed, and no lockfile that is read lies beside it";
}
