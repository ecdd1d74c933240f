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
];

/** Folders that are not yet done. The list only gets shorter: one that has no such text any more leaves it. */
const NOT_YET: readonly string[] = [
  "domain/asset",
  "domain/policy",
  "domain/sbom",
  "domain/sigstore",
  "domain/source",
  "domain/verification",
  "doors",
  "doors/action",
  "doors/options",
  "journeys/check",
  "journeys/verify",
  "kernel/archives",
  "views",
  "world",
];

test("what people read is plain English", () => {
  const found = SOURCES.flatMap((path) =>
    wrongTexts(path).map((text) => ({ room: roomOf(path), text: `${path}: ${text}` })),
  );
  expect(found.filter(({ room }) => !NOT_YET.includes(room)).map(({ text }) => text)).toEqual([]);
  expect(NOT_YET.filter((room) => !found.some((one) => one.room === room))).toEqual([]);
});

/** Texts without a space are names and not sentences. */
function wrongTexts(path: string): string[] {
  const texts = readTexts(path, readFileSync(ROOT + path, "utf8")).filter((text) => text.includes(" "));
  return texts.flatMap((text) =>
    AVOIDED.filter(([words]) => words.test(text)).map(([, instead]) => `say "${instead}": ${text.trim()}`),
  );
}

function roomOf(path: string): string {
  return path.split("/").slice(0, -1).slice(0, 2).join("/");
}
