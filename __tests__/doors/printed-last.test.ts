import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const CLI = new URL("../../src/doors/cli/", import.meta.url);

/** What follows the line of each print, up to where the function ends. */
function afterPrinting(file: string): string[] {
  const text = readFileSync(new URL(file, CLI), "utf8");
  return Array.from(
    text.matchAll(/\bio\.out\(/g),
    ({ index }) => text.slice(text.indexOf("\n", index)).split(/\breturn\b/)[0] ?? "",
  );
}

test("what a command prints is the last that can fail, so that JSON is one document whatever happens", () => {
  const files = readdirSync(CLI).filter((name) => name.endsWith(".ts") && name !== "run-cli.ts");
  const ends = files.flatMap((file) => afterPrinting(file).map((rest) => ({ file, awaits: /\bawait\b/.test(rest) })));
  expect(ends.length).toBeGreaterThan(20);
  expect(ends.filter(({ awaits }) => awaits)).toEqual([]);
});
