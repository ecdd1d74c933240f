import { isSemver } from "./version.ts";

/** How a project numbers its releases. `none`: a name that nothing is concluded from. */
export const VERSION_SCHEMES = ["semver", "calver", "pep440", "none"] as const;
export type VersionScheme = (typeof VERSION_SCHEMES)[number];

const MAX_VERSION_CHARACTERS = 128;

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
