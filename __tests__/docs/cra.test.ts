import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const text = readFileSync(new URL("../../docs/cra.md", import.meta.url), "utf8");
const rows = text
  .split("## What the evidence answers")[1]
  ?.split("\n## ")[0]
  ?.match(/^\| .* \|$/gm)
  ?.slice(2);

test("docs/cra.md says of each duty where it stands, what a release has, and what is left to the manufacturer", () => {
  expect(rows?.length).toBeGreaterThanOrEqual(10);
  for (const row of rows ?? []) {
    const [duty, where = "", answered = "", left = ""] = row.slice(2, -2).split(" | ");
    expect(where, duty).toMatch(/^(?:Article|Annex) /);
    expect(
      [answered, left].every((cell) => cell.length > 3),
      row,
    ).toBe(true);
  }
});

test("it gives the two days from which duties hold, and promises nothing", () => {
  for (const day of ["11 September 2026", "11 December 2027"]) expect(text).toContain(day);
  expect(text).toContain("not legal advice");
  expect(text).not.toMatch(/\b(?:compliant|certified|guarantee[sd]?)\b/i);
});
