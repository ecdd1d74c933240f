import type { Command, OptionsOf } from "../options/commands.ts";
import type { OptionValues } from "../options/option-values.ts";
import type { Console } from "./console.ts";

/** Runs one command; resolves to the exit code. `World` is what it needs of the console. */
export type RunCommand<C extends Command, World = Console> = (
  args: readonly string[],
  values: OptionValues<OptionsOf<C>>,
  io: World,
) => Promise<number>;
