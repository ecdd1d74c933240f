import { COMMANDS } from "./commands.ts";
import type { Option, Options } from "./option.ts";

/** The Action runs these commands. */
export const ACTION_COMMANDS = ["seal", "check", "verify"] as const;
export type ActionCommand = (typeof ACTION_COMMANDS)[number];

/** Inputs that every command of the Action has. */
export const ACTION_OPTIONS = {
  command: { kind: "choice", values: ACTION_COMMANDS, default: "seal", description: "what to do", only: "input" },
  assets: {
    kind: "lines",
    description: "files, folders and patterns to seal; with `command: verify`, the capsule and then its assets",
    only: "input",
  },
  summary: {
    kind: "switch",
    default: "true",
    description: "write a summary of the result to the page of the run",
    only: "input",
  },
} as const satisfies Options;

export interface Input extends Option {
  readonly name: string;
}

/** The inputs of the Action, each once: what several commands have as an input is the same input. */
export const INPUTS: readonly Input[] = [...inputsByName().values()];

function inputsByName(): Map<string, Input> {
  const found = new Map<string, Input>();
  const tables: readonly Options[] = [ACTION_OPTIONS, ...ACTION_COMMANDS.map((command) => COMMANDS[command].options)];
  for (const [name, option] of tables.flatMap((options) => Object.entries(options))) {
    const input = option.input ?? name;
    if (option.only !== "flag" && !found.has(input)) found.set(input, { ...option, name: input });
  }
  return found;
}

/** The inputs of an action that runs one command alone, in the order of its help. */
export function inputsOfCommand(command: Exclude<ActionCommand, "seal">): Input[] {
  const options: Options = COMMANDS[command].options;
  const { summary } = ACTION_OPTIONS;
  const own = Object.entries(options).flatMap(([name, option]) =>
    option.only === "flag" ? [] : [{ ...option, ...OF_READERS[name], name: option.input ?? name }],
  );
  return [
    { ...ACTION_OPTIONS.assets, name: "assets", description: ASSETS[command] },
    ...own,
    { ...summary, name: "summary" },
  ];
}

/** What an input means where nothing is published. */
const OF_READERS: Readonly<Record<string, Pick<Option, "description">>> = {
  "github-token": { description: "token with which GitHub is asked about the source; needs contents: read" },
};

/** What `assets` are for each. */
const ASSETS = {
  verify: "the capsule or other evidence first, then the files to check; files, folders and patterns",
  check: "files, folders and patterns that shall be sealed",
};

/** What an input means: of which command it is, if that is not sealing, and how it is written. */
export function inputDescription({ name, kind }: Input): string {
  const ofVerify = described("verify", name);
  const ofSeal = described("seal", name) ?? described("check", name);
  const base = ofSeal ?? (ofVerify === undefined ? undefined : `${VERIFYING}: ${ofVerify}`);
  const own = Object.entries(ACTION_OPTIONS).find(([one]) => one === name)?.[1].description;
  return [
    ...[base ?? own ?? ""],
    ...(kind === "lines" ? ["one per line"] : []),
    ...(ofSeal === undefined || ofVerify === undefined || ofVerify === ofSeal ? [] : [`${VERIFYING}: ${ofVerify}`]),
  ].join("; ");
}

const VERIFYING = "with `command: verify`";

function described(command: ActionCommand, name: string): string | undefined {
  const options: Options = COMMANDS[command].options;
  return Object.entries(options).find(([own, { input, only }]) => only !== "flag" && (input ?? own) === name)?.[1]
    .description;
}
