import { expect, test } from "vitest";
import { type CaseList, judgeCases } from "../../tools/cases/judge-cases.ts";

const LIST: CaseList = { A01: "one", A02: "two", W2: "three" };

const results = (...tests: [string, string][]) =>
  judgeCases(
    LIST,
    tests.map(([fullName, status]) => ({ fullName, status })),
  ).map(({ id, result }) => `${id} ${result}`);

test("a case without a test is missing", () => {
  expect(results()).toEqual(["A01 missing", "A02 missing", "W2 missing"]);
});

test("one title may carry several ids", () => {
  expect(results(["refuses both (A01, W2)", "passed"])).toEqual(["A01 passed", "A02 missing", "W2 passed"]);
});

test("one failing test fails its case although another passes", () => {
  expect(results(["x (A01)", "passed"], ["y (A01)", "failed"], ["z (A02)", "passed"])[0]).toBe("A01 failed");
});

test("a skipped test covers nothing", () => {
  expect(results(["x (A01)", "skipped"], ["z (A02)", "pending"])).toEqual(["A01 missing", "A02 missing", "W2 missing"]);
});

test("an id outside parentheses covers nothing, and an id that no list knows is reported", () => {
  expect(results(["A01 and A02 are mentioned", "passed"], ["x (Z99)", "passed"])).toEqual([
    "A01 missing",
    "A02 missing",
    "W2 missing",
    "Z99 unknown",
  ]);
});
