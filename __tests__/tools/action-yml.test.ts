import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { OUTPUTS } from "../../src/doors/action/outputs.ts";
import { COMMANDS } from "../../src/doors/options/commands.ts";
import { ACTION_COMMANDS, ACTION_OPTIONS } from "../../src/doors/options/inputs.ts";
import type { CommandDescription } from "../../src/doors/options/option.ts";
import { ACTION_FILES } from "../../tools/generate/action-yml.ts";
import { newFolder, runProgram } from "../run-program.ts";

const at = (path: string): URL => new URL(`../../${path}`, import.meta.url);
const read = (path: string): string => readFileSync(at(path), "utf8");
const OWN = ACTION_COMMANDS.filter((command) => command !== "seal");

test.each(Object.entries(ACTION_FILES))("%s is what the option table makes", (path, format) => {
  expect(read(path)).toBe(format());
});

describe.each(ACTION_COMMANDS)("the action of %s", (command) => {
  const action = parse(read(command === "seal" ? "action.yml" : `${command}/action.yml`));

  test("has the inputs of that command alone, and requires nothing but what a step says", () => {
    const { options }: CommandDescription = COMMANDS[command];
    const own = Object.entries(options).flatMap(([name, { only }]) => (only === "flag" ? [] : [name]));
    expect(Object.keys(action.inputs)).toEqual([...Object.keys(ACTION_OPTIONS[command]), ...own, "summary"]);
    expect(Object.values(action.inputs).every((input) => (input as { required: boolean }).required === false)).toBe(
      true,
    );
    for (const name of [...Object.keys(action.inputs), ...Object.keys(action.outputs)]) {
      expect(name).toMatch(/^[a-z]+(-[a-z0-9]+)*$/);
    }
  });

  test("says how each input is written", () => {
    for (const [name, { description }] of Object.entries<{ description: string }>(action.inputs)) {
      expect(description, name).not.toContain("command:");
    }
    if (command !== "sbom") return;
    expect(action.inputs.with.description).toMatch(/; one per line$/);
  });

  test("has the outputs that it sets", () => {
    const of = OUTPUTS.filter(({ of: commands }) => (commands as readonly string[]).includes(command));
    expect(Object.keys(action.outputs)).toEqual(of.map(({ name }) => name));
  });
});

test("only the action of sealing has a mark on a marketplace, and a token is for writing there alone", () => {
  expect(parse(read("action.yml")).branding).toBeDefined();
  for (const command of OWN) {
    const text = read(`${command}/action.yml`);
    expect(text).not.toContain("branding");
    expect(text).not.toContain("contents: write");
  }
});

test("the action of sealing runs the committed program on Node 24", () => {
  expect(parse(read("action.yml")).runs).toEqual({ using: "node24", main: "dist/action.js" });
});

test.each(OWN)("%s/ runs the same program, and tells it which action it is", async (command) => {
  const { runs } = parse(read(`${command}/action.yml`));
  expect(runs).toEqual({ using: "node24", main: "main.cjs" });
  const checkout = newFolder();
  for (const name of [command, "dist"]) mkdirSync(join(checkout, name));
  copyFileSync(at(`${command}/${runs.main}`), join(checkout, command, runs.main));
  // The package of a checkout is of modules, which files of this ending are not.
  writeFileSync(join(checkout, "package.json"), '{"type":"module"}');
  writeFileSync(join(checkout, "dist/package.json"), '{"type":"commonjs"}');
  writeFileSync(join(checkout, "dist/action.js"), "console.log(process.env.INPUT_COMMAND);\n");
  const run = await runProgram(process.execPath, [join(checkout, command, runs.main)], { cwd: newFolder() });
  expect(run).toMatchObject({ status: 0, stdout: `${command}\n` });
});
