import { describe, expect, test } from "vitest";
import { gravest, levelOfScore, levelOfWord, reaches } from "../../../src/domain/attestation/severity-level.ts";

test.each([
  [10, "critical"],
  [9, "critical"],
  [8.9, "high"],
  [7, "high"],
  [6.9, "medium"],
  [4, "medium"],
  [3.9, "low"],
  [0.1, "low"],
  [0, "none"],
  [-0.1, "unknown"],
  [10.1, "unknown"],
  [Number.NaN, "unknown"],
] as const)("a score of %d is %s", (score, level) => {
  expect(levelOfScore(score)).toBe(level);
});

test.each([
  ["critical", "critical"],
  ["high", "high"],
  ["important", "high"],
  ["medium", "medium"],
  ["moderate", "medium"],
  ["low", "low"],
  ["minor", "low"],
  ["negligible", "low"],
  ["unimportant", "low"],
  ["none", "none"],
  ["CRITICAL", "critical"],
  ["grave", "unknown"],
] as const)("the word %s is %s", (word, level) => {
  expect(levelOfWord(word)).toBe(level);
});

describe("a level reaches", () => {
  const LEVELS = ["critical", "high", "medium", "low", "none"] as const;

  test("each that is not above it, and what is unknown reaches all", () => {
    for (const [at, level] of LEVELS.entries()) {
      for (const [threshold, name] of LEVELS.entries()) expect(reaches(level, name)).toBe(at <= threshold);
      expect(reaches("unknown", level)).toBe(true);
    }
  });
});

test("the gravest of several is the worst that anybody says", () => {
  expect(gravest(["low", "unknown", "high", "medium"])).toBe("high");
  expect(gravest(["unknown", "none"])).toBe("none");
  expect([gravest(["unknown"]), gravest([])]).toEqual(["unknown", "unknown"]);
});
