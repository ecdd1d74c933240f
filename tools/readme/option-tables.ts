import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { AUDIT_CODES } from "../../src/domain/audit/audit-row.ts";
import { OUTPUTS } from "../../src/doors/action/outputs.ts";
import { COMMAND_NAMES, type Command, type Flag, flagsOf } from "../../src/doors/options/commands.ts";
import { ENVIRONMENT_VARIABLES } from "../../src/doors/options/environment.ts";
import { ACTION_COMMANDS, type ActionCommand, actionInputs, actionName } from "../../src/doors/options/inputs.ts";
import { FAULT_CODES, type FaultCode } from "../../src/kernel/fault-codes.ts";
import { codeSpan, table } from "../../src/kernel/markdown.ts";
import { FAULT_SENTENCES } from "../../src/views/fault/fault-sentences.ts";
import { FAULT_ADVICE } from "./fault-advice.ts";

/** Files with generated parts, and what each part holds. A part stands between `<!-- made: NAME -->` and `<!-- end -->`. */
export const GENERATED = {
  "README.md": ["page digest"],
  "docs/audit.md": ["audit codes"],
  "docs/faults.md": ["faults"],
  "docs/guides/changesets.md": ["example changesets.yml"],
  "docs/guides/containers.md": ["example containers.yml"],
  "docs/guides/crates.md": ["example crates.yml"],
  "docs/guides/dist.md": ["example dist.yml"],
  "docs/guides/gh-release.md": ["example github-release.yml"],
  "docs/guides/goreleaser.md": ["example goreleaser.yml"],
  "docs/guides/matrix.md": ["example matrix.yml"],
  "docs/guides/monorepo.md": ["example monorepo.yml"],
  "docs/guides/npm.md": ["example npm.yml"],
  "docs/guides/private-sigstore.md": ["example private-sigstore.yml"],
  "docs/guides/pypi.md": ["example pypi.yml"],
  "docs/guides/release-please.md": ["example release-please.yml"],
  "docs/guides/semantic-release.md": ["example semantic-release.yml"],
  "docs/verify.md": ["page digest"],
  "docs/reference.md": ["inputs", "outputs", "commands", "environment"],
} as const satisfies Record<string, readonly string[]>;

const PART = /(<!-- made: ([a-z .-]+) -->\n)[\s\S]*?(<!-- end -->)/g;

/** The text with every generated part made anew from the tables of the program; throws on an unknown part. */
export function withTables(text: string): string {
  return text.replace(PART, (_whole, begin: string, name: string, end: string) => `${begin}\n${part(name)}\n\n${end}`);
}

function part(name: string): string {
  switch (name) {
    case "inputs":
      return ACTION_COMMANDS.map(actionTable).join("\n\n");
    case "outputs":
      return outputTable();
    case "commands":
      return COMMAND_NAMES.map(commandTable).join("\n\n");
    case "environment":
      return environmentTable();
    case "faults":
      return faultTable();
    case "page digest":
      return `SHA-256 of \`dist/verify.html\`: ${codeSpan(pageDigest())}`;
    case "audit codes":
      return table(
        ["Code", "Meaning"],
        Object.entries(AUDIT_CODES).map(([code, meaning]) => [codeSpan(code), meaning]),
      );
    default:
      if (name.startsWith("example ")) return exampleWorkflow(name.slice("example ".length));
      throw new Error(`nothing is called ${name}`);
  }
}

/** A workflow of examples/ as it is copied: without the words above it, which the guide says, and with what to replace. */
function exampleWorkflow(name: string): string {
  const text = readFileSync(new URL(`../../examples/${name}`, import.meta.url), "utf8").replace(/^(?:#.*\n)+/, "");
  const hint = `Save it as \`.github/workflows/release.yml\`, and put a [full commit](../publish.md) instead of \`FULL_COMMIT_SHA\`.`;
  return `\`\`\`yaml\n${text}\`\`\`\n\n${hint} The file is [examples/${name}](../../examples/${name}).`;
}

function actionTable(command: ActionCommand): string {
  return `### ${actionName(command)}\n\n${optionTable("Input", actionInputs(command), "")}`;
}

function commandTable(command: Command): string {
  const flags = flagsOf(command);
  const table = flags.length === 0 ? "It has no flags." : optionTable("Flag", flags, "--");
  return `### capsule ${command}\n\n${table}`;
}

function environmentTable(): string {
  const rows = ENVIRONMENT_VARIABLES.map(({ name, description, commands }) => [
    codeSpan(name),
    description,
    commands === "all" ? "all" : commands.map(codeSpan).join(", "),
  ]);
  return table(["Variable", "Meaning", "Commands"], rows);
}

function outputTable(): string {
  const rows = OUTPUTS.map(({ name, description, of }) => [codeSpan(name), description, of.map(codeSpan).join(", ")]);
  return table(["Output", "Meaning", "Actions"], rows);
}

function optionTable(heading: string, options: readonly Flag[], prefix: string): string {
  const rows = options.map((option) => [
    codeSpan(prefix + option.name),
    option.description.replaceAll("<", "&lt;"),
    option.values?.map(codeSpan).join(", ") ?? valuesOf(option, prefix),
    codeSpanOf(option.default ?? option.runnerDefault),
  ]);
  return table([heading, "Meaning", "Values", "Default"], rows);
}

function valuesOf({ kind }: Flag, prefix: string): string {
  if (kind === "switch") return "yes or no";
  if (kind !== "lines") return kind;
  return prefix === "" ? "text, one per line" : "text, may be repeated";
}

function codeSpanOf(text: string | undefined): string {
  return text === undefined ? "" : codeSpan(text);
}

/** Of the page that the last build made. */
function pageDigest(): string {
  const page = readFileSync(new URL("../../dist/verify.html", import.meta.url));
  return createHash("sha256").update(page).digest("hex");
}

function faultTable(): string {
  const codes = Object.keys(FAULT_CODES) as FaultCode[];
  const rows = codes.map((code) => {
    const { exit } = FAULT_CODES[code];
    const sentence = FAULT_SENTENCES[code];
    const { cause, fix } = FAULT_ADVICE[code];
    return [codeSpan(code), String(exit), sentence, cause, fix];
  });
  return table(["Code", "Exit code", "Meaning", "What usually leads to it", "What to do"], rows);
}
