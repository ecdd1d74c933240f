import { expect, test } from "vitest";
import { readInputs } from "../../src/doors/action/read-inputs.ts";
import { ACTION_COMMANDS, actionInputs } from "../../src/doors/options/inputs.ts";
import { expectFault } from "../expect-fault.ts";

const TOKENS = [..."opsur"].map((kind) => `gh${kind}_${"Ab3".repeat(12)}`).concat(`github_pat_${"Ab3".repeat(8)}_x`);
const read = (command: (typeof ACTION_COMMANDS)[number], name: string, value: string) =>
  readInputs(command, { [`INPUT_${name.toUpperCase()}`]: value }, () => undefined);

test.each(ACTION_COMMANDS)(
  "%s refuses a token in every input but that for it, and does not show it",
  async (command) => {
    const names = actionInputs(command).map(({ name }) => name);
    for (const name of names.filter((one) => one !== "github-token")) {
      for (const token of TOKENS) {
        const fault = await expectFault("usage", () => read(command, name, `a ${token}\n`));
        expect(fault.message).toBe(`the input ${name} holds a token of GitHub`);
        expect(fault.hint).not.toContain(token);
      }
    }
  },
);

test("the token itself, and words that only begin like one, are taken", () => {
  for (const token of TOKENS)
    expect(read("seal", "github-token", token).values.given.get("github-token")).toEqual([token]);
  const words = "ghp_tool and github_pat_docs";
  expect(read("seal", "title", words).values.given.get("title")).toEqual([words]);
});
