import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { CONCEPTS, type ConceptName, conceptInWords, conceptPicture } from "../../tools/readme/concept-pictures.ts";

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const names = Object.keys(CONCEPTS) as ConceptName[];

test.each(names)("docs/pictures/%s.svg is what its texts make (npm run generate), and loads nothing", (name) => {
  const picture = read(`docs/pictures/${name}.svg`);
  expect(picture).toBe(conceptPicture(name));
  expect(picture.replace("http://www.w3.org/2000/svg", "")).not.toMatch(/https?:|url\(|@import|<script|href/);
});

test.each(names)("docs/concepts.md shows %s, and says it in words", (name) => {
  expect(read("docs/concepts.md")).toContain(`![${conceptInWords(name)}](pictures/${name}.svg)`);
});

test.each(names)("the words of %s fit into its boxes on a phone", (name) => {
  const picture = conceptPicture(name);
  const [, width = ""] = /viewBox="0 0 (\d+) /.exec(picture) ?? [];
  expect(Number(width)).toBeLessThanOrEqual(360);
  for (const [, content = ""] of picture.matchAll(/<text[^>]*>([^<]*)</g))
    expect(content.length).toBeLessThanOrEqual(42);
});
