import { stringify } from "yaml";
import { OUTPUTS } from "../../src/doors/action/outputs.ts";
import { actionInputs, inputDescription, type Option } from "../../src/doors/options.ts";

/** The text of action.yml, https://docs.github.com/actions/reference/workflows-and-actions/metadata-syntax. */
export function formatActionYml(): string {
  const content = {
    name: "Release Capsule",
    description: "Seal a release once. Anyone can prove it, anywhere, offline, in one command.",
    author: "Release Capsule",
    branding: { icon: "package", color: "blue" },
    inputs: Object.fromEntries(actionInputs().map((option) => [option.name, input(option)])),
    outputs: Object.fromEntries(OUTPUTS.map(({ name, description }) => [name, { description }])),
    runs: { using: "node24", main: "dist/action.js" },
  };
  return `# Made from src/doors/options.ts by tools/scripts/make-action-yml.ts.\n${stringify(content, { lineWidth: 120 })}`;
}

function input(option: Option): Record<string, string | boolean> {
  return {
    description: option.planned === true ? `not in this version: ${option.description}` : describe(option),
    required: false,
    ...defaultOf(option),
  };
}

function defaultOf({ runnerDefault, default: value = runnerDefault }: Option): { default?: string } {
  return value === undefined ? {} : { default: value };
}

function describe(option: Option): string {
  const description = inputDescription(option);
  return option.values === undefined ? description : `${description} (${option.values.join(", ")})`;
}
