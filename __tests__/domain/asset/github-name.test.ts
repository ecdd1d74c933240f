import fc from "fast-check";
import { expect, test } from "vitest";
import { githubName } from "../../../src/domain/asset/github-name.ts";

/** What uploads were reported to become, in issues of tools that upload release assets. */
test.each([
  ["tool-1.1.0-1~buster_amd64.deb", "tool-1.1.0-1.buster_amd64.deb"],
  ["app.prod-v1.3.0-(15-5)-6064eac-release.apk", "app.prod-v1.3.0-.15-5.-6064eac-release.apk"],
  ["The Brain.js", "The.Brain.js"],
  ["fake.      file.txt", "fake.file.txt"],
  ["erick%%%%%!!!zhao.txt", "erick.zhao.txt"],
  ["caf\u00e9.txt", "cafe.txt"],
  [".env", "default.env"],
  ["tool.", "default.tool"],
  ["a+b@c_d-e.txt", "a+b@c_d-e.txt"],
  ["README", "README"],
  ["\u6587\u4ef6", "default"],
  ["a\u0323\u0307.txt", "a.txt"],
])("stores %s as %s (N18)", (name, stored) => {
  expect(githubName(name)).toBe(stored);
});

test("is stable: what GitHub stored it stores again", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "grapheme", minLength: 1 }),
      (name) => githubName(githubName(name)) === githubName(name),
    ),
  );
});
