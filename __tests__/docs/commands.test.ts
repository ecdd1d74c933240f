import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { COMMAND_NAMES, flagsOf } from "../../src/doors/options/commands.ts";

const ROOT = new URL("../../", import.meta.url);
const pages = [
  ...readdirSync(ROOT).filter((name) => name.endsWith(".md")),
  ...readdirSync(new URL("docs", ROOT), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`),
];

/** Commands of ours in code, whether in a block or in a line: the words after `capsule`. */
function commandsIn(page: string): string[][] {
  const text = readFileSync(new URL(page, ROOT), "utf8").replaceAll(/\\\n\s*/g, " ");
  const code = [...text.matchAll(/^```(?:sh|bash)?\n([\s\S]*?)^```$|(?<!`)`([^`\n]+)`(?!`)/gm)];
  return code
    .flatMap(([, block, span]) => (block ?? span ?? "").split("\n"))
    .flatMap((line) => {
      const [, rest] = /^(?:capsule|node \S*cli\.js) (.+)$/.exec(line.trim()) ?? [];
      return rest === undefined ? [] : [rest.split(/\s+/)];
    });
}

test("the pages have commands", () => {
  expect(pages.flatMap(commandsIn).length).toBeGreaterThan(20);
});

describe.each(pages.filter((page) => commandsIn(page).length > 0))("%s", (page) => {
  test.each(commandsIn(page).map((words) => words.join(" ")))(
    "capsule %s is a command with flags that work",
    (text) => {
      const [name, ...words] = text.split(" ");
      if (name === "help" || name?.startsWith("-") === true) return;
      const command = COMMAND_NAMES.find((one) => one === name);
      expect(command).toBeDefined();
      const flags = flagsOf(command ?? "seal");
      const names = new Set(["help", ...flags.flatMap((flag) => [flag.name, ...(flag.aliases ?? [])])]);
      const given = words.flatMap((word) => /^--([a-z-]+)/.exec(word)?.[1] ?? []);
      for (const one of given) expect(names).toContain(one);
    },
  );
});
