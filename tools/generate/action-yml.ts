import { stringify } from "yaml";
import { outputsOfAction } from "../../src/doors/action/outputs.ts";
import { COMMANDS } from "../../src/doors/options/commands.ts";
import { ACTION_COMMANDS, type ActionCommand, actionInputs, type Input } from "../../src/doors/options/inputs.ts";

/** The files of the actions: that of sealing at the top of the repository, and a folder for each other command. */
export const ACTION_FILES: Readonly<Record<string, () => string>> = Object.fromEntries(
  ACTION_COMMANDS.flatMap((command) =>
    command === "seal"
      ? [["action.yml", formatSealAction]]
      : [
          [`${command}/action.yml`, () => formatAction(command)],
          [`${command}/main.cjs`, () => formatMain(command)],
        ],
  ),
);

/** The text of action.yml, https://docs.github.com/actions/reference/workflows-and-actions/metadata-syntax. */
function formatSealAction(): string {
  return written({
    name: "Release Capsule",
    description: "Seal a release once. Anyone can prove it, anywhere, offline, in one command.",
    author: "Release Capsule",
    branding: { icon: "package", color: "blue" },
    ...given("seal"),
    runs: { using: "node24", main: "dist/action.js" },
  });
}

function formatAction(command: Exclude<ActionCommand, "seal">): string {
  const { summary } = COMMANDS[command];
  return written({
    name: `Release Capsule: ${command}`,
    description: `${summary.slice(0, 1).toUpperCase()}${summary.slice(1)}.`,
    author: "Release Capsule",
    ...given(command),
    runs: { using: "node24", main: "main.cjs" },
  });
}

/** One program has all actions, and a runner gives a program no words. */
function formatMain(command: ActionCommand): string {
  return [
    `// ${MADE}`,
    "// The program is that of all actions; this variable says which one it is.",
    '"use strict";',
    `process.env.INPUT_COMMAND = ${JSON.stringify(command)};`,
    'require("../dist/action.js");',
    "",
  ].join("\n");
}

/** The inputs and outputs of one action. */
function given(command: ActionCommand) {
  return {
    inputs: Object.fromEntries(actionInputs(command).map((option) => [option.name, input(option)])),
    outputs: Object.fromEntries(outputsOfAction(command).map(({ name, description }) => [name, { description }])),
  };
}

const MADE = "Made from src/doors/options/ by tools/scripts/make-action-yml.ts.";

function written(content: object): string {
  return `# ${MADE}\n${stringify(content, { lineWidth: 120 })}`;
}

function input(option: Input): Record<string, string | boolean> {
  return { description: inputDescription(option), required: false, ...defaultOf(option) };
}

function defaultOf({ runnerDefault, default: value = runnerDefault }: Input): { default?: string } {
  return value === undefined ? {} : { default: value };
}

/** What an input means, and how it is written. */
function inputDescription({ description, kind, values }: Input): string {
  const how = kind === "lines" ? "; one per line" : "";
  return `${description}${how}${values === undefined ? "" : ` (${values.join(", ")})`}`;
}
