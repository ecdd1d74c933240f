import { type Help, Command as Parser, Option as ParserOption } from "commander";
import { TOOL } from "../../domain/tool.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import { explained, NARROW } from "../../views/layout.ts";
import { COMMAND_GROUPS, COMMANDS, type Command, type Flag, flagsOf } from "../options/commands.ts";
import { environmentOf } from "../options/environment.ts";
import { type CommandDescription, ENVIRONMENT, REFUSED, USAGE } from "../options/option.ts";
import { NO_COLOR_FLAG } from "../process/take-no-color.ts";

export interface ParsedCommand {
  readonly command: Command;
  readonly args: readonly string[];
  /** Raw values by option name. */
  readonly given: ReadonlyMap<string, readonly string[]>;
}

/** Of the program as a whole. */
const PROGRAM: Pick<CommandDescription, "examples" | "exits"> = {
  examples: ["seal --sigstore local dist/*", "verify --repository owner/tool tool-1.2.3.capsule"],
  exits: [
    [0, "done; for verify: verified"],
    REFUSED,
    USAGE,
    [3, "nothing is false, but something required is missing or was not checked"],
    ENVIRONMENT,
  ],
};

/**
 * The grammar that can read `argv`, made from the option table: every command, with the flags of those that `argv` names (to make
 * all flags took half as long as a verification). `onCommand` is called when a command was parsed; help and version go to
 * `out`. Parsing throws commander's errors, and `usage`.
 */
export function commandLine(
  argv: readonly string[],
  onCommand: (parsed: ParsedCommand) => Promise<void>,
  { out, width = 80 }: { readonly out: (text: string) => void; readonly width?: number },
): Parser {
  const parser = new Parser("capsule")
    .description("Seal a release once. Anyone can prove it, anywhere, offline, in one command.")
    .version(TOOL.version, "-V, --version", "print the version of this program")
    // It is taken before anything is parsed; here it is told of.
    .option(NO_COLOR_FLAG.flag, NO_COLOR_FLAG.description)
    .helpCommand(false)
    // Otherwise `seal --version` would print ours.
    .enablePositionalOptions()
    .exitOverride()
    // Long flags leave a narrow column, which is broken into lines all the same.
    .configureHelp({ minWidthToWrap: 24, helpWidth: width, ...(width < NARROW && { formatItem: narrowItem }) })
    .configureOutput({ writeOut: out, writeErr: () => undefined })
    .addHelpText("after", `${epilogue(PROGRAM, width)}\n\nHelp for one command: capsule help <command>`);
  for (const [title, commands] of COMMAND_GROUPS) {
    for (const command of commands) {
      const { arguments: positional, summary, details }: CommandDescription = COMMANDS[command];
      const sub = parser.command(`${command} ${positional}`).summary(summary).helpGroup(`${title}:`);
      sub.description(details === undefined ? summary : `${summary}\n\n${details}`);
      if (argv.includes(command)) complete(sub, { command, width, onCommand });
    }
  }
  return parser;
}

/** Where two columns have no place, what a word means stands below it. */
function narrowItem(this: Help, term: string, _termWidth: number, description: string): string {
  const lines = this.boxWrap(description, (this.helpWidth ?? NARROW) - 4).split("\n");
  return [`  ${term}`, ...(description === "" ? [] : lines.map((line) => `    ${line}`))].join("\n");
}

interface Completed {
  readonly command: Command;
  readonly width: number;
  readonly onCommand: (parsed: ParsedCommand) => Promise<void>;
}

function complete(sub: Parser, { command, width, onCommand }: Completed): void {
  const given = new Map<string, string[]>();
  sub.allowExcessArguments(false);
  for (const option of flagsOf(command)) addFlags(sub, option, given);
  sub.addHelpText("after", epilogue(COMMANDS[command], width, command));
  sub.action(() => onCommand({ command, args: sub.args, given }));
}

function addFlags(parser: Parser, option: Flag, given: Map<string, string[]>): void {
  for (const [index, name] of [option.name, ...(option.aliases ?? [])].entries()) {
    const flag = new ParserOption(`--${name}${placeholderOf(option)}`, describe(option));
    parser.addOption(index > 0 ? flag.hideHelp() : flag);
    parser.on(`option:${name}`, (value: string | null | undefined) => record(option, name, value, given));
  }
}

function placeholderOf(option: Flag): string {
  if (option.kind === "switch") return "";
  return ` <${option.values?.join("|") ?? option.placeholder ?? "value"}>`;
}

function describe(option: Flag): string {
  const notes = [
    ...(option.kind === "lines" ? ["may be repeated"] : []),
    ...(option.default === undefined ? [] : [`default: ${option.default}`]),
  ];
  return notes.length === 0 ? option.description : `${option.description} (${notes.join("; ")})`;
}

function record(option: Flag, name: string, value: string | null | undefined, given: Map<string, string[]>): void {
  if (typeof value === "string" && value.startsWith("--")) throw missingValue(name, value);
  const text = typeof value === "string" ? value : "true";
  const values = given.get(option.name) ?? [];
  // A switch says the same however often it is given.
  if (option.kind === "switch" && values.length > 0) return;
  given.set(option.name, [...values, text]);
}

/** `--out --json`: the next flag was taken for the value. */
function missingValue(name: string, value: string): Fault {
  const hint = name === "version" ? ownVersion : `write --${name} followed by its value`;
  return new Fault("usage", `--${name} has no value, ${printable(value)} is a flag`, { hint });
}

/** For `seal --version` without a value. */
export const ownVersion = "--version of a command takes the version of the release; capsule --version prints our own";

function epilogue(
  { examples, exits }: Pick<CommandDescription, "examples" | "exits">,
  width: number,
  command?: Command,
): string {
  const page = { width, paint: (_style: unknown, text: string) => text };
  return [
    "",
    "Examples:",
    ...examples.map((example) => `  capsule ${example}`),
    "",
    "Exit codes:",
    ...explained(
      exits.map(([code, meaning]) => [String(code), meaning]),
      page,
    ),
    "",
    "Environment:",
    ...explained(
      environmentOf(command).map(({ name, description }) => [name, description]),
      page,
    ),
  ].join("\n");
}
