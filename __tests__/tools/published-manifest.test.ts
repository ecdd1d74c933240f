import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { PUBLISHED_FILES, publishedManifest } from "../../tools/package/published-manifest.ts";

const ROOT = new URL("../../", import.meta.url);
const own = JSON.parse(readFileSync(new URL("package.json", ROOT), "utf8"));

test("the published package has no dependencies and no scripts, and starts as CommonJS", () => {
  const published = JSON.parse(publishedManifest(own));
  expect(Object.keys(published).filter((key) => /dependencies|scripts|private/i.test(key))).toEqual([]);
  expect(published).toMatchObject({ name: own.name, version: own.version, engines: own.engines, type: "commonjs" });
  expect(Object.keys(PUBLISHED_FILES)).toContain(published.bin.capsule);
});

test("every published file that is written by hand is in the repository", () => {
  const sources = Object.values(PUBLISHED_FILES).filter((path) => !path.startsWith("dist/"));
  expect(sources.filter((path) => !existsSync(fileURLToPath(new URL(path, ROOT))))).toEqual([]);
});
