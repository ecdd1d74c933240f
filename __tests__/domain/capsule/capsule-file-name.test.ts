import { expect, test } from "vitest";
import { capsuleFileName, releaseStem } from "../../../src/domain/capsule/capsule-file-name.ts";

test("the files of a release begin with its name and version, a plus sign as an underscore", () => {
  expect(releaseStem({ name: "tool", version: "1.0.0+a.b+c" })).toBe("tool-1.0.0_a.b_c");
});

test("a capsule of the local instance can be told by its name", () => {
  const release = { name: "tool", version: "1.0.0" };
  expect(capsuleFileName(release, false)).toBe("tool-1.0.0.capsule");
  expect(capsuleFileName(release, true)).toBe("tool-1.0.0.local.capsule");
});
