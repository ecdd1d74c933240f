import type { ReleaseManifest } from "../../../domain/release/manifest.ts";
import { type ChosenRelease, chooseRelease } from "../../../domain/release/tag/choose-release.ts";
import { tagOfRef } from "../../../domain/source/git-ref.ts";
import type { Sourced } from "../../../domain/source/sourced.ts";
import type { VersionScheme } from "../../../domain/source/version-scheme.ts";
import type { SourcedGivenFacts } from "../order/seal-order.ts";
import type { ReadManifest } from "./read-manifest.ts";
import type { ReleaseContext } from "./release-context.ts";

/** What options and manifest say of the release. */
export interface StatedRelease {
  readonly given: SourcedGivenFacts;
  readonly manifest: ReleaseManifest | undefined;
  /** How the manifest says that releases are numbered. */
  readonly scheme: Sourced<VersionScheme> | undefined;
}

/**
 * Lets the manifest say the release's name, and by its tag pattern the version: options still win, and the manifest wins
 * over CI and git. Fault: `source-contradiction`.
 */
export function applyManifest(
  given: SourcedGivenFacts,
  manifest: ReadManifest | undefined,
  { run, checkout }: ReleaseContext,
): StatedRelease {
  if (manifest === undefined) return { given, manifest: undefined, scheme: undefined };
  const ofRun = run && tagOfRef(run.ref);
  const named = given.tag ?? (ofRun === undefined ? undefined : { value: ofRun, source: "the workflow run" });
  const chosen = chooseRelease(manifest.releases, {
    name: given.name?.value,
    tag: named?.value,
    tags: tagsFor(given, manifest, checkout?.facts.tags ?? []),
  });
  const { path } = manifest;
  return {
    given: { ...given, ...saidBy(chosen, { given, named, path }) },
    manifest: { path, release: chosen.release },
    scheme: { value: chosen.release.versioning, source: path },
  };
}

/** Of several tags on the commit, a version that was given leaves its own. */
function tagsFor(
  { version }: SourcedGivenFacts,
  { releases }: ReadManifest,
  tags: readonly string[],
): readonly string[] {
  if (version === undefined) return tags;
  const own = new Set(releases.map(({ tag }) => tag.replace("{version}", () => version.value)));
  return tags.filter((tag) => own.has(tag));
}

interface Known {
  readonly given: SourcedGivenFacts;
  /** The tag that an option or the run names. */
  readonly named: Sourced<string> | undefined;
  readonly path: string;
}

function saidBy({ release, tag, version }: ChosenRelease, { given, named, path }: Known): SourcedGivenFacts {
  return {
    name: given.name ?? { value: release.name, source: path },
    ...(tag === undefined ? {} : { tag: named ?? { value: tag, source: "git, in the checkout" } }),
    ...(version === undefined || given.version !== undefined ? {} : { version: { value: version, source: "the tag" } }),
  };
}
