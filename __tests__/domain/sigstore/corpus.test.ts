import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { CorpusCase } from "../../../tools/scripts/corpus-case.ts";
import { runCase } from "../../../tools/scripts/corpus-case.ts";
import { corpus } from "../../corpus.ts";

const folder = corpus("bundles");
const cases: CorpusCase[] =
  folder === undefined ? [] : JSON.parse(readFileSync(join(folder, "index.json"), "utf8")).cases;
const sets = [...new Set(cases.map(({ id }) => id.split("/")[0] ?? ""))];

describe("real bundles of other projects", () => {
  test.skipIf(folder === undefined)("there are at least 261", () => {
    expect(cases.length).toBeGreaterThanOrEqual(261);
  });

  test.each(sets)("%s: none is wrongly accepted or refused, nothing crashes", async (set) => {
    const wrong: string[] = [];
    for (const one of cases.filter(({ id }) => id.startsWith(`${set}/`))) {
      const result = await runCase(folder ?? "", one);
      const found = result === "accept" ? "accept" : "reject";
      if (one.expect !== "either" && one.expect !== found) wrong.push(`${one.id}: ${found}`);
    }
    expect(wrong).toEqual([]);
  });
});
