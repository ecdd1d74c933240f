import { createHash } from "node:crypto";
import { appendFileSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { collectAssets, requireUnchanged } from "../../../../src/journeys/seal/assets/collect-assets.ts";
import { expandWords } from "../../../../src/journeys/seal/assets/expand-patterns.ts";
import type { Files } from "../../../../src/ports/files.ts";
import { systemFiles } from "../../../../src/world/files/files.ts";
import { expectFault } from "../../../expect-fault.ts";
import { quietProgress } from "../../../quiet-progress.ts";
import { temporaryFolder } from "../../../temporary-folder.ts";

function collect(folder: string, assets: string[], files: Files = systemFiles) {
  return collectAssets({ assets, folder }, files, quietProgress());
}

function folderWith(...names: string[]): string {
  const folder = temporaryFolder();
  for (const name of names) {
    mkdirSync(join(folder, name, ".."), { recursive: true });
    writeFileSync(join(folder, name), `content of ${name}`);
  }
  return folder;
}

test("hashes each asset with both algorithms", async () => {
  const [asset] = await collect(folderWith("a.bin"), ["a.bin"]);
  const digest = (algorithm: string) => createHash(algorithm).update("content of a.bin").digest("hex");
  expect(asset).toMatchObject({ name: "a.bin", size: 16, sha256: digest("sha256"), sha512: digest("sha512") });
});

test("orders assets by the bytes of their names, however they are given", async () => {
  const folder = folderWith("é", "b", "B", "a", "ﬀ", "𝄞");
  const names = (await collect(folder, ["*"])).map(({ name }) => name);
  expect(names).toEqual(["B", "a", "b", "é", "ﬀ", "𝄞"]);
  expect((await collect(folder, ["ﬀ", "a", "𝄞", "B", "é", "b"])).map(({ name }) => name)).toEqual(names);
});

test("a folder stands for every file below it, and a file named twice is one asset", async () => {
  const folder = folderWith("dist/a", "dist/deep/b", "c");
  const names = (await collect(folder, ["dist", "dist/a", "./dist/../dist/a"])).map(({ name }) => name);
  expect(names).toEqual(["a", "b"]);
});

test("a folder takes what its pattern takes: hidden files by name only (Y13)", async () => {
  const folder = folderWith("dist/a", "dist/deep/b", "dist/.DS_Store", "dist/.cache/c");
  const names = async (...patterns: string[]) => (await collect(folder, patterns)).map(({ name }) => name);
  expect(await names("dist")).toEqual(["a", "b"]);
  expect(await names("dist/**")).toEqual(["a", "b"]);
  expect(await names("dist", "dist/.DS_Store")).toEqual([".DS_Store", "a", "b"]);
  expect(await names("dist/.*")).toEqual([".DS_Store"]);
  await expectFault("assets-none", () => collect(folder, ["dist/.cache/*x"]));
});

test("an asset has the name that it has on disk, where case does not count for opening it", async () => {
  const folder = folderWith("Tool.zip", "other");
  // As Windows does it: any case opens the file, and the real path has the name.
  const names = new Map([[join(folder, "tool.ZIP"), join(folder, "Tool.zip")]]);
  const real = (path: string): string => names.get(path) ?? path;
  const files: Files = {
    ...systemFiles,
    facts: (path) => systemFiles.facts(real(path)),
    realPath: async (path) => real(path),
  };
  expect((await collect(folder, ["tool.ZIP", "Tool.zip", "other"], files)).map(({ name }) => name)).toEqual([
    "Tool.zip",
    "other",
  ]);
});

test("an exclamation mark takes away, by name or by place, in any order (Y13)", async () => {
  const folder = folderWith("dist/a", "dist/a.log", "dist/deep/b", "dist/deep/b.log", "dist/.x", "!c");
  const names = async (...patterns: string[]) => (await collect(folder, patterns)).map(({ name }) => name);
  expect(await names("dist", "!*.log")).toEqual(["a", "b"]);
  expect(await names("!dist/*.log", "dist")).toEqual(["a", "b", "b.log"]);
  expect(await names("dist", "!dist/deep")).toEqual(["a", "a.log"]);
  expect(await names("dist", "!dist/deep/**")).toEqual(["a", "a.log"]);
  expect(await names("dist", "dist/.x", "!.x", "!a*")).toEqual(["b", "b.log"]);
  expect(await names("!c")).toEqual(["!c"]);
  await expectFault("assets-none", () => collect(folder, ["dist", "!**"]));
  await expectFault("assets-none", () => collect(folder, ["!*.log"]));
});

test("patterns are expanded where no shell does it, and what matches nothing stays (Y14)", async () => {
  const folder = folderWith("tool.capsule", "tool-a", "tool-b", "[x]");
  const words = async (...given: string[]) =>
    (await expandWords(given, folder, systemFiles)).map((word) => word.replace(`${folder}/`, ""));
  expect(await words("*.capsule", "tool-*", "tool-a")).toEqual(["tool.capsule", "tool-a", "tool-b", "tool-a"]);
  expect(await words("tool-*", "!tool-b")).toEqual(["tool-a"]);
  expect(await words("none-*", "[x]", "sha256:ab", "gone")).toEqual(["none-*", "[x]", "sha256:ab", "gone"]);
});

test("a path that exists is taken literally, whatever characters it holds (N23)", async () => {
  const folder = folderWith("[ab]*.txt", "a1.txt");
  expect((await collect(folder, ["[ab]*.txt"])).map(({ name }) => name)).toEqual(["[ab]*.txt"]);
});

test("a glob takes only files, and only where it says", async () => {
  const folder = folderWith("dist/a.tgz", "dist/deep/b.tgz", "dist/c.txt");
  expect((await collect(folder, ["dist/*.tgz"])).map(({ name }) => name)).toEqual(["a.tgz"]);
  expect((await collect(folder, ["dist/**/*.tgz"])).map(({ name }) => name)).toEqual(["a.tgz", "b.tgz"]);
});

test("refuses a pattern that matches nothing, a missing file, and no pattern at all", async () => {
  const folder = folderWith("a");
  await expectFault("assets-none", () => collect(folder, ["*.tgz"]));
  await expectFault("assets-none", () => collect(folder, ["none/*.tgz"]));
  await expectFault("assets-none", () => collect(folder, []));
  await expectFault("file-missing", () => collect(folder, ["b"]));
});

test("refuses a link (D03)", async () => {
  const folder = folderWith("a");
  symlinkSync("a", join(folder, "link"));
  await expectFault("file-unreadable", () => collect(folder, ["link"]));
});

test("refuses a name whose bytes are not UTF-8 instead of skipping it (N17)", async () => {
  const folder = folderWith("a");
  writeFileSync(Buffer.concat([Buffer.from(`${folder}/`), Buffer.from([0xff, 0xfe])]), "");
  await expectFault("asset-name-invalid", () => collect(folder, ["*"]));
});

test("refuses an asset that grows while it is hashed (D11)", async () => {
  const folder = folderWith("a");
  const growing: Files = {
    ...systemFiles,
    async open(path) {
      const file = await systemFiles.open(path);
      const read: typeof file.read = async (into, position) => {
        const count = await file.read(into, position);
        appendFileSync(path, "more");
        return count;
      };
      return {
        ...file,
        facts: file.facts,
        size: file.size,
        read,
        factsNow: () => file.factsNow(),
        close: () => file.close(),
      };
    },
  };
  await expectFault("asset-changed", () => collect(folder, ["a"], growing));
});

test("notices an asset that changed after it was hashed (D01, D02)", async () => {
  const folder = folderWith("a", "b");
  const assets = await collect(folder, ["*"]);
  await requireUnchanged(assets, systemFiles);
  writeFileSync(join(folder, "b"), "content of c");
  await expectFault("asset-changed", () => requireUnchanged(assets, systemFiles));
});

test("refuses more assets than a statement can hold", async () => {
  const folder = temporaryFolder();
  for (let index = 0; index <= 1024; index++) writeFileSync(join(folder, `asset-${index}`), "");
  await expectFault("assets-too-many", () => collect(folder, ["*"]));
});
