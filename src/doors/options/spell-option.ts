import type { Spelling } from "../../kernel/advice.ts";
import { ACTION_DESCRIPTIONS } from "./action-descriptions.ts";
import { asFlag } from "./as-flag.ts";
import { ACTION_OPTIONS, type ActionCommand } from "./inputs.ts";
import type { Option, Options } from "./option.ts";

/**
 * As an input of an action: `release: tool@1.4.2`. Advice for another command than the one that runs is about the same
 * option. What has no input can only be given on the command line.
 */
export function asInputOf(command: ActionCommand): Spelling {
  return (use) => {
    const found = optionNamed(use.option, command);
    if (found === undefined || found.only === "flag") return `${asFlag(use)} on the command line`;
    const value = use.value ?? (found.kind === "switch" ? "true" : undefined);
    return value === undefined ? use.option : `${use.option}: ${value}`;
  };
}

function optionNamed(name: string, command: ActionCommand): Option | undefined {
  const tables: readonly Options[] = [
    ACTION_DESCRIPTIONS[command].options,
    ACTION_OPTIONS[command],
    ACTION_DESCRIPTIONS.seal.options,
  ];
  return tables.map((options) => options[name]).find((option) => option !== undefined);
}
