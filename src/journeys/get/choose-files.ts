import { requireAssetName } from "../../domain/asset/asset-name.ts";
import { refuseCollisions } from "../../domain/asset/collisions.ts";
import { type PublishedName, publishedName } from "../../domain/asset/published-kind.ts";
import { Fault } from "../../kernel/fault.ts";
import { matchesStars } from "../../kernel/match-stars.ts";
import { printable } from "../../kernel/printable.ts";
import type { PublicAsset, PublicRelease } from "../../ports/public-releases.ts";

/** GitHub holds no more for one release. */
const MAX_ASSETS = 1000;

export interface ReleaseFile {
  readonly asset: PublicAsset;
  readonly published: PublishedName;
}

export interface ChosenFiles {
  /** Whole files of the release, with what their names say. */
  readonly all: readonly ReleaseFile[];
  readonly chosen: readonly ReleaseFile[];
}

/**
 * The files that are wanted: those that a pattern names, or all that people download. Every name of the release must be a plain file
 * name, and no two of them one file, before anything is made of them. Faults: `assets-none`, `assets-too-many`, those of
 * `requireAssetName` and `refuseCollisions`.
 */
export function chooseFiles(release: PublicRelease, patterns: readonly string[]): ChosenFiles {
  if (release.assets.length > MAX_ASSETS) {
    throw new Fault("assets-too-many", `GitHub says that the release has more than ${MAX_ASSETS} files`);
  }
  const whole = release.assets.filter(({ isWhole }) => isWhole);
  const names = whole.map(({ name }) => name);
  for (const name of names) requireAssetName(name);
  refuseCollisions(names);
  const known = new Set(names);
  const all = whole.map((asset) => ({ asset, published: publishedName(asset.name, known) }));
  const chosen =
    patterns.length === 0 ? all.filter(({ published }) => published.kind === "file") : named(all, patterns);
  if (chosen.length > 0) return { all, chosen };
  throw new Fault("assets-none", `the release ${printable(release.tag)} has no file to download`, {
    hint: names.length === 0 ? "choose another release" : `name one of its ${names.length} files`,
  });
}

function named(all: readonly ReleaseFile[], patterns: readonly string[]): ReleaseFile[] {
  const wanted = new Set<ReleaseFile>();
  for (const pattern of patterns) {
    const found = all.filter(({ asset: { name } }) => name === pattern || matchesStars(name, pattern));
    if (found.length === 0) {
      const some = all.slice(0, 5).map(({ asset }) => printable(asset.name));
      throw new Fault("assets-none", `the release has no file ${printable(pattern)}`, {
        hint: `it has ${some.join(", ")}${all.length > some.length ? ` and ${all.length - some.length} more` : ""}`,
      });
    }
    for (const one of found) wanted.add(one);
  }
  return all.filter((one) => wanted.has(one));
}
