import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { readComments, readTexts } from "./read-texts.ts";

const ROOT = fileURLToPath(new URL("../../src/", import.meta.url));
/** The workshop speaks to people, too. */
const SOURCES = globSync(["**/*.ts", "../tools/**/*.ts"], { cwd: ROOT }).sort();

/** What people would not say, with what they would. `there is no …` is plain English. */
const AVOIDED: readonly (readonly [RegExp, string])[] = [
  [/(?<!\b[Tt]?here )\b(?:is|are) (?:no(?! longer| such)|none)\b/, "is not a …"],
  [/\bforge\b(?!-)/, "GitHub"],
  [/\byardsticks?\b/, "quality profile"],
  [/\bstrangers?\b/, "unexpected files"],
  [/\badopt(?:s|ed|ing)?\b/, "take over"],
  [/\b(?:not|nobody|was|were) asked\b/, "requested"],
  [/\bfor ever\b/, "for good"],
  [/\bhardly\b/, "almost not"],
  [/\bin the place of\b/, "instead of"],
  [/\blooked into\b/, "read"],
];

/** Documents for people. Records of decisions are never rewritten. */
const DOCUMENTS = globSync("{*.md,docs/**/*.md,release/*.md,examples/**/*.md}", { cwd: `${ROOT}../` })
  .filter((path) => !path.startsWith("docs/decisions/"))
  .sort();

test("what people read is plain English", () => {
  expect(SOURCES.flatMap((path) => wrongTexts(path).map((text) => `${path}: ${text}`))).toEqual([]);
});

test("so are the comments", () => {
  const wrong = SOURCES.flatMap((path) =>
    readComments(path, readFileSync(ROOT + path, "utf8")).flatMap((text) =>
      AVOIDED.filter(([words]) => words.test(text)).map(([, instead]) => `${path}: say "${instead}": ${text}`),
    ),
  );
  expect(wrong).toEqual([]);
});

test("so are the documents", () => {
  expect(DOCUMENTS.length).toBeGreaterThan(20);
  const wrong = DOCUMENTS.flatMap((path) => {
    const text = readFileSync(`${ROOT}../${path}`, "utf8").replace(/\s+/g, " ");
    return AVOIDED.flatMap(([words, instead]) => {
      const found = words.exec(text);
      return found === null ? [] : [`${path}: say "${instead}": ${text.slice(found.index - 60, found.index + 60)}`];
    });
  });
  expect(wrong).toEqual([]);
});

test.each([
  ["the file is no capsule", true],
  ["it is none of ours", true],
  ["there is no file", false],
  ["it is no longer there", false],
  ["a forge-server", false],
])("%s: avoided is %s", (text, expected) => {
  expect(AVOIDED.some(([words]) => words.test(text))).toBe(expected);
});

/** Texts without a space are names and not sentences. */
function wrongTexts(path: string): string[] {
  const texts = readTexts(path, readFileSync(ROOT + path, "utf8")).filter((text) => text.includes(" "));
  return texts.flatMap((text) =>
    AVOIDED.filter(([words]) => words.test(text)).map(([, instead]) => `say "${instead}": ${text.trim()}`),
  );
}
