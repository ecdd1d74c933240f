import { Fault } from "../kernel/fault.ts";
import { printable } from "../kernel/printable.ts";
import { OPTIONS, type Option, type OptionName } from "./options.ts";

/** What was given for each option, checked, with the defaults of the table filled in by the accessors. */
export interface OptionValues {
  /** Undefined where nothing was given and the table has no default. */
  text(name: OptionName): string | undefined;
  /** Empty where nothing was given. */
  lines(name: OptionName): readonly string[];
  isOn(name: OptionName): boolean;
}

/** How the option is called where it was given: `--out` on the command line, `out` as an input. */
export type Spelling = (name: string) => string;

/**
 * Checks raw values against the table. `usage` for an option of a later version, a choice outside its values, a switch
 * that is neither `true` nor `false`, an empty text, a control character (P10, N03).
 */
export function readOptionValues(given: ReadonlyMap<string, readonly string[]>, spelling: Spelling): OptionValues {
  const values = new Map<string, readonly string[]>();
  for (const option of OPTIONS as readonly Option[]) {
    const raw = given.get(option.name);
    if (raw !== undefined) values.set(option.name, checked(option, raw, spelling(option.name)));
  }
  return {
    text: (name) => values.get(name)?.[0] ?? defaultOf(name),
    lines: (name) => values.get(name) ?? [],
    isOn: (name) => (values.get(name)?.[0] ?? defaultOf(name)) === "true",
  };
}

function checked(option: Option, raw: readonly string[], shown: string): readonly string[] {
  if (option.planned === true) {
    throw new Fault("usage", `${shown} is not supported by this version`, {
      hint: `remove ${shown}; it is part of a later version and is never silently ignored`,
    });
  }
  if (option.kind !== "lines" && raw.length > 1) throw new Fault("usage", `${shown} is given more than once`);
  for (const value of raw) checkValue(option, value, shown);
  return raw;
}

function checkValue(option: Option, value: string, shown: string): void {
  if (value === "") throw new Fault("usage", `${shown} is empty`, { hint: `give a value, or remove ${shown}` });
  if (/\p{Cc}/u.test(value)) throw new Fault("usage", `${shown} contains control characters: ${printable(value)}`);
  const values = option.kind === "switch" ? ["true", "false"] : option.values;
  if (values !== undefined && !values.includes(value)) {
    throw new Fault("usage", `${shown} is ${printable(value)}`, { hint: `use ${listed(values)}` });
  }
}

function defaultOf(name: OptionName): string | undefined {
  return (OPTIONS as readonly Option[]).find((option) => option.name === name)?.default;
}

function listed(values: readonly string[]): string {
  return values.length === 1 ? `${values[0]}` : `${values.slice(0, -1).join(", ")} or ${values.at(-1)}`;
}
