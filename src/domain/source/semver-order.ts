/**
 * Which of two semantic versions is the later one: negative where it is the second, 0 for the same place in the order
 * (https://semver.org, version 2.0.0, clauses 10 and 11: metadata behind a plus does not count).
 */
export function compareSemver(a: string, b: string): number {
  const [one, other] = [partsOf(a), partsOf(b)];
  const byNumbers = compareParts(one.numbers, other.numbers);
  if (byNumbers !== 0) return byNumbers;
  // Clause 11.3: a prerelease comes before the release.
  if (one.before.length === 0 || other.before.length === 0) return other.before.length - one.before.length;
  return compareParts(one.before, other.before);
}

/** Whether a semantic version comes before the release that it is named for (clause 9). */
export function isSemverPrerelease(version: string): boolean {
  return partsOf(version).before.length > 0;
}

function partsOf(version: string): { readonly numbers: readonly string[]; readonly before: readonly string[] } {
  const [rest = ""] = version.split("+");
  const dash = rest.indexOf("-");
  const numbers = (dash < 0 ? rest : rest.slice(0, dash)).split(".");
  return { numbers, before: dash < 0 ? [] : rest.slice(dash + 1).split(".") };
}

/** Clause 11.4: numbers by their value and before words, words by their letters, and more parts after fewer. */
function compareParts(a: readonly string[], b: readonly string[]): number {
  for (let at = 0; at < a.length && at < b.length; at++) {
    const [one = "", other = ""] = [a[at], b[at]];
    if (one === other) continue;
    const [isNumber, isOtherNumber] = [one, other].map((part) => /^\d+$/.test(part));
    if (isNumber !== isOtherNumber) return isNumber ? -1 : 1;
    if (!isNumber || one.length === other.length) return one < other ? -1 : 1;
    return one.length - other.length;
  }
  return a.length - b.length;
}
