import { expect, test } from "vitest";
import { refuseCollisions, refuseGithubRenames } from "../../../src/domain/asset/collisions.ts";
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

test("allows names that stay apart everywhere (N21)", () => {
  expect(refuseCollisions(["a.zip", "b.zip", "__proto__", "constructor", "a-b", "a_b", "a+b"])).toBeUndefined();
});

test("refuses a name that GitHub stores differently, with the name to use (N18)", async () => {
  const fault = await expectFault("asset-name-renamed", () => refuseGithubRenames(["ok.tgz", "a b+c@.tgz"]));
  expect(fault.hint).toContain('"a.b+c@.tgz"');
});

test("allows names that GitHub keeps (N18)", () => {
  expect(refuseGithubRenames(["tool-1.2.3_linux+x64@2.tar.gz", "README"])).toBeUndefined();
});
