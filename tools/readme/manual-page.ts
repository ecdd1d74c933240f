import { TOOL } from "../../src/domain/tool.ts";
import { COMMAND_GROUPS, COMMANDS, type Command, type Flag, flagsOf } from "../../src/doors/options/commands.ts";
import { ENVIRONMENT_VARIABLES } from "../../src/doors/options/environment.ts";
import type { CommandDescription } from "../../src/doors/options/option.ts";

/** The manual page `capsule(1)` in man(7), made from the tables that make the help. https://man7.org/linux/man-pages/man7/groff_man.7.html */
export function manualPage(): string {
  const lines = [
    `.TH CAPSULE 1 "" "capsule ${TOOL.version}" "User Commands"`,
    ".SH NAME",
    "capsule \\- seal a release once, and let anyone prove it",
    ".SH SYNOPSIS",
    ...Object.keys(COMMANDS).flatMap((command) => synopsis(command as Command)),
    ".SH DESCRIPTION",
    text(
      "capsule signs the files of a release, describes what is inside of them and where they come from, and packs all of it into one file, the capsule. With the capsule anybody verifies the files, offline.",
    ),
    ".PP",
    text("Instead of a file to read, - is what is piped in."),
    ".SH COMMANDS",
    ...COMMAND_GROUPS.flatMap(([title, commands]) => [`.SS ${quoted(title)}`, ...commands.flatMap(section)]),
    ".SH ENVIRONMENT",
    ...ENVIRONMENT_VARIABLES.flatMap(({ name, description, commands }) => [
      ".TP",
      `.B ${roff(name)}`,
      text(`${description}${commands === "all" ? "" : ` (${commands.join(", ")})`}`),
    ]),
    ".SH EXIT STATUS",
    ...EXITS.flatMap(([code, meaning]) => [".TP", `.B ${code}`, text(meaning)]),
    ".SH FILES",
    ".TP",
    ".I release/manifest.yaml",
    text("what a release of this repository must be, which seal and check read"),
    ".SH SEE ALSO",
    ".BR cosign (1),",
    ".BR gh (1),",
    ".BR sha256sum (1)",
  ];
  return `${lines.join("\n")}\n`;
}

const EXITS = [
  [0, "done; for verify: verified"],
  [1, "something was read and refused"],
  [2, "the command line or a configuration is wrong"],
  [3, "nothing is false, but something required is missing or was not checked"],
  [4, "a file could not be read or written, or a service failed"],
] as const;

function synopsis(command: Command): string[] {
  return [".br", `.B capsule ${roff(command)}`, `.RI ${quoted(`[options] ${COMMANDS[command].arguments}`)}`];
}

function section(command: Command): string[] {
  const { summary, details, arguments: words, examples }: CommandDescription = COMMANDS[command];
  return [
    ".PP",
    `.B capsule ${roff(command)}`,
    `.RI ${quoted(words)}`,
    ".RS 4",
    text(details === undefined ? `${summary}.` : `${summary}. ${details}`),
    ...flagsOf(command).flatMap(flag),
    ".PP",
    "Examples:",
    ".PP",
    ".EX",
    ...examples.map((example) => roff(`capsule ${example}`)),
    ".EE",
    ".RE",
  ];
}

function flag(option: Flag): string[] {
  const { name, kind, values, placeholder, description } = option;
  const value = kind === "switch" ? "" : ` ${values?.join("|") ?? placeholder ?? "value"}`;
  const notes = [
    ...(kind === "lines" ? ["may be repeated"] : []),
    ...(option.default === undefined ? [] : [`default: ${option.default}`]),
  ];
  return [
    ".TP",
    `.BI ${quoted(`--${name}`)} ${quoted(value)}`.trimEnd(),
    text(notes.length === 0 ? description : `${description} (${notes.join("; ")})`),
  ];
}

/** A paragraph, whose first character no formatter takes for a request. */
function text(words: string): string {
  const shown = roff(words);
  return /^[.']/.test(shown) ? `\\&${shown}` : shown;
}

function quoted(words: string): string {
  return `"${roff(words).replaceAll('"', "\\(dq")}"`;
}

/** Backslash, and a minus that is to be copied as such. */
function roff(words: string): string {
  return words.replaceAll("\\", "\\e").replaceAll("-", "\\-").replaceAll("…", "...");
}
