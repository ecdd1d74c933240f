import { expect, test } from "vitest";
import type { Claim, ClaimStatus } from "../../../src/domain/verification/claim.ts";
import { exitCodeOf, verdictOf } from "../../../src/domain/verification/claim.ts";

const claim = (status: ClaimStatus, required = true): Claim => ({ id: "root", status, reason: "r", required });

test("anything false rejects, whatever else holds", () => {
  expect(verdictOf([claim("verified"), claim("failed", false), claim("missing")])).toBe("rejected");
});

test("what is required and not verified leaves it incomplete, for whatever reason (X2)", () => {
  expect(verdictOf([claim("verified"), claim("missing")])).toBe("incomplete");
  expect(verdictOf([claim("verified"), claim("not-checked")])).toBe("incomplete");
  expect(verdictOf([claim("verified"), claim("not-applicable")])).toBe("incomplete");
  expect(verdictOf([claim("verified"), claim("not-checked", false), claim("not-applicable", false)])).toBe("verified");
});

test("nothing claimed is nothing verified", () => {
  expect(verdictOf([])).toBe("incomplete");
});

test("1 beats 4 beats 3", () => {
  expect(exitCodeOf("rejected", true)).toBe(1);
  expect(exitCodeOf("incomplete", true)).toBe(4);
  expect(exitCodeOf("verified", true)).toBe(4);
  expect(exitCodeOf("incomplete", false)).toBe(3);
  expect(exitCodeOf("verified", false)).toBe(0);
});
