import { expect, test } from "vitest";
import { groupBy } from "../../src/kernel/group-by.ts";

test("keeps items under their key, keys and items in the order in which they come", () => {
  const groups = groupBy(["pear", "apple", "plum", "avocado", "fig"], (word) => word[0]);
  expect([...groups]).toEqual([
    ["p", ["pear", "plum"]],
    ["a", ["apple", "avocado"]],
    ["f", ["fig"]],
  ]);
  expect(groupBy([], () => 1).size).toBe(0);
});
