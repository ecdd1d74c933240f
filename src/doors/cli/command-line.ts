import { Option as Flag, Command as Parser } from "commander";
import { TOOL } from "../../domain/tool.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import { COMMANDS, type Command, flagsOf, type Option } from "../options.ts";
import { COMMAND_TEXTS, PROGRAM_TEXT } from "./command-texts.ts";

export interface ParsedCommand {
  readonly command: Command;
  readonly args: readonly string[];
  /** Raw values by option name. */
  readonly given: ReadonlyMap<string, readonly string[]>;
}

/**
 * The grammar that can read `argv`, made from the option table: every command, with the flags of those that `argv` names (to make
 * all flags took half as long as a verification). `onCommand` is called when a command was parsed; help and version go to
 * `out`. Parsing throws commander's errors, and `usage`.
 */
export function commandLine(
  argv: readonly string[],
  onCommand: (parsed: ParsedCommand) => Promise<void>,
  out: (text: string) => void,
): Parser {
  const parser = new Parser("capsule")
    .description("Seal a release once. Anyone can prove it, anywhere, offline, in one command.")
    .version(TOOL.version, "-V, --version", "print the version of this program")
    .helpCommand(false)
    // Otherwise `seal --version` would print ours.
    .enablePositionalOptions()
    .exitOverride()
    // Long flags leave a narrow column, which is broken into lines all the same.
    .configureHelp({ minWidthToWrap: 24 })
    .configureOutput({ writeOut: out, writeErr: () => undefined })
    .addHelpText("after", `${epilogue(PROGRAM_TEXT)}\n\nHelp for one command: capsule <command> --help`);
  for (const command of COMMANDS) {
    const { arguments: positional, summary } = COMMAND_TEXTS[command];
    const sub = parser.command(`${command} ${positional}`).description(summary);
    if (argv.includes(command)) complete(sub, command, onCommand);
  }
  return parser;
}

function complete(sub: Parser, command: Command, onCommand: (parsed: ParsedCommand) => Promise<void>): void {
  const given = new Map<string, string[]>();
  sub.allowExcessArguments(false);
  for (const option of flagsOf(command)) addFlags(sub, inWordsOf(option, command), given);
  sub.addHelpText("after", epilogue(COMMAND_TEXTS[command]));
  sub.action(() => onCommand({ command, args: sub.args, given }));
}

function addFlags(parser: Parser, option: Option, given: Map<string, string[]>): void {
  for (const [index, name] of [option.name, ...(option.aliases ?? [])].entries()) {
    const flag = new Flag(`--${name}${placeholderOf(option)}`, describe(option));
    parser.addOption(option.planned === true || index > 0 ? flag.hideHelp() : flag);
    parser.on(`option:${name}`, (value: string | null | undefined) => record(option, name, value, given));
  }
}

function inWordsOf(option: Option, command: Command): Option {
  return { ...option, description: option.describedFor?.[command] ?? option.description };
}

function placeholderOf(option: Option): string {
  if (option.planned === true) return " [value]";
  if (option.kind === "switch") return "";
  return ` <${option.values?.join("|") ?? option.placeholder ?? "value"}>`;
}

function describe(option: Option): string {
  const notes = [
    ...(option.kind === "lines" ? ["may be repeated"] : []),
    ...(option.default === undefined ? [] : [`default: ${option.default}`]),
  ];
  return notes.length === 0 ? option.description : `${option.description} (${notes.join("; ")})`;
}

function record(option: Option, name: string, value: string | null | undefined, given: Map<string, string[]>): void {
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

function epilogue({ examples, exits }: typeof PROGRAM_TEXT): string {
  return [
    "",
    "Examples:",
    ...examples.map((example) => `  capsule ${example}`),
    "",
    "Exit codes:",
    ...exits.map(([code, meaning]) => `  ${code}  ${meaning}`),
  ].join("\n");
}
