import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const FOLDER = fileURLToPath(new URL("../../docs/pictures/", import.meta.url));
const pictures = readdirSync(FOLDER).filter((name) => name.endsWith(".png"));
const pages = ["README.md", "docs/verify.md", "docs/benchmarks.md"]
  .map((path) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8"))
  .join("\n");

test("there is one of the site, of a report and of the verifier", () => {
  expect(pictures.sort()).toEqual(["page-report.png", "page-site.png", "page-verifier.png"]);
});

test.each(pictures)("%s is a PNG of at most 100 kB, and a document shows it with words", (name) => {
  const bytes = readFileSync(FOLDER + name);
  expect(bytes.subarray(1, 4).toString("latin1")).toBe("PNG");
  expect(bytes.length).toBeLessThanOrEqual(100_000);
  expect(pages).toMatch(new RegExp(`!\\[[^\\]]{20,}\\]\\((?:docs/)?pictures/${name.replace(".", "\\.")}\\)`));
});
