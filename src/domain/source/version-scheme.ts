import { advice, type Hint, option } from "../../kernel/advice.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";

/** How a project numbers its releases. `none`: a name that nothing is concluded from. */
export const VERSION_SCHEMES = ["semver", "calver", "pep440", "none"] as const;
export type VersionScheme = (typeof VERSION_SCHEMES)[number];

const MAX_VERSION_CHARACTERS = 128;

/** https://semver.org, version 2.0.0, clauses 2, 9 and 10; the groups are the three numbers. */
const SEMVER =
  /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-(?:0|[1-9]\d*|\d*[A-Za-z-][0-9A-Za-z-]*)(?:\.(?:0|[1-9]\d*|\d*[A-Za-z-][0-9A-Za-z-]*))*)?(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?$/;
/** https://calver.org: a year, then a week, month or day and counters, and a modifier. */
const CALVER = /^(?:\d{4}|\d{2})(?:[.-]\d{1,4}){1,3}(?:[.-]?[A-Za-z]+[.-]?\d*)?$/;
/** The pattern of PEP 440, appendix B, in its normalised form. */
const PEP440 =
  /^(?:[1-9]\d*!)?(?:0|[1-9]\d*)(?:\.(?:0|[1-9]\d*))*(?:(?:a|b|rc)\d+)?(?:\.post\d+)?(?:\.dev\d+)?(?:\+[a-z0-9]+(?:\.[a-z0-9]+)*)?$/;
const NAME = /^[A-Za-z0-9][A-Za-z0-9.+~_-]*$/;

/** Whether a text is a version of the scheme, spelled exactly. */
export function isVersionOf(scheme: VersionScheme, text: string): boolean {
  if (text.length > MAX_VERSION_CHARACTERS) return false;
  switch (scheme) {
    case "semver":
      return isSemver(text);
    case "calver":
      return CALVER.test(text);
    case "pep440":
      return PEP440.test(text);
    case "none":
      return NAME.test(text);
  }
}

/** Whether a text is a semantic version with numbers that can be compared; longer ones have no place in the order of versions. */
export function isSemver(text: string): boolean {
  if (text.length > MAX_VERSION_CHARACTERS) return false;
  const [, ...numbers] = SEMVER.exec(text) ?? [];
  return numbers.length > 0 && numbers.every((one) => Number.isSafeInteger(Number(one)));
}

/** A version of the scheme, for messages: `"1.2" is not a semantic version`. */
export const SCHEME_WORDS: Readonly<Record<VersionScheme, string>> = {
  semver: "a semantic version",
  calver: "a calendar version",
  pep440: "a version of PEP 440",
  none: "a version",
};

const EXAMPLES: Readonly<Record<VersionScheme, string>> = {
  semver: "1.2.3 or 1.2.3-rc.1",
  calver: "2024.11 or 24.04.1",
  pep440: "1.2, 1.2.3rc1 or 1.2.post1",
  none: "nightly or build-7, in letters, digits and . + ~ _ -",
};

/** Text before the second number: a year of four digits, which no other scheme counts up to. */
const YEAR = /^(?:19|20|21)\d\d[.-]/;

/** The scheme that a version shows by itself: a semantic version, or a date that begins with the whole year. */
export function schemeOf(version: string): VersionScheme | undefined {
  if (isVersionOf("semver", version)) return "semver";
  return YEAR.test(version) && isVersionOf("calver", version) ? "calver" : undefined;
}

/** Refuses what is not a version of the scheme, spelled exactly. Fault: `version-invalid`. */
export function requireVersion(version: string, scheme: VersionScheme): void {
  if (isVersionOf(scheme, version)) return;
  throw new Fault("version-invalid", `${printable(version)} is not ${SCHEME_WORDS[scheme]}`, {
    hint: schemeFix(scheme),
  });
}

/** What to write instead, and where another scheme is said. */
export function schemeFix(scheme: VersionScheme): Hint {
  const others = VERSION_SCHEMES.filter((other) => other !== scheme).map((other) => `versioning: ${other}`);
  const last = others.pop() ?? "";
  return advice`give ${option("version")} as for example ${EXAMPLES[scheme]}, or say how versions are numbered in release/manifest.yaml, with ${others.join(", ")} or ${last}`;
}
