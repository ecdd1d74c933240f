import { stringify } from "yaml";
import { OUTPUTS } from "../../src/doors/action/outputs.ts";
import { INPUTS, type Input, inputDescription } from "../../src/doors/options/inputs.ts";

/** The text of action.yml, https://docs.github.com/actions/reference/workflows-and-actions/metadata-syntax. */
export function formatActionYml(): string {
  const content = {
    name: "Release Capsule",
    description: "Seal a release once. Anyone can prove it, anywhere, offline, in one command.",
    author: "Release Capsule",
    branding: { icon: "package", color: "blue" },
    inputs: Object.fromEntries(INPUTS.map((option) => [option.name, input(option)])),
    outputs: Object.fromEntries(OUTPUTS.map(({ name, description }) => [name, { description }])),
    runs: { using: "node24", main: "dist/action.js" },
  };
  return `# Made from src/doors/options/ by tools/scripts/make-action-yml.ts.\n${stringify(content, { lineWidth: 120 })}`;
}

function input(option: Input): Record<string, string | boolean> {
  return {
    description: describe(option),
    required: false,
    ...defaultOf(option),
  };
}

function defaultOf({ runnerDefault, default: value = runnerDefault }: Input): { default?: string } {
  return value === undefined ? {} : { default: value };
}

function describe(option: Input): string {
  const description = inputDescription(option);
  return option.values === undefined ? description : `${description} (${option.values.join(", ")})`;
}
