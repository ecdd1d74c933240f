import { expect, test } from "vitest";
import { capsuleFileName, releaseStem, sharesFileName } from "../../../src/domain/capsule/capsule-file-name.ts";

test("the files of a release begin with its name and version, a plus sign as an underscore", () => {
  expect(releaseStem({ name: "tool", version: "1.0.0+a.b+c" })).toBe("tool-1.0.0_a.b_c");
});

test("a capsule of the local instance can be told by its name", () => {
  const release = { name: "tool", version: "1.0.0" };
  expect(capsuleFileName(release, false)).toBe("tool-1.0.0.capsule");
  expect(capsuleFileName(release, true)).toBe("tool-1.0.0.local.capsule");
});

test.each([
  ["tool", "1.0.0-2"],
  ["tool-1.0.0", "2.0.0"],
  ["tool", "1.0.0+build"],
  ["tool", "1.0.0_x"],
  ["tool-2024.11", "1.0"],
])("the file name of %s %s could be that of another release (X14)", (name, version) => {
  expect(sharesFileName({ name, version })).toBe(true);
});

test.each([
  ["tool", "1.0.0"],
  ["my-tool", "1.0.0-rc.1"],
  ["tool-cli-2go", "1.0.0"],
  ["tool", "2024.11.03"],
])("the file name of %s %s is its own", (name, version) => {
  expect(sharesFileName({ name, version })).toBe(false);
});
