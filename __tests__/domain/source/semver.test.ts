import { expect, test } from "vitest";
import { isSemver } from "../../../src/domain/source/version-scheme.ts";

test.each(["1.2.3", "0.0.0-local", "1.0.0-rc.1+build.5", `0.0.0-local.${"a".repeat(64)}`])(
  "%s is a semantic version",
  (version) => {
    expect(isSemver(version)).toBe(true);
  },
);

test.each([
  "",
  "1",
  "1.2",
  "v1.2.3",
  "=1.2.3",
  " 1.2.3",
  "1.2.3 ",
  "1.2.3\n",
  "01.2.3",
  "1.2.3/../x",
  "latest",
  `1.2.3-${"a".repeat(200)}`,
])("%j is not a semantic version", (version) => {
  expect(isSemver(version)).toBe(false);
});
