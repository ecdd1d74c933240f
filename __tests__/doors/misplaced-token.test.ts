import { expect, test } from "vitest";
import { readInputs } from "../../src/doors/action/read-inputs.ts";
import { runCli } from "../../src/doors/cli/run-cli.ts";
import { COMMAND_NAMES, COMMANDS, flagsOf } from "../../src/doors/options/commands.ts";
import { ACTION_COMMANDS, actionInputs } from "../../src/doors/options/inputs.ts";
import { readOptionValues } from "../../src/doors/options/option-values.ts";
import { surroundings } from "../../src/doors/wire.ts";
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

test.each(COMMAND_NAMES)("capsule %s refuses one in every option, and does not show it", async (command) => {
  for (const { name } of flagsOf(command)) {
    const given = new Map([[name, [`a ${TOKENS[0]}`]]]);
    const read = () => readOptionValues(given, COMMANDS[command].options, (name) => `--${name}`);
    expect(await expectFault("usage", read)).toMatchObject({ message: `--${name} holds a token of GitHub` });
  }
});

test.each([
  ["as a word", ["verify", "TOKEN"]],
  ["as the value of an option that there is", ["verify", "--repository=TOKEN", "a.capsule"]],
  ["as the value of one that there is not", ["verify", "--token=TOKEN", "a.capsule"]],
  ["as a command", ["TOKEN"]],
])("the command line shows no token that stands in it %s", async (_, words) => {
  const [token = ""] = TOKENS;
  let said = "";
  const say = (text: string) => {
    said += text;
  };
  const status = await runCli(
    words.map((word) => word.replace("TOKEN", token)),
    {
      ...surroundings("/", () => undefined),
      out: say,
      err: say,
      paint: (_style, text) => text,
      program: ["capsule"],
    },
  );
  expect([status, said]).toEqual([2, expect.stringMatching(/^error: .* holds a token of GitHub\n/)]);
  expect(said).not.toContain(token);
});
