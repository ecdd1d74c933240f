/** One option: a flag of its command and an input of the Action, which behave alike. */
export interface Option {
  /** `lines` may be given several times as a flag, and one per line as an input; `prose` is an input of any number of lines. */
  readonly kind: "text" | "choice" | "switch" | "lines" | "prose";
  /** Of a choice. */
  readonly values?: readonly string[];
  /** What holds if nothing is given; shown in help and action.yml. */
  readonly default?: string;
  /** An expression that the runner evaluates if the input is not given; it stands in action.yml alone. */
  readonly runnerDefault?: string;
  /** For the help: what stands for the value. */
  readonly placeholder?: string;
  /** One sentence without a full stop. */
  readonly description: string;
  /** Other spellings of the flag, as other verifiers know it. */
  readonly aliases?: readonly string[];
  /** Set if it can be given on the command line alone, or in the Action alone. */
  readonly only?: "flag" | "input";
}

/** The options of a command by name, in kebab case, in the order of the help. */
export type Options = Readonly<Record<string, Option>>;

/** A command: help, completion, action.yml and the tables of the reference are made from this and nothing else. */
export interface CommandDescription {
  /** In commander's notation; `-` instead of a file is what is piped in. */
  readonly arguments: string;
  /** One line among all commands. */
  readonly summary: string;
  /** What the help of the command itself says further, in sentences. */
  readonly details?: string;
  readonly examples: readonly string[];
  /** Exit codes and what they mean for this command. */
  readonly exits: readonly (readonly [number, string])[];
  readonly options: Options;
}

export const REFUSED = [1, "something was read and refused"] as const;
export const USAGE = [2, "the command line is wrong"] as const;
export const ENVIRONMENT = [4, "a file could not be read or written, or a service failed"] as const;
