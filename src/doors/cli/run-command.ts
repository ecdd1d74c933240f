import type { Command, OptionsOf } from "../options/commands.ts";
import type { OptionValues } from "../options/option-values.ts";
import type { Console } from "./console.ts";

/** Runs one command; resolves to the exit code. */
export type RunCommand<C extends Command> = (
  args: readonly string[],
  values: OptionValues<OptionsOf<C>>,
  io: Console,
) => Promise<number>;
