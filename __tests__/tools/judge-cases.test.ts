import { expect, test } from "vitest";
import { type CaseList, judgeCases } from "../../tools/cases/judge-cases.ts";

const LIST: CaseList = {
  done: [1],
  cases: { A01: { part: 1, name: "one" }, A02: { part: 1, name: "two" }, B01: { part: 2, name: "three" } },
};

const results = (...tests: [string, string][]) =>
  judgeCases(
    LIST,
    tests.map(([fullName, status]) => ({ fullName, status })),
  ).map(({ id, result }) => `${id} ${result}`);

test("a case without a test is missing where its part is done, and for later where it is not", () => {
  expect(results()).toEqual(["A01 missing", "A02 missing", "B01 later"]);
});

test("one title may carry several ids", () => {
  expect(results(["refuses both (A01, A02)", "passed"])).toEqual(["A01 passed", "A02 passed", "B01 later"]);
});

test("one failing test fails its case although another passes", () => {
  expect(results(["x (A01)", "passed"], ["y (A01)", "failed"], ["z (A02)", "passed"])[0]).toBe("A01 failed");
});

test("a skipped test covers nothing", () => {
  expect(results(["x (A01)", "skipped"], ["z (A02)", "pending"])).toEqual(["A01 missing", "A02 missing", "B01 later"]);
});

test("an id outside parentheses covers nothing, and an id that no list knows is reported", () => {
  expect(results(["A01 and A02 are mentioned", "passed"], ["x (Z99)", "passed"])).toEqual([
    "A01 missing",
    "A02 missing",
    "B01 later",
    "Z99 unknown",
  ]);
});
