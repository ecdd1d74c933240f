import fc from "fast-check";
import compareByLibrary from "semver/functions/compare.js";
import prereleaseByLibrary from "semver/functions/prerelease.js";
import { expect, test } from "vitest";
import { compareSemver, isSemverPrerelease } from "../../../src/domain/source/semver-order.ts";
import { isSemver } from "../../../src/domain/source/version-scheme.ts";

/** The order that clause 11 gives as its example. */
const ORDERED = [
  ...["1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2", "1.0.0-beta.11"],
  ...["1.0.0-rc.1", "1.0.0", "1.0.1", "1.2.0", "1.10.0", "2.0.0-0", "2.0.0", "10.0.0"],
];

test("the order is that of the specification", () => {
  for (const [at, one] of ORDERED.entries()) {
    for (const [place, other] of ORDERED.entries()) {
      expect([one, other, Math.sign(compareSemver(one, other))]).toEqual([one, other, Math.sign(at - place)]);
    }
  }
  expect(compareSemver("1.0.0+a", "1.0.0+b-1")).toBe(0);
  expect(compareSemver("1.0.0-a-b", "1.0.0-a")).toBeGreaterThan(0);
});

test("node-semver judges every two versions alike", () => {
  const number = fc.oneof(fc.nat(12), fc.nat(Number.MAX_SAFE_INTEGER)).map(String);
  const word = fc.oneof(number, fc.stringMatching(/^[0-9A-Za-z-]{1,4}$/), fc.constantFrom("rc", "a", "-", "0a"));
  const list = fc.array(word, { maxLength: 3 }).map((parts) => parts.join("."));
  const version = fc
    .tuple(number, number, number, list, list)
    .map(([a, b, c, pre, meta]) => `${a}.${b}.${c}${pre === "" ? "" : `-${pre}`}${meta === "" ? "" : `+${meta}`}`)
    .filter(isSemver);
  fc.assert(
    fc.property(version, version, (a, b) => {
      expect(Math.sign(compareSemver(a, b))).toBe(compareByLibrary(a, b));
      expect(isSemverPrerelease(a)).toBe(prereleaseByLibrary(a) !== null);
    }),
    { numRuns: 2_000 },
  );
});
