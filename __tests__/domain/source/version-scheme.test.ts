import { expect, test } from "vitest";
import { isVersionOf, type VersionScheme } from "../../../src/domain/source/version-scheme.ts";

test.each<[VersionScheme, readonly string[], readonly string[]]>([
  ["semver", ["1.2.3", "1.2.3-rc.1+build.5"], ["1.2", "v1.2.3", " 1.2.3", "01.2.3", "1.2.3_x", ""]],
  [
    "calver",
    ["2024.11", "2024.11.03", "24.04.1", "2024-11-03", "2024.11.1-rc1"],
    ["2024", "v2024.11", "1.2.3", "2024.11.", "2024..11"],
  ],
  [
    "pep440",
    ["1.0", "1.0.dev1", "1!2.0rc1.post3+local.7", "2024.11"],
    ["1.0-rc1", "v1.0", "01.0", "1.0.", "1.0+Local"],
  ],
  ["none", ["nightly", "7", "r7_x"], ["", ".x", "a b", "a/b", "a\u0000", "x".repeat(129)]],
])("%s has its versions and no others", (scheme, yes, no) => {
  expect(yes.filter((version) => !isVersionOf(scheme, version))).toEqual([]);
  expect(no.filter((version) => isVersionOf(scheme, version))).toEqual([]);
});
