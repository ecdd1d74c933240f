import { check } from "./check.ts";
import { completion } from "./completion.ts";
import { diff } from "./diff.ts";
import { guide } from "./guide.ts";
import type { CommandDescription, Option } from "./option.ts";
import { roots } from "./roots.ts";
import { sbom } from "./sbom.ts";
import { seal } from "./seal.ts";
import { show } from "./show.ts";
import { signBundle } from "./sign-bundle.ts";
import { verify } from "./verify.ts";
import { verifyBundle } from "./verify-bundle.ts";

/** The commands of the program, in the order of the help. */
export const COMMANDS = {
  seal,
  check,
  verify,
  show,
  guide,
  sbom,
  diff,
  roots,
  completion,
  "sign-bundle": signBundle,
  "verify-bundle": verifyBundle,
} as const satisfies Readonly<Record<string, CommandDescription>>;

export type Command = keyof typeof COMMANDS;
export const COMMAND_NAMES = Object.keys(COMMANDS) as Command[];

/** The options of one command. */
export type OptionsOf<C extends Command> = (typeof COMMANDS)[C]["options"];

export interface Flag extends Option {
  readonly name: string;
}

/** The flags of one command, in the order of its help. */
export function flagsOf(command: Command): readonly Flag[] {
  const { options }: CommandDescription = COMMANDS[command];
  return Object.entries(options)
    .filter(([, { only }]) => only !== "input")
    .map(([name, option]) => ({ name, ...option }));
}
