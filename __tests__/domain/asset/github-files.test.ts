import { describe, expect, test } from "vitest";
import { unfitForGitHub } from "../../../src/domain/asset/github-files.ts";
import { githubName } from "../../../src/domain/asset/github-name.ts";

const unfit = (name: string, size = 1) => unfitForGitHub([{ name, size }]);

describe("a file that GitHub would rename is told with a name that it keeps (N18, Y1)", () => {
  test.each([
    ["my tool.zip", "my.tool.zip", "name it my-tool.zip"],
    ["a b+c@.tgz", "a.b+c@.tgz", "name it a-b+c@.tgz"],
    ["tool_1.2.3~rc.1_amd64.deb", "tool_1.2.3.rc.1_amd64.deb", "name it tool_1.2.3.rc.1_amd64.deb"],
    ["tööl.zip", "tool.zip", "name it tool.zip"],
    ["tool (x64).zip", "tool.x64.zip", "name it tool-x64.zip"],
  ])("%s", (name, stored, fix) => {
    expect(unfit(name)).toMatchObject([{ code: "asset-name-renamed", stored, fix }]);
    const better = fix.slice("name it ".length);
    expect(githubName(better)).toBe(better);
  });

  test("and where nothing of the name would be left, with the letters that it may have", () => {
    expect(unfit("工具.tar.gz")[0]?.fix).toBe("give it a name of letters from A to Z, digits and . _ @ + -");
    expect(unfit(".DS_Store")[0]?.fix).toContain('leave it out, with !".DS_Store" among the assets');
  });
});

test("a file that GitHub cannot store is told", () => {
  expect(unfit("empty", 0)).toMatchObject([{ code: "asset-empty" }]);
  expect(unfit("large", 2 ** 31)).toMatchObject([{ code: "asset-too-large" }]);
  expect(unfit("a b", 0)).toHaveLength(2);
});

test("names that GitHub keeps are told nothing of (N18)", () => {
  expect(["tool-1.2.3_linux+x64@2.tar.gz", "README"].flatMap((name) => unfit(name, 2 ** 31 - 1))).toEqual([]);
});
