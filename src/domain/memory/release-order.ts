import { compareVersions, isPrerelease, lineOf } from "../source/version-order.ts";
import { isVersionOf } from "../source/version-scheme.ts";
import type { RememberedRelease } from "./capsule-lock.ts";
import type { ObservedRelease } from "./seen-project.ts";

type Numbered = Pick<ObservedRelease, "name" | "version" | "versioning">;

/** The entry of the same version; those without an order are compared by their names. */
export function sameRelease(known: readonly RememberedRelease[], release: Numbered): RememberedRelease | undefined {
  return known.find(({ name, version }) => name === release.name && version === release.version);
}

/**
 * Releases that come after this one and make it a step back, the highest first: those that were seen of its line, where a
 * prerelease holds back no release, and of the latest what was the latest before. Withdrawn ones count no more.
 */
export function higherReleases(
  known: readonly RememberedRelease[],
  release: Numbered,
  choice: "latest" | "found",
): RememberedRelease[] {
  const isAsked = (one: RememberedRelease): boolean =>
    (choice === "latest" && one.latest) || (lineOf(one.version) === lineOf(release.version) && holdsBack(one, release));
  return known
    .filter((one) => !one.withdrawn && isAsked(one) && (orderOf(one, release) ?? 0) > 0)
    .sort((a, b) => -(orderOf(a, b) ?? 0));
}

function holdsBack({ version, versioning }: Numbered, release: Numbered): boolean {
  return !isPrerelease(versioning, version) || isPrerelease(release.versioning, release.version);
}

/** The highest one that comes before it; of names without an order, the one that was seen last. */
export function releaseBefore(known: readonly RememberedRelease[], release: Numbered): RememberedRelease | undefined {
  const own = known.filter(({ name }) => name === release.name);
  const unordered = own.filter((one) => orderOf(one, release) === undefined);
  const earlier = own.filter((one) => (orderOf(one, release) ?? 0) < 0).sort((a, b) => orderOf(a, b) ?? 0);
  return earlier.at(-1) ?? unordered.at(-1);
}

/** Negative where `a` comes first; undefined between different programs, and where there is no order. */
function orderOf(a: Numbered, b: Numbered): number | undefined {
  if (a.name !== b.name || a.versioning !== b.versioning) return undefined;
  // A file that people edit may hold a version that its scheme does not have.
  if (![a, b].every(({ version, versioning }) => isVersionOf(versioning, version))) return undefined;
  return compareVersions(a.versioning, a.version, b.version);
}
