import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import { COMMANDS, type OptionsOf } from "../options/commands.ts";
import { ACTION_OPTIONS, type ActionCommand, INPUTS, type Input } from "../options/inputs.ts";
import type { Options } from "../options/option.ts";
import { type GivenValues, type OptionValues, readOptionValues, requireShort } from "../options/option-values.ts";

const PREFIX = "INPUT_";

/** The inputs of one step. */
export interface Inputs {
  readonly command: ActionCommand;
  /** The lines of the input `assets`. */
  readonly assets: readonly string[];
  /** Whether a summary is written to the page of the run. */
  readonly summary: boolean;
  /** What was given for the options of a command. Fault: `usage`. */
  of<C extends ActionCommand>(command: C): OptionValues<OptionsOf<C>>;
}

/**
 * Reads the inputs from the runner's variables `INPUT_<NAME>`. An empty one counts as not given, as the runner has it, which
 * sets all that action.yml names, so that none of them is a variable of the job. Of others it does not tell where they are
 * from: one with a hyphen is not a variable that people set, and is refused (P10), for a misspelt input would change nothing.
 * One without may be of the job (W13): `ignored` is told of it; if it stood under `with`, the runner warns, too.
 */
export function readInputs(
  variables: Readonly<Record<string, string | undefined>>,
  ignored: (variable: string) => void,
): Inputs {
  const inputs = new Map(INPUTS.map((input) => [PREFIX + input.name.toUpperCase(), input]));
  const given = new Map<string, readonly string[]>();
  for (const [variable, value = ""] of Object.entries(variables)) {
    if (!variable.startsWith(PREFIX)) continue;
    const input = inputs.get(variable.toUpperCase());
    if (input === undefined) {
      if (variable.includes("-")) throw unknown(variable);
      ignored(variable);
      continue;
    }
    const values = valuesOf(input, value);
    if (values.length > 0) given.set(input.name, values);
  }
  const own = readOptionValues(given, ACTION_OPTIONS, (name) => `the input ${name}`);
  return {
    command: own.choice("command"),
    assets: own.lines("assets"),
    summary: own.isOn("summary"),
    of: (command) => optionValues(COMMANDS[command].options, given),
  };
}

function optionValues<O extends Options>(options: O, inputs: GivenValues): OptionValues<O> {
  const given = new Map(
    Object.entries(options).flatMap(([name, { only, input = name }]) => {
      const values = only === "flag" ? undefined : inputs.get(input);
      return values === undefined ? [] : [[name, values] as const];
    }),
  );
  return readOptionValues(given, options, (name, { input = name }) => `the input ${input}`);
}

function valuesOf({ kind, name }: Input, value: string): string[] {
  requireShort(value, `the input ${name}`);
  const values = kind === "lines" ? value.split(/\r?\n/) : [value];
  return values.map((line) => line.trim()).filter((line) => line !== "");
}

function unknown(variable: string): Fault {
  const name = variable.slice(PREFIX.length).toLowerCase();
  return new Fault("usage", `there is no input ${printable(name)}`, {
    hint: `the inputs are ${INPUTS.map((input) => input.name).join(", ")}`,
  });
}
