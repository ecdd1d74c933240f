import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { readTexts } from "./read-texts.ts";

const ROOT = fileURLToPath(new URL("../../src/", import.meta.url));
const SOURCES = globSync("**/*.ts", { cwd: ROOT }).sort();
const read = (path: string): string => readFileSync(ROOT + path, "utf8");

/** The names of entries, and of their families with the digest that follows. */
const ENTRY_NAME =
  /^(?:(?:capsule|provenance)\.sigstore\.json|checksums(?:\.sha512)?\.txt|VERIFY\.md|trust\/.*|(?:assets|evidence|sbom)\/(?:release.*)?)$/;

test("the names of a capsule's entries are written in one file", () => {
  const writing = SOURCES.filter((path) => readTexts(path, read(path)).some((text) => ENTRY_NAME.test(text)));
  expect(writing).toEqual(["domain/capsule/entry-names.ts"]);
});

test("whatever is sorted says by which order; UTF-16 is that of RFC 8785 alone", () => {
  const unsaid = SOURCES.filter((path) =>
    /\.(?:sort|toSorted)\(\)/.test(read(path).replace(/\/\/.*|\/\*[\s\S]*?\*\//g, "")),
  );
  expect(unsaid).toEqual(["kernel/canonical-json.ts"]);
  const byLocale = SOURCES.filter((path) => read(path).includes("localeCompare"));
  expect(byLocale).toEqual([]);
});

test("SOURCE_DATE_EPOCH is read by one parser", () => {
  const readings = SOURCES.flatMap((path) => read(path).match(/\w*\(?\w+\("SOURCE_DATE_EPOCH"\)/g) ?? []);
  expect(readings.length).toBeGreaterThan(2);
  expect(readings.filter((one) => !one.startsWith("readSourceDate("))).toEqual([]);
});
