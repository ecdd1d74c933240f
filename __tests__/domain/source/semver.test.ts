import fc from "fast-check";
import parse from "semver/functions/parse.js";
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
  "1.2.3-01",
  "1.2.3-",
  "1.2.3-a..b",
  "1.2.3+",
  "1.2.3+a+b",
  "9007199254740992.0.0",
  `1.2.3-${"a".repeat(200)}`,
])("%j is not a semantic version", (version) => {
  expect(isSemver(version)).toBe(false);
});

test("the library that puts versions in order reads each, spelled the same, and no other", () => {
  const piece = fc.constantFrom(
    "0",
    "1",
    "01",
    "10",
    "9007199254740991",
    "9007199254740992",
    "a",
    "-",
    "0a",
    "A-1",
    "é",
    "",
  );
  const pieces = fc.array(piece, { maxLength: 4 }).map((all) => all.join("."));
  const version = fc
    .tuple(
      fc.constantFrom("", "v", "=", " "),
      pieces,
      fc.option(pieces),
      fc.option(pieces),
      fc.constantFrom("", " ", "\n"),
    )
    .map(([before, core, pre, build, after]) => {
      return `${before}${core}${pre === null ? "" : `-${pre}`}${build === null ? "" : `+${build}`}${after}`;
    });
  const core = fc.tuple(fc.nat(12), fc.nat(12), fc.nat(12)).map((all) => all.join("."));
  const near = fc.tuple(core, fc.constantFrom("-", "+"), pieces).map((all) => all.join(""));
  fc.assert(
    fc.property(fc.oneof(version, near, core), (text) => {
      expect(isSemver(text)).toBe(spelledByLibrary(text) === text);
    }),
    { numRuns: 3000 },
  );
});

function spelledByLibrary(text: string): string | undefined {
  const parsed = parse(text);
  if (parsed === null) return undefined;
  return parsed.version + (parsed.build.length === 0 ? "" : `+${parsed.build.join(".")}`);
}
