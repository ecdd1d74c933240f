import { expect, test } from "vitest";
import { PortableNames } from "../../src/kernel/portable-names.ts";
import { expectFault } from "../expect-fault.ts";

test.each(["a", "a/b.c", "a b", "ab:c", "x/C:", ".a", "a".repeat(100)])("takes %j", (name) => {
  expect(new PortableNames().add(name)).toBeUndefined();
});

test.each([
  "",
  "/a",
  "a/",
  "a//b",
  ".",
  "a/./b",
  "../a",
  "a/..",
  "C:a",
  "c:/a",
  "a\\b",
  "\u00e9a",
  "a\u00e9",
  "a\nb",
  "a".repeat(101),
])("refuses %j, which has no one place on every system (A01, A02, A03)", async (name) => {
  await expectFault("archive-entry-name", () => new PortableNames().add(name));
});

test.each([
  ["a", "a"],
  ["a", "A"],
  ["a/b", "A/B"],
  ["a", "a/b"],
  ["a/b/c", "a/b"],
  ["A/b", "a"],
])("refuses %j and %j in one archive (A09, A10, A11)", async (first, second) => {
  const names = new PortableNames();
  names.add(first);
  await expectFault("archive-duplicate", () => names.add(second));
});

test("takes files of one folder, whose name may be part of another's", () => {
  const names = new PortableNames();
  for (const name of ["a/b", "a/c", "ab", "a.b/c"]) expect(names.add(name)).toBeUndefined();
});
