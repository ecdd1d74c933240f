import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { CorpusCase } from "../../../tools/corpus/judge-case.ts";
import { runCase } from "../../../tools/corpus/run-case.ts";
import { corpus, ownCorpus } from "../../corpus.ts";

function casesIn(folder: string | undefined): CorpusCase[] {
  return folder === undefined ? [] : JSON.parse(readFileSync(join(folder, "index.json"), "utf8")).cases;
}

/** Ids of the cases of one set whose verdict is not the expected one. */
async function wrongOf(folder: string, cases: readonly CorpusCase[]): Promise<string[]> {
  const wrong: string[] = [];
  for (const one of cases) {
    const result = await runCase(folder, one);
    const found = result === "accept" ? "accept" : "reject";
    if (one.expect !== "either" && one.expect !== found) wrong.push(`${one.id}: ${found}`);
  }
  return wrong;
}

const setsOf = (cases: readonly CorpusCase[]): string[] => [...new Set(cases.map(({ id }) => id.split("/")[0] ?? ""))];

/** Who signed, and what witnessed it. */
const SHAPES = [
  ...[
    "instances",
    "key-rekor-v1",
    "key-rekor-v2",
    "key-timestamps",
    "real-rekor-v1",
    "real-rekor-v2",
    "real-timestamps",
  ],
  ...["reusable-workflow", "test-rekor-v1", "test-timestamps"],
];

describe("bundles of our own corpus, signed by the real services and by those of the tests", () => {
  const folder = ownCorpus("bundles");
  const cases = casesIn(folder);

  test("have every shape, each sound and in false forms", () => {
    const shapes = (expected: string) => setsOf(cases.filter(({ expect: verdict }) => verdict === expected)).sort();
    expect(shapes("accept")).toEqual(SHAPES);
    expect(shapes("reject")).toEqual(SHAPES);
    expect(cases.filter(({ expect: verdict }) => verdict === "accept").length).toBeGreaterThan(25);
    expect(cases.filter(({ expect: verdict }) => verdict === "reject").length).toBeGreaterThan(400);
  });

  test.each(SHAPES)("%s: none is wrongly accepted or refused, nothing crashes", async (shape) => {
    expect(
      await wrongOf(
        folder,
        cases.filter(({ id }) => id.startsWith(`${shape}/`)),
      ),
    ).toEqual([]);
  });
});

describe("bundles of other projects", () => {
  const folder = corpus("bundles");
  const cases = casesIn(folder);

  test.skipIf(folder === undefined)("are at least 261", () => {
    expect(cases.length).toBeGreaterThanOrEqual(261);
  });

  test.each(setsOf(cases))("%s: none is wrongly accepted or refused, nothing crashes", async (set) => {
    expect(
      await wrongOf(
        folder ?? "",
        cases.filter(({ id }) => id.startsWith(`${set}/`)),
      ),
    ).toEqual([]);
  });
});
