import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import { ACTION_DESCRIPTIONS } from "../options/action-descriptions.ts";
import {
  ACTION_COMMANDS,
  ACTION_OPTIONS,
  type ActionCommand,
  actionInputs,
  actionName,
  type Input,
  SUMMARY_OPTION,
} from "../options/inputs.ts";
import type { Option, Options } from "../options/option.ts";
import { type GivenValues, type OptionValues, readOptionValues, requireShort } from "../options/option-values.ts";
import type { StepInputs } from "./runner.ts";

const PREFIX = "INPUT_";
/** Says which action it is (`main.cjs` of each folder); what is left of it here is no action's. */
const COMMAND = "INPUT_COMMAND";

/**
 * Reads the inputs of an action from the runner's variables `INPUT_<NAME>`. An empty one counts as not given, as the runner has it,
 * which sets all that action.yml names, so that none of them is a variable of the job. Of others it does not tell where they
 * are from: one with a hyphen is not a variable that people set, and is refused (P10), for a misspelt input would change nothing.
 * One without may be of the job (W13): `ignored` is told of it; if it stood under `with`, the runner warns, too. Fault: `usage`.
 */
export function readInputs<C extends ActionCommand>(
  command: C,
  variables: Readonly<Record<string, string | undefined>>,
  ignored: (variable: string) => void,
): StepInputs<C> {
  const inputs = new Map(actionInputs(command).map((input) => [PREFIX + input.name.toUpperCase(), input]));
  const given = new Map<string, readonly string[]>();
  for (const [variable, value = ""] of Object.entries(variables)) {
    if (!variable.startsWith(PREFIX)) continue;
    const input = inputs.get(variable.toUpperCase());
    if (input === undefined) {
      if (variable === COMMAND && value.trim() !== "") throw noSuchCommand(value);
      if (variable.includes("-")) throw unknown(variable, command);
      ignored(variable);
      continue;
    }
    const values = valuesOf(input, value);
    if (values.length > 0) given.set(input.name, values);
  }
  return {
    words: valuesIn(ACTION_OPTIONS[command], given),
    summary: valuesIn(SUMMARY_OPTION, given).isOn("summary"),
    values: valuesIn(ACTION_DESCRIPTIONS[command].options, given),
  };
}

function valuesIn<O extends Options>(options: O, inputs: GivenValues): OptionValues<O> {
  const given = new Map(
    Object.entries<Option>(options).flatMap(([name, { only }]) => {
      const values = only === "flag" ? undefined : inputs.get(name);
      return values === undefined ? [] : [[name, values] as const];
    }),
  );
  return readOptionValues(given, options, (name) => `the input ${name}`);
}

function valuesOf({ kind, name }: Input, value: string): string[] {
  requireShort(value, `the input ${name}`);
  if (kind === "prose") return value.trim() === "" ? [] : [value];
  const values = kind === "lines" ? value.split(/\r?\n/) : [value];
  return values.map((line) => line.trim()).filter((line) => line !== "");
}

/** What another action takes is said to be there. */
function unknown(variable: string, command: ActionCommand): Fault {
  const name = variable.slice(PREFIX.length).toLowerCase();
  const other = ACTION_COMMANDS.find((one) => actionInputs(one).some((input) => input.name === name));
  const known = actionInputs(command).map((input) => input.name);
  return new Fault("usage", `there is no input ${printable(name)}`, {
    hint:
      other === undefined
        ? `the inputs are ${known.join(", ")}`
        : `${actionName(other)} has it, which this step is not`,
  });
}

/** Whoever misspells `check` must not get a seal. */
function noSuchCommand(said: string): Fault {
  const others = ACTION_COMMANDS.filter((one) => one !== "seal").map(actionName);
  return new Fault("usage", `no action has the command ${printable(said)}`, {
    hint: `remove the input to seal, or use ${others.slice(0, -1).join(", ")} or ${others.at(-1)}`,
  });
}
