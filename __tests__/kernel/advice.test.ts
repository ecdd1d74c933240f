import { expect, test } from "vitest";
import { advice, joined, option, spelled } from "../../src/kernel/advice.ts";

const shouted = ({ option: name, value = "" }: { option: string; value?: string }): string => `<${name}|${value}>`;

test("advice leaves the spelling of its options to the reader", () => {
  const hint = advice`add ${option("release", "a@1")}, or ${option("all")}`;
  expect(spelled(hint, shouted)).toBe("add <release|a@1>, or <all|>");
  expect(String(hint)).toBe("add release: a@1, or all");
});

test("advice within advice, and advice among texts, keeps its options", () => {
  const inner = advice`name ${option("key")}`;
  expect(spelled(advice`${"a"}: ${inner}.`, shouted)).toBe("a: name <key|>.");
  expect(spelled(joined(["first", inner, inner], "; "), shouted)).toBe("first; name <key|>; name <key|>");
});

test("a hint that is a text stays as it is", () => {
  expect(spelled("check the path", shouted)).toBe("check the path");
  expect(joined([], "; ")).toBe("");
  expect(joined(["one", "two"], "; ")).toBe("one; two");
});
