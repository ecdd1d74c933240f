import { comparePep440 } from "./pep440-order.ts";
import { compareSemver, isSemverPrerelease } from "./semver-order.ts";
import type { VersionScheme } from "./version-scheme.ts";

/**
 * Which of two versions of the scheme is the later one: negative where it is the second, 0 for the same place in the order.
 * Undefined for `none`, whose names have no order.
 */
export function compareVersions(scheme: VersionScheme, a: string, b: string): number | undefined {
  switch (scheme) {
    case "semver":
      return compareSemver(a, b);
    case "calver":
      return compareLists(calverKey(a), calverKey(b));
    case "pep440":
      return comparePep440(a, b);
    case "none":
      return undefined;
  }
}

/** Whether a version of the scheme comes before the release that it is named for. */
export function isPrerelease(scheme: VersionScheme, version: string): boolean {
  switch (scheme) {
    case "semver":
      return isSemverPrerelease(version);
    case "calver":
      return BEFORE.test(calverWord(version));
    case "pep440":
      return /(?:a|b|rc)\d|\.dev\d/.test(version);
    case "none":
      return false;
  }
}

/** The first two numbers: versions of one line come one after the other, whatever else is released meanwhile. */
export function lineOf(version: string): string {
  const numbers = version.match(/\d+/g) ?? [];
  return numbers.slice(0, 2).map(Number).join(".");
}

/** Modifiers of a date that say that it is not the release yet; `post` and `hotfix` come after it. */
const BEFORE = /^(?:a|alpha|b|beta|c|dev|pre|preview|rc)/i;

function calverWord(version: string): string {
  return /[A-Za-z]+/.exec(version)?.[0] ?? "";
}

/** The numbers of the date, then whether a modifier puts it before (-1) or after (1), the modifier and its number. */
function calverKey(version: string): readonly (number | string)[] {
  const word = calverWord(version);
  const [date = "", after = ""] = word === "" ? [version] : version.split(word);
  const numbers = (date.match(/\d+/g) ?? []).map(Number);
  const padded = Array.from({ length: 4 }, (_, index) => numbers[index] ?? 0);
  const place = word === "" ? 0 : BEFORE.test(word) ? -1 : 1;
  return [...padded, place, word.toLowerCase(), Number(/\d+/.exec(after)?.[0] ?? 0)];
}

/** Lists of the same kinds at the same places. */
function compareLists(a: readonly (number | string)[], b: readonly (number | string)[]): number {
  for (const [index, one] of a.entries()) {
    const other = b[index] ?? "";
    if (one !== other) return one < other ? -1 : 1;
  }
  return 0;
}
