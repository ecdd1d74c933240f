import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import { type OptionValues, readOptionValues } from "../option-values.ts";
import { actionInputs, type Option } from "../options.ts";

const PREFIX = "INPUT_";

/**
 * Reads the inputs from the runner's variables `INPUT_<NAME>`. An empty one counts as not given, as the runner has it;
 * one that the table does not know is refused (P10): the runner only warns, and a misspelt input would change nothing.
 */
export function readInputs(variables: Readonly<Record<string, string | undefined>>): OptionValues {
  const inputs = new Map(actionInputs().map((option) => [PREFIX + option.name.toUpperCase(), option]));
  const given = new Map<string, readonly string[]>();
  for (const [variable, value = ""] of Object.entries(variables)) {
    if (!variable.startsWith(PREFIX)) continue;
    const option = inputs.get(variable.toUpperCase());
    if (option === undefined) throw unknown(variable);
    const values = valuesOf(option, value);
    if (values.length > 0) given.set(option.name, values);
  }
  return readOptionValues(given, (name) => `the input ${name}`);
}

function valuesOf(option: Option, value: string): string[] {
  const values = option.kind === "lines" ? value.split(/\r?\n/) : [value];
  return values.map((line) => line.trim()).filter((line) => line !== "");
}

function unknown(variable: string): Fault {
  const name = variable.slice(PREFIX.length).toLowerCase();
  return new Fault("usage", `there is no input ${printable(name)}`, {
    hint: `the inputs are ${actionInputs()
      .filter(({ planned }) => planned !== true)
      .map((option) => option.name)
      .join(", ")}`,
  });
}
