import { advice, option } from "../../../kernel/advice.ts";
import { Fault } from "../../../kernel/fault.ts";
import { printable } from "../../../kernel/printable.ts";
import type { PlannedRelease } from "../manifest.ts";
import { versionInTag } from "./tag-pattern.ts";

export interface WantedRelease {
  readonly name: string | undefined;
  /** The tag that was named; undefined if `tags` decide. */
  readonly tag: string | undefined;
  /** The tags of the commit. */
  readonly tags: readonly string[];
}

export interface ChosenRelease {
  readonly release: PlannedRelease;
  /** The tag of the release if one is known. */
  readonly tag: string | undefined;
  /** The version that the tag says by the release's pattern. */
  readonly version: string | undefined;
}

/**
 * The release of the manifest that is meant: by name, else by the pattern of its tag. `source-contradiction` if the
 * manifest has no such release, or several fit.
 */
export function chooseRelease(releases: readonly PlannedRelease[], wanted: WantedRelease): ChosenRelease {
  const named = releases.filter(({ name }) => wanted.name === undefined || name === wanted.name);
  if (named.length === 0) {
    throw unclear(`has no release ${printable(wanted.name ?? "")}`, releases);
  }
  const tags = wanted.tag === undefined ? wanted.tags : [wanted.tag];
  const tagged = named.flatMap((release) =>
    tags.flatMap((tag) => {
      const version = versionInTag(release.tag, tag, release.versioning);
      return version === undefined ? [] : [{ release, tag, version }];
    }),
  );
  const [found, ...more] = tagged;
  if (more.length > 0)
    throw unclear(`has several releases for the tags ${listed(tagged.map(({ tag }) => tag))}`, releases);
  if (found !== undefined) return found;
  const [only, ...others] = named;
  if (only !== undefined && others.length === 0) return { release: only, tag: wanted.tag, version: undefined };
  throw unclear(
    `does not say which component ${tags.length === 0 ? "is meant" : `has the tag ${listed(tags)}`}`,
    releases,
  );
}

function unclear(problem: string, releases: readonly PlannedRelease[]): Fault {
  return new Fault("source-contradiction", `the release manifest ${problem}`, {
    hint: advice`choose with ${option("name")} and ${option("tag")}; it has ${releases.map(({ name, tag }) => `${name} (${tag})`).join(", ")}`,
  });
}

function listed(texts: readonly string[]): string {
  return texts.map((text) => printable(text)).join(", ");
}
