import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { COMMANDS } from "../../src/doors/options/commands.ts";
import type { CommandDescription } from "../../src/doors/options/option.ts";
import { ACTION_FILES } from "../../tools/generate/action-yml.ts";

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const text = read("action.yml");

test.each(Object.entries(ACTION_FILES))("%s is what the option table makes", (path, format) => {
  expect(read(path)).toBe(format());
});

test.each(["verify", "check"] as const)(
  "%s/ is an action of its own: the inputs of that command alone, run by the same program",
  (command) => {
    const action = parse(read(`${command}/action.yml`));
    expect(action.runs).toEqual({ using: "node24", main: "../dist/action.js" });
    expect(action.inputs.command.default).toBe(command);
    const { options }: CommandDescription = COMMANDS[command];
    const own = Object.entries(options).flatMap(([name, { only, input = name }]) => (only === "flag" ? [] : [input]));
    expect(Object.keys(action.inputs).sort()).toEqual([...own, "command", "assets", "summary"].sort());
    expect(JSON.stringify(action)).not.toMatch(/with `command: verify`|publishes the release/);
    const whole = parse(text);
    for (const [name, { default: value }] of Object.entries<{ default?: string }>(action.inputs)) {
      expect(whole.inputs).toHaveProperty([name]);
      if (name !== "command") expect(value, name).toBe(whole.inputs[name].default);
    }
  },
);

test("action.yml runs the committed file on Node 24, and requires nothing but what a step says", () => {
  const action = parse(text);
  expect(action.runs).toEqual({ using: "node24", main: "dist/action.js" });
  expect(Object.values(action.inputs).every((input) => (input as { required: boolean }).required === false)).toBe(true);
  for (const name of [...Object.keys(action.inputs), ...Object.keys(action.outputs)]) {
    expect(name).toMatch(/^[a-z]+(-[a-z0-9]+)*$/);
  }
});

test("action.yml says of an input that is of verifying only that it is, and what an input of both means for it", () => {
  const { inputs } = parse(text);
  expect(inputs.policy.description).toMatch(/^with `command: verify`: /);
  expect(inputs["expect-release"].description).toMatch(/^with `command: verify`: /);
  expect(inputs.repository.description).toContain(
    "with `command: verify`: the GitHub repository whose workflow must have",
  );
  expect(inputs.tag.description).not.toContain("verify");
  expect(inputs.evidence.description).toMatch(/; one per line$/);
});
