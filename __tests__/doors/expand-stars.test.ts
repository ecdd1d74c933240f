import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { expandStars } from "../../src/doors/verify/expand-stars.ts";
import { systemFiles } from "../../src/world/files/files.ts";
import { newFolder } from "../run-program.ts";

let folder = "";
beforeAll(() => {
  folder = newFolder();
  for (const below of ["dist", "dist/folder.zip"]) mkdirSync(join(folder, below));
  for (const name of ["a.zip", "b.zip", "c.tar", ".hidden.zip", "dist/d.zip", "dist/d?.zip"]) {
    writeFileSync(join(folder, name), name);
  }
});

const expanded = async (...words: string[]) =>
  (await expandStars(words, folder, systemFiles)).map((word) => word.replace(`${folder}/`, ""));

test.each([
  [["*.zip"], ["a.zip", "b.zip"]],
  [
    ["a.*", "c.tar", "?.zip"],
    ["a.zip", "c.tar", "b.zip"],
  ],
  [["*"], ["a.zip", "b.zip", "c.tar"]],
  [[".*"], [".hidden.zip"]],
  [["dist/*.zip"], ["dist/d.zip", "dist/d?.zip"]],
  [["**z*p**"], ["a.zip", "b.zip"]],
])("%j stands for the files %j, hidden ones and folders left out", async (words, files) => {
  expect(await expanded(...words)).toEqual(files);
});

test.each(["*.exe", "absent/*", "*/d.zip", "a.zip", "dist/d?.zip", "b.zi"])("%s stays as it is", async (word) => {
  expect(await expanded(word)).toEqual([word]);
});

test("many stars take no more than name times pattern", async () => {
  writeFileSync(join(folder, "a".repeat(200)), "");
  expect(await expanded(`${"a*".repeat(100)}b`)).toEqual([`${"a*".repeat(100)}b`]);
});
