import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { formatActionYml } from "../../release/generate/action-yml.ts";

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
