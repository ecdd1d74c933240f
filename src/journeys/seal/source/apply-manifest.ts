import { type ChosenRelease, chooseRelease } from "../../../domain/release/choose-release.ts";
import type { ReleaseManifest } from "../../../domain/release/release-manifest.ts";
import type { BuildRun } from "../../../ports/build-run.ts";
import type { GitFacts } from "../../../ports/git.ts";
import type { GivenFacts, SealOrder } from "../order/seal-order.ts";
import type { ReadManifest } from "./read-manifest.ts";

/** The order with what the manifest knows of the release filled in. */
export interface ManifestOrder {
  readonly order: SealOrder;
  readonly manifest: ReleaseManifest | undefined;
}

/**
 * Lets the manifest say the release's name, and by its tag pattern the version: flags still win, and the manifest wins
 * over CI and git. Fault: `source-contradiction`.
 */
export function applyManifest(
  order: SealOrder,
  manifest: ReadManifest | undefined,
  { run, git }: { readonly run: BuildRun | undefined; readonly git: GitFacts | undefined },
): ManifestOrder {
  if (manifest === undefined) return { order, manifest: undefined };
  const { given } = order;
  const runTag = run?.ref.startsWith("refs/tags/") ? run.ref.slice("refs/tags/".length) : undefined;
  const chosen = chooseRelease(manifest.releases, {
    name: given.name,
    tag: given.tag ?? runTag,
    tags: tagsFor(given, manifest, git?.tags ?? []),
  });
  const { release } = chosen;
  return {
    order: { ...order, given: { ...given, ...saidBy(chosen, given) } },
    manifest: { path: manifest.path, release },
  };
}

/** Of several tags on the commit, a version that was given leaves its own. */
function tagsFor({ version }: GivenFacts, { releases }: ReadManifest, tags: readonly string[]): readonly string[] {
  if (version === undefined) return tags;
  const own = new Set(releases.map(({ tag }) => tag.replace("{version}", () => version)));
  return tags.filter((tag) => own.has(tag));
}

function saidBy({ release, tag, version }: ChosenRelease, given: GivenFacts): GivenFacts {
  return {
    name: release.name,
    ...(tag === undefined ? {} : { tag }),
    ...(version === undefined || given.version !== undefined ? {} : { version }),
  };
}
