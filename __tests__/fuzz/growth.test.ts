import { describe, expect, test } from "vitest";
import { isTooMuch, steepest } from "../../tools/fuzz/growth.ts";
import { FAMILIES } from "../../tools/fuzz/growth-families.ts";

const LIMITS = { bytes: 4_096, leastCost: 100, mostCost: 50_000_000 };
const SEED = new TextEncoder().encode('{"a": [1, 2]}');

/** Counts instead of seconds: what a reader would do, told by the input. */
const steep = (work: (text: string) => number) =>
  steepest(SEED, FAMILIES, { cost: async (input) => work(new TextDecoder().decode(input)), limits: LIMITS });
const longest = (text: string, pattern: RegExp): number =>
  Math.max(0, ...(text.match(pattern) ?? []).map((run) => run.length));

describe("of all forms in which inputs grow, the one that a reader takes badly is found", () => {
  test.each([
    ["the square of a run of one character", (text: string) => longest(text, /#+/g) ** 2, 'a run of "#"'],
    ["the square of the count of lines", (text: string) => text.split("\n").length ** 2, "\\n"],
    ["the square of the depth", (text: string) => longest(text, /\[+/g) ** 2, "deep"],
  ])("%s", async (_what, work, form) => {
    const found = await steep(work);
    expect(found.form).toContain(form);
    expect(found.growth).toBeGreaterThan(12);
    expect(isTooMuch(found, LIMITS)).toBe(true);
  });

  test("and a reader that takes as long as its input is not blamed", async () => {
    const found = await steep((text) => 10 * text.length);
    expect(found.growth).toBeGreaterThan(3);
    expect(isTooMuch(found, LIMITS)).toBe(false);
  });

  test("nor one that stops at once, however it goes on", async () => {
    expect(isTooMuch(await steep(() => 3), LIMITS)).toBe(false);
  });

  test("but what takes too much is, without a look at what is larger", async () => {
    const found = await steep((text) => text.length * 100_000);
    expect(found.costs).toHaveLength(1);
    expect(isTooMuch(found, LIMITS)).toBe(true);
  });
});
