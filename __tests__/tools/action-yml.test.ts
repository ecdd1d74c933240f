import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { formatActionYml } from "../../tools/generate/action-yml.ts";

const text = readFileSync(new URL("../../action.yml", import.meta.url), "utf8");

test("action.yml is what the option table makes", () => {
  expect(text).toBe(formatActionYml());
});

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
