import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { readTexts } from "./read-texts.ts";

const ROOT = fileURLToPath(new URL("../../src/", import.meta.url));
const SOURCES = globSync("**/*.ts", { cwd: ROOT }).sort();

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

test("what people read is plain English", () => {
  expect(SOURCES.flatMap((path) => wrongTexts(path).map((text) => `${path}: ${text}`))).toEqual([]);
});

/** Texts without a space are names and not sentences. */
function wrongTexts(path: string): string[] {
  const texts = readTexts(path, readFileSync(ROOT + path, "utf8")).filter((text) => text.includes(" "));
  return texts.flatMap((text) =>
    AVOIDED.filter(([words]) => words.test(text)).map(([, instead]) => `say "${instead}": ${text.trim()}`),
  );
}
