import { expect, test } from "vitest";
import { cutNotes } from "../../../../src/services/github/release/release-notes.ts";

const LINK = "**Full Changelog**: https://github.com/octo-org/octo-tool/compare/v1.0.0...v1.2.3";

test("notes are cut at the end of a line, say so, and keep their last line (W5)", () => {
  const lines = Array.from({ length: 5000 }, (_, n) => `* change ${n} by @octocat in #${n}`);
  const cut = cutNotes(["## What's Changed", ...lines, "", LINK].join("\n"), 125_000);
  expect(cut.length).toBeLessThanOrEqual(125_000);
  expect(cut.length).toBeGreaterThan(124_800);
  const [said, last] = [cut.split("\n").at(-4), cut.split("\n").at(-2)];
  expect(said).toContain("the rest was left out");
  expect(last).toBe(LINK);
  const kept = cut.split("\n").filter((line) => line.startsWith("*") && line !== LINK);
  expect(kept).toEqual(lines.slice(0, kept.length));
});

test.each(["", "x".repeat(130_000), `${"**Full Changelog**"}${"x".repeat(130_000)}`])(
  "notes without a line that fits leave what says so (W5)",
  (notes) => expect(cutNotes(notes, 125_000).trim()).toMatch(/^_.*left out\._$/),
);

test("notes for which there is no room at all are left out", () => {
  expect(cutNotes(`* one\n${LINK}`, 20)).toBe("");
});
