import path from "node:path";
import { expect, test } from "vitest";
import { planPattern } from "../../../../src/journeys/seal/assets/plan-pattern.ts";

test("splits a glob into the folder to walk and what to match", () => {
  expect(planPattern("dist/*.tgz", "/work", path.posix)).toEqual({ base: "/work/dist", glob: "*.tgz", deep: false });
  expect(planPattern("./dist/**/*.tgz", "/work", path.posix)).toEqual({
    base: "/work/dist",
    glob: "**/*.tgz",
    deep: true,
  });
  expect(planPattern("*", "/work", path.posix)).toEqual({ base: "/work", glob: "*", deep: false });
  expect(planPattern("../out/{a,b}", "/work/x", path.posix)?.base).toBe("/work/out");
});

test("understands the separators of Windows, and only there", () => {
  expect(planPattern("dist\\*.zip", "C:\\work", path.win32)).toEqual({
    base: "C:\\work\\dist",
    glob: "*.zip",
    deep: false,
  });
  expect(planPattern("C:/out/*.zip", "D:\\work", path.win32)?.base).toBe("C:\\out");
});

test("takes a text without magic for no glob", () => {
  expect(planPattern("dist/tool.tgz", "/work", path.posix)).toBeUndefined();
  expect(planPattern("!dist/*.tgz", "/work", path.posix)).toBeUndefined();
});
