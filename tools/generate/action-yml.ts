import { stringify } from "yaml";
import { OUTPUTS } from "../../src/doors/action/outputs.ts";
import { COMMANDS } from "../../src/doors/options/commands.ts";
import {
  type ActionCommand,
  INPUTS,
  type Input,
  inputDescription,
  inputsOfCommand,
} from "../../src/doors/options/inputs.ts";

/** The files of the Action: the whole one, and one for each command that is an action of its own. */
export const ACTION_FILES = {
  "action.yml": formatActionYml,
  "verify/action.yml": () => formatOwnAction("verify"),
  "check/action.yml": () => formatOwnAction("check"),
};

/** The text of action.yml, https://docs.github.com/actions/reference/workflows-and-actions/metadata-syntax. */
function formatActionYml(): string {
  return written({
    name: "Release Capsule",
    description: "Seal a release once. Anyone can prove it, anywhere, offline, in one command.",
    author: "Release Capsule",
    branding: { icon: "package", color: "blue" },
    inputs: Object.fromEntries(INPUTS.map((option) => [option.name, input(option, inputDescription(option))])),
    outputs: Object.fromEntries(OUTPUTS.map(({ name, description }) => [name, { description }])),
    runs: { using: "node24", main: "dist/action.js" },
  });
}

/** An action that runs one command, has its inputs alone, and runs the same program; what says the command is fixed in it. */
function formatOwnAction(command: Exclude<ActionCommand, "seal">): string {
  const own = { name: "command", kind: "text", default: command, description: "fixed: leave it as it is" } as const;
  const inputs = [own, ...inputsOfCommand(command)];
  const outputs = OUTPUTS.filter(({ of }: { readonly of: readonly ActionCommand[] }) => of.includes(command));
  return written({
    name: `Release Capsule: ${command}`,
    description: `${COMMANDS[command].summary.slice(0, 1).toUpperCase()}${COMMANDS[command].summary.slice(1)}.`,
    author: "Release Capsule",
    inputs: Object.fromEntries(inputs.map((option) => [option.name, input(option, ownDescription(option))])),
    outputs: Object.fromEntries(outputs.map(({ name, description }) => [name, { description }])),
    runs: { using: "node24", main: "../dist/action.js" },
  });
}

function written(content: object): string {
  return `# Made from src/doors/options/ by tools/scripts/make-action-yml.ts.\n${stringify(content, { lineWidth: 120 })}`;
}

function ownDescription({ kind, description }: Input): string {
  return kind === "lines" ? `${description}; one per line` : description;
}

function input(option: Input, description: string): Record<string, string | boolean> {
  return {
    description: describe(option, description),
    required: false,
    ...defaultOf(option),
  };
}

function defaultOf({ runnerDefault, default: value = runnerDefault }: Input): { default?: string } {
  return value === undefined ? {} : { default: value };
}

function describe(option: Input, description: string): string {
  return option.values === undefined ? description : `${description} (${option.values.join(", ")})`;
}
