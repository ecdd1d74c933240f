import type { OptionValues } from "../option-values.ts";
import type { Console } from "./console.ts";

/** Runs one command; resolves to the exit code. */
export type RunCommand = (args: readonly string[], values: OptionValues, io: Console) => Promise<number>;
