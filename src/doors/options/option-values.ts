import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import type { Option, Options } from "./option.ts";

/** The names of the options of a kind. */
type Named<O extends Options, Kind extends Option["kind"]> = {
  [Name in keyof O]: O[Name]["kind"] extends Kind ? Name : never;
}[keyof O];

/** `string` if the option has a default, else it may be undefined. */
type TextOf<O extends Option> = O extends { readonly default: string } ? string : string | undefined;
type ChoiceOf<O extends Option> = O extends { readonly values: readonly (infer Value)[] } ? Value : never;

/** What was given for the options of a command, checked, with the defaults of its table filled in. */
export interface OptionValues<O extends Options> {
  text<Name extends Named<O, "text" | "prose">>(name: Name): TextOf<O[Name]>;
  choice<Name extends Named<O, "choice">>(name: Name): ChoiceOf<O[Name]>;
  /** Empty if nothing was given. */
  lines<Name extends Named<O, "lines">>(name: Name): readonly string[];
  isOn<Name extends Named<O, "switch">>(name: Name): boolean;
  /** Whether the option was given at all. */
  isGiven(name: keyof O): boolean;
  /** All that was given, for a command that hands some of it on. */
  readonly given: GivenValues;
  /** How the option is called where it was given: `--out` on the command line, `the input out` in the Action. */
  spelling(name: keyof O): string;
}

/** Options of another command that mean the same: each describes them in its own words. */
export type Reworded<O extends Options> = {
  readonly [Name in keyof O]: Omit<O[Name], "description"> & { readonly description: string };
};

/** What was given, by the name of the option. */
export type GivenValues = ReadonlyMap<string, readonly string[]>;
export type OptionNaming = (name: string, option: Option) => string;

/** Linux hands over no longer argument or variable; the longest of a value that is of use is a list of files. */
const MAX_VALUE_CHARACTERS = 128 * 1024;
/** As many lines as a value of that length can have. */
const MAX_VALUES = MAX_VALUE_CHARACTERS / 2;

/**
 * Checks raw values against a table. `usage` for a choice outside its values, a switch that is neither `true` nor `false`, an
 * empty text, a control character (P10, N03), more or longer values than a system hands over, a token of GitHub where none belongs.
 */
export function readOptionValues<const O extends Options>(
  given: GivenValues,
  options: O,
  spell: OptionNaming,
): OptionValues<O> {
  const named: ReadonlyMap<unknown, Option> = new Map(Object.entries(options));
  const spelling = (name: keyof O): string => spell(String(name), named.get(name) ?? UNKNOWN);
  for (const [name, option] of Object.entries(options)) {
    const raw = given.get(name);
    if (raw === undefined) continue;
    if (name !== "github-token") for (const value of raw) refuseToken(value, spelling(name));
    check(option, raw, spelling(name));
  }
  const first = (name: keyof O): string | undefined => given.get(String(name))?.[0] ?? named.get(name)?.default;
  return {
    text: (name) => first(name) as TextOf<O[typeof name]>,
    choice: (name) => first(name) as ChoiceOf<O[typeof name]>,
    lines: (name) => given.get(String(name)) ?? [],
    isOn: (name) => first(name) === "true",
    isGiven: (name) => given.has(String(name)),
    given,
    spelling,
  };
}

/** The same values, with this text for one option. */
export function withText<O extends Options, const Name extends Named<O, "text">>(
  values: OptionValues<O>,
  option: Name,
  text: TextOf<O[Name]> & string,
): OptionValues<O> {
  return {
    ...values,
    text: (name) => (String(name) === option ? (text as TextOf<O[typeof name]>) : values.text(name)),
  };
}

const UNKNOWN: Option = { kind: "text", description: "" };

function check(option: Option, raw: readonly string[], shown: string): void {
  if (option.kind !== "lines" && raw.length > 1) throw new Fault("usage", `${shown} is given more than once`);
  if (raw.length > MAX_VALUES) throw new Fault("usage", `${shown} is given more than ${MAX_VALUES} times`);
  for (const value of raw) requireValue(option, value, shown);
}

function requireValue(option: Option, value: string, shown: string): void {
  if (value === "") throw new Fault("usage", `${shown} is empty`, { hint: `give a value, or remove ${shown}` });
  requireShort(value, shown);
  // Read by whoever knows what it is, with its lines.
  if (option.kind === "prose") return;
  if (/[^ -~\u00a0-\uffff]/.test(value)) {
    // Not shown: a key that somebody wrote where its path belongs has several lines.
    throw new Fault("usage", `${shown} contains control characters or several lines`, {
      hint: "write it in one line, and name a key or a passphrase by the path of its file",
    });
  }
  const values = option.kind === "switch" ? ["true", "false"] : option.values;
  if (values !== undefined && !values.includes(value)) {
    throw new Fault("usage", `${shown} is ${printable(value)}`, { hint: `use ${listed(values)}` });
  }
}

/** The forms of GitHub's tokens, by their prefixes. */
const TOKEN = /gh[opsur]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{22}/;

/** Not shown, for a log and the page of a run are often public, and notes become so. Fault: `usage`. */
export function refuseToken(value: string, shown: string): void {
  if (!TOKEN.test(value)) return;
  throw new Fault("usage", `${shown} holds a token of GitHub`, {
    hint: "remove it there, and revoke it if it stands in a file or in the history of a shell",
  });
}

/** Before a value is taken apart. Fault: `usage`. */
export function requireShort(value: string, shown: string): void {
  if (value.length > MAX_VALUE_CHARACTERS) {
    throw new Fault("usage", `${shown} has more than ${MAX_VALUE_CHARACTERS} characters`);
  }
}

function listed(values: readonly string[]): string {
  return values.length === 1 ? `${values[0]}` : `${values.slice(0, -1).join(", ")} or ${values.at(-1)}`;
}
