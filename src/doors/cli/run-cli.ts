import { CommanderError } from "commander";
import { Fault } from "../../kernel/fault.ts";
import { FAULT_CODES } from "../../kernel/fault-codes.ts";
import { jsonText } from "../../kernel/json-text.ts";
import { faultJson } from "../../views/fault/fault-json.ts";
import { faultText } from "../../views/fault/fault-text.ts";
import { asFlag } from "../options/as-flag.ts";
import { COMMANDS, type Command, type OptionsOf } from "../options/commands.ts";
import { readOptionValues, refuseToken } from "../options/option-values.ts";
import { asFault, debugText } from "../process/as-fault.ts";
import { commandLine, ownVersion, type ParsedCommand } from "./command-line.ts";
import { COMMAND_LOADERS } from "./command-loaders.ts";
import type { Console } from "./console.ts";

/**
 * Runs the program with the arguments after its name; resolves to the exit code: 0, or that of the fault, which is written
 * as one sentence and a hint to `err`, and with `--json` as an object to `out`.
 */
export async function runCli(argv: readonly string[], io: Console): Promise<number> {
  try {
    return await run(argv, io);
  } catch (error) {
    const fault = asFault(error);
    io.err(`${faultText(fault, asFlag)}\n${debugText(error, io.env)}`);
    if (wantsJson(argv)) io.out(jsonText(faultJson(fault, asFlag)));
    return FAULT_CODES[fault.code].exit;
  }
}

async function run(given: readonly string[], io: Console): Promise<number> {
  let exitCode = 0;
  const onCommand = async ({ command, args, given }: ParsedCommand): Promise<void> => {
    exitCode = await start(command, { args, given }, io);
  };
  const isEmpty = given.length === 0;
  const argv = isEmpty ? ["--help"] : asFlags(given);
  const parser = commandLine(argv, onCommand, { out: isEmpty ? io.err : io.out, ...(io.width && { width: io.width }) });
  try {
    await parser.parseAsync(argv, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode !== 0) throw usage(error);
  }
  return isEmpty ? FAULT_CODES.usage.exit : exitCode;
}

/** `help`, `help seal` and `version`, as other programs have them. */
function asFlags([first, second, ...rest]: readonly string[]): readonly string[] {
  if (first === "version" && second === undefined) return ["--version"];
  if (first !== "help") return [first, second, ...rest].filter((word) => word !== undefined);
  if (second === undefined) return ["--help"];
  // Any other word is refused, not answered.
  return Object.hasOwn(COMMANDS, second) ? [second, "--help"] : [second];
}

async function start<C extends Command>(
  command: C,
  { args, given }: Pick<ParsedCommand, "args" | "given">,
  io: Console,
): Promise<number> {
  for (const word of args) refuseToken(word, "the command line");
  const values = readOptionValues<OptionsOf<C>>(given, COMMANDS[command].options, (name) => `--${name}`);
  const runCommand = await COMMAND_LOADERS[command]();
  return runCommand(args, values, io);
}

/** Commander's message is `error: …`, with a suggestion in parentheses on a second line. */
function usage(error: CommanderError): Fault {
  // Of an unknown option the whole word is told.
  refuseToken(error.message, "the command line");
  const [message = "", suggestion = ""] = error.message.replace(/^error: /, "").split("\n");
  if (error.code === "commander.optionMissingArgument" && message.includes("--version")) {
    return new Fault("usage", message, { hint: ownVersion });
  }
  const words = suggestion.replace(/^\(|\)$/g, "");
  return new Fault("usage", message, {
    hint: words === "" ? "capsule help lists the commands, and capsule help <command> its flags" : words,
  });
}

function wantsJson(argv: readonly string[]): boolean {
  const end = argv.indexOf("--");
  return argv.slice(0, end < 0 ? argv.length : end).includes("--json");
}
