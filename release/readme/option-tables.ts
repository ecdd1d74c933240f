import { actionInputs, COMMANDS, type Command, flagsOf, type Option } from "../../src/doors/options.ts";
import { FAULT_CODES } from "../../src/kernel/fault-codes.ts";
import { codeSpan, table } from "../../src/kernel/markdown.ts";

/** Files with generated parts, and what each part holds. A part stands between `<!-- made: NAME -->` and `<!-- end -->`. */
export const GENERATED = {
  "README.md": ["inputs", ...COMMANDS.filter((command) => command !== "guide").map((command) => `flags ${command}`)],
  "docs/faults.md": ["faults"],
} as const satisfies Record<string, readonly string[]>;

const PART = /(<!-- made: ([a-z ]+) -->\n)[\s\S]*?(<!-- end -->)/g;

/** The text with every generated part made anew from the tables of the program; throws on an unknown part. */
export function withTables(text: string): string {
  return text.replace(PART, (_whole, begin: string, name: string, end: string) => `${begin}\n${part(name)}\n\n${end}`);
}

function part(name: string): string {
  const [kind, command] = name.split(" ");
  if (kind === "inputs") return optionTable("Input", actionInputs(), "");
  if (kind === "flags" && isCommand(command)) return optionTable("Flag", flagsOf(command), "--");
  if (kind === "faults") return faultTable();
  throw new Error(`nothing is called ${name}`);
}

function isCommand(name: string | undefined): name is Command {
  return (COMMANDS as readonly (string | undefined)[]).includes(name);
}

function optionTable(heading: string, options: readonly Option[], prefix: string): string {
  const rows = options
    .filter(({ planned }) => planned !== true)
    .map((option) => [
      codeSpan(prefix + option.name),
      option.description.replaceAll("<", "&lt;"),
      option.values?.map(codeSpan).join(", ") ?? (option.kind === "switch" ? "yes or no" : option.kind),
      codeSpanOf(option.default ?? option.runnerDefault),
    ]);
  return table([heading, "Meaning", "Values", "Default"], rows);
}

function codeSpanOf(text: string | undefined): string {
  return text === undefined ? "" : codeSpan(text);
}

function faultTable(): string {
  const rows = Object.entries(FAULT_CODES).map(([code, { exit, sentence }]) => [
    codeSpan(code),
    String(exit),
    sentence,
  ]);
  return table(["Code", "Exit code", "Meaning"], rows);
}
