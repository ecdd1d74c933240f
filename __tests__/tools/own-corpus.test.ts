import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { DIGESTS, digestsOf, filesBelow } from "../../tools/corpus/write-digests.ts";
import { ownCorpus } from "../corpus.ts";

const MAX_BYTES = 12 << 20;

test("every file of our own corpus is the one that is listed, and no other is there", () => {
  expect(digestsOf(ownCorpus())).toBe(readFileSync(ownCorpus(DIGESTS), "utf8"));
});

test("our own corpus stays small", () => {
  const sizes = filesBelow(ownCorpus()).map((name) => readFileSync(ownCorpus(name)).length);
  expect(sizes.length).toBeGreaterThan(500);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(MAX_BYTES);
});
