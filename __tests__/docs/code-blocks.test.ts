import { spawnSync } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { parseAllDocuments } from "yaml";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const PAGES = globSync("{*.md,docs/**/*.md,release/*.md}", { cwd: ROOT }).sort();

interface CodeBlock {
  readonly page: string;
  readonly language: string;
  readonly text: string;
}

/** What a page shows to copy, with its language; blocks without one are pictures and listings. */
function blocksIn(page: string): CodeBlock[] {
  const text = readFileSync(ROOT + page, "utf8");
  return [...text.matchAll(/^( *)```(\w+)[^\n]*\n([\s\S]*?)^\1```$/gm)].map(
    ([, indent = "", language = "", body = ""]) => ({
      page,
      language,
      text: body.replaceAll(new RegExp(`^${indent}`, "gm"), ""),
    }),
  );
}

const blocks = PAGES.flatMap(blocksIn);
const of = (...languages: string[]) =>
  blocks.filter(({ language }) => languages.includes(language)).map((block) => [block.page, block.text] as const);

test("every block has a language that is judged here, is a listing, or is run elsewhere", () => {
  const judged = ["yaml", "json", "jsonc", "sh", "bash", "js", "text", "console", "powershell"];
  expect([...new Set(blocks.map(({ language }) => language))].filter((one) => !judged.includes(one))).toEqual([]);
  expect(blocks.length).toBeGreaterThan(100);
});

describe("YAML that a page shows is YAML", () => {
  test.each(of("yaml"))("%s: %s", (_, text) => {
    expect(parseAllDocuments(text, { strict: true }).flatMap(({ errors }) => errors.map(String))).toEqual([]);
  });
});

describe("JSON that a page shows is JSON", () => {
  test.each(of("json"))("%s: %s", (_, text) => {
    // A member may be shown alone.
    const whole = /^\s*"/.test(text) ? `{${text}}` : text;
    expect(() => JSON.parse(whole)).not.toThrow();
  });
});

describe.skipIf(process.platform === "win32")("commands that a page shows are read by a shell", () => {
  test.each(of("sh", "bash"))("%s: %s", (_, text) => {
    const { status, stderr } = spawnSync("bash", ["-n"], { input: text, encoding: "utf8" });
    expect([status, stderr]).toEqual([0, ""]);
  });
});
