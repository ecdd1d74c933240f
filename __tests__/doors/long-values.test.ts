import { expect, test } from "vitest";
import { readInputs } from "../../src/doors/action/read-inputs.ts";
import { COMMANDS } from "../../src/doors/options/commands.ts";
import { readOptionValues } from "../../src/doors/options/option-values.ts";
import { expectFault } from "../expect-fault.ts";

const LONGEST = 128 * 1024;
const NOTHING = () => undefined;

const options = (repository: string) =>
  readOptionValues(new Map([["repository", [repository]]]), COMMANDS.verify.options, (name) => `--${name}`);
const inputs = (assets: string) => readInputs("verify", { INPUT_ASSETS: assets }, NOTHING);

test("an option is no longer than what a system hands over", async () => {
  expect(options("r".repeat(LONGEST)).text("repository")).toHaveLength(LONGEST);
  const fault = await expectFault("usage", () => options("r".repeat(LONGEST + 1)));
  expect(fault.message).toContain("--repository has more than 131072 characters");
});

test("an input is no longer than a variable can be, before it is taken apart", async () => {
  expect(inputs("a\n".repeat(LONGEST / 2)).words.lines("assets")).toHaveLength(LONGEST / 2);
  const fault = await expectFault("usage", () => inputs("\n".repeat(LONGEST + 1)));
  expect(fault.message).toContain("the input assets has more than 131072 characters");
});

test("an option is given no more often than such a value has lines", async () => {
  const given = (count: number) => new Map([["capsule", Array.from({ length: count }, () => "a")]]);
  const read = (count: number) => readOptionValues(given(count), LINES, (name) => `--${name}`);
  expect(read(LONGEST / 2).lines("capsule")).toHaveLength(LONGEST / 2);
  await expectFault("usage", () => read(LONGEST / 2 + 1));
});

const LINES = { capsule: { kind: "lines", description: "files" } } as const;
