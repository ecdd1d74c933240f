import { OUTPUTS } from "../../src/doors/action/outputs.ts";
import {
  actionInputs,
  COMMANDS,
  type Command,
  flagsOf,
  inputDescription,
  OPTIONS,
  type Option,
} from "../../src/doors/options.ts";
import { FAULT_CODES } from "../../src/kernel/fault-codes.ts";
import { codeSpan, table } from "../../src/kernel/markdown.ts";

/** Files with generated parts, and what each part holds. A part stands between `<!-- made: NAME -->` and `<!-- end -->`. */
export const GENERATED = {
  "README.md": ["inputs", "outputs", "commands", "planned"],
  "docs/faults.md": ["faults"],
} as const satisfies Record<string, readonly string[]>;

const PART = /(<!-- made: ([a-z ]+) -->\n)[\s\S]*?(<!-- end -->)/g;

/** The text with every generated part made anew from the tables of the program; throws on an unknown part. */
export function withTables(text: string): string {
  return text.replace(PART, (_whole, begin: string, name: string, end: string) => `${begin}\n${part(name)}\n\n${end}`);
}

function part(name: string): string {
  switch (name) {
    case "inputs":
      return folded("All inputs", optionTable("Input", actionInputs().map(inWords), ""));
    case "outputs":
      return folded("All outputs", outputTable());
    case "commands":
      return COMMANDS.map(commandTable).join("\n\n");
    case "planned":
      return `${plannedNames().map(codeSpan).join(", ")}.`;
    case "faults":
      return faultTable();
    default:
      throw new Error(`nothing is called ${name}`);
  }
}

function inWords(option: Option): Option {
  return { ...option, description: inputDescription(option) };
}

function commandTable(command: Command): string {
  const flags = flagsOf(command)
    .filter(({ planned }) => planned !== true)
    .map((option) => ({ ...option, description: option.describedFor?.[command] ?? option.description }));
  const table = flags.length === 0 ? "It has no flags." : optionTable("Flag", flags, "--");
  return folded(`<code>capsule ${command}</code>`, table);
}

function outputTable(): string {
  const rows = OUTPUTS.map(({ name, description }) => [codeSpan(name), description]);
  return table(["Output", "Meaning"], rows);
}

function plannedNames(): string[] {
  return (OPTIONS as readonly Option[]).filter(({ planned }) => planned === true).map(({ name }) => name);
}

function folded(summary: string, content: string): string {
  return `<details><summary>${summary}</summary>\n\n${content}\n\n</details>`;
}

function optionTable(heading: string, options: readonly Option[], prefix: string): string {
  const rows = options
    .filter(({ planned }) => planned !== true)
    .map((option) => [
      codeSpan(prefix + option.name),
      option.description.replaceAll("<", "&lt;"),
      option.values?.map(codeSpan).join(", ") ?? valuesOf(option, prefix),
      codeSpanOf(option.default ?? option.runnerDefault),
    ]);
  return table([heading, "Meaning", "Values", "Default"], rows);
}

function valuesOf({ kind }: Option, prefix: string): string {
  if (kind === "switch") return "yes or no";
  return kind === "lines" && prefix !== "" ? "text, may be repeated" : kind;
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
