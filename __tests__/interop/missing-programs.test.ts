import { expect, test } from "vitest";
import { logsPassed } from "./log/judge-log.ts";
import { missingAmong } from "./missing-programs.ts";
import { notaryPassed } from "./notary/judge-notary.ts";

test("a program that was not built in time is named, and counts for nothing", () => {
  const missing = missingAmong({ notation: "", olareg: "/bin/olareg", registry: "/bin/registry" }, ["registry"]);
  expect(missing).toEqual({ missing: "without notation", fails: false });
  expect(notaryPassed(missing!)).toBe(true);
  expect(logsPassed(missing!)).toBe(true);
});

test("a program that the machine lacks is a failure", () => {
  const missing = missingAmong({ notation: "", registry: "" }, ["registry"]);
  expect(missing).toEqual({ missing: "without notation, registry", fails: true });
  expect(notaryPassed(missing!)).toBe(false);
  expect(logsPassed(missing!)).toBe(false);
});

test("nothing lacks where each has a path", () => {
  expect(missingAmong({ notation: "/bin/notation" }, ["notation"])).toBeUndefined();
});
