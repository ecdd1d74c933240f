import { expect, test } from "vitest";
import { refuseCollisions } from "../../../src/domain/asset/collisions.ts";
import { expectFault } from "../../expect-fault.ts";

test.each([
  ["Unicode normalisation (N08)", "caf\u00e9", "cafe\u0301"],
  ["letter case (N09)", "File", "file"],
  ["letter case of other scripts (N09)", "Straße", "STRASSE"],
  ["GitHub's renaming (N19)", "a b.zip", "a.b.zip"],
  ["GitHub's renaming and letter case (N19)", "A~b.zip", "a.B.zip"],
  ["nothing at all (N09)", "same", "same"],
])("refuses two names that differ in %s", async (_, one, other) => {
  const fault = await expectFault("asset-name-collision", () => refuseCollisions(["x", one, other]));
  expect(fault.hint).toBeDefined();
});

test("two files of one name are told with both paths and the fix for matrix builds (Y12)", async () => {
  const places = ["linux/tool", "macos/tool"];
  const fault = await expectFault("asset-name-collision", () => refuseCollisions(["tool", "tool"], (at) => places[at]));
  expect(fault.message).toBe('"linux/tool" and "macos/tool" would be one file of the release');
  expect(fault.hint).toContain("merge-multiple");
});

test("allows names that stay apart everywhere (N21)", () => {
  expect(refuseCollisions(["a.zip", "b.zip", "__proto__", "constructor", "a-b", "a_b", "a+b"])).toBeUndefined();
});
