import { quoteSh } from "../../kernel/shell.ts";
import { COMMAND_NAMES, COMMANDS, type Command, type Flag, flagsOf } from "../options/commands.ts";
import { IMAGE_ACTIONS } from "../options/image.ts";
import { ROOTS_ACTIONS } from "../options/roots.ts";
import { VOUCH_ACTIONS } from "../options/vouch.ts";
import { NO_COLOR_FLAG } from "../process/take-no-color.ts";

export const COMPLETION_SHELLS = ["bash", "zsh", "fish", "powershell"] as const;
export type CompletionShell = (typeof COMPLETION_SHELLS)[number];

/** What a shell reads to complete commands, flags and their values; made from the option table. */
export function completionScript(shell: CompletionShell): string {
  return `${SCRIPTS[shell]().join("\n")}\n`;
}

const SCRIPTS: Readonly<Record<CompletionShell, () => string[]>> = { bash, zsh, fish, powershell };

interface CommandFlags {
  readonly command: Command;
  readonly summary: string;
  readonly flags: readonly Flag[];
}

function commands(): CommandFlags[] {
  return COMMAND_NAMES.map((command) => ({
    command,
    summary: COMMANDS[command].summary,
    flags: flagsOf(command),
  }));
}

/** Flags that stand in no table of a command. */
const OF_EVERY_COMMAND = [{ flag: "--help", description: "print the help of this command" }, NO_COLOR_FLAG] as const;
const OF_THE_PROGRAM = [
  { flag: "--help", description: "print the help of this program" },
  { flag: "--version", description: "print the version of this program" },
  NO_COLOR_FLAG,
] as const;

const EVERY_FLAG = OF_EVERY_COMMAND.map(({ flag }) => flag);
const PROGRAM_FLAGS = OF_THE_PROGRAM.map(({ flag }) => flag);

/** The values that can stand after the command's name. */
function operands(command: Command): readonly string[] {
  if (command === "roots") return ROOTS_ACTIONS;
  if (command === "vouch") return VOUCH_ACTIONS;
  if (command === "image") return IMAGE_ACTIONS;
  return command === "completion" ? COMPLETION_SHELLS : [];
}

function bash(): string[] {
  const words = (list: readonly string[]): string => `COMPREPLY=($(compgen -W ${quoteSh(list.join(" "))} -- "$cur"))`;
  return [
    "# capsule completion bash: source this file, or put it where bash-completion looks",
    "_capsule() {",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a shell reads it
    "  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} command=${COMP_WORDS[1]}",
    "  COMPREPLY=()",
    `  if [ "$COMP_CWORD" -eq 1 ]; then`,
    `    case "$cur" in -*) ${words(PROGRAM_FLAGS)} ;; *) ${words(COMMAND_NAMES)} ;; esac`,
    "    return",
    "  fi",
    '  case "$command $prev" in',
    ...commands().flatMap(({ command, flags }) =>
      flags.flatMap(({ name, values }) =>
        values === undefined ? [] : [`    '${command} --${name}') ${words(values)}; return ;;`],
      ),
    ),
    "  esac",
    '  case "$command $cur" in',
    ...commands().flatMap(({ command, flags }) => [
      `    '${command} -'*) ${words([...EVERY_FLAG, ...flags.map(({ name }) => `--${name}`)])} ;;`,
      ...(operands(command).length === 0 ? [] : [`    '${command} '*) ${words(operands(command))} ;;`]),
    ]),
    "  esac",
    "}",
    "complete -o default -F _capsule capsule",
  ];
}

function zsh(): string[] {
  const described = (text: string): string => text.replace(/[\\[\]:]/g, "\\$&");
  const argument = ({ name, kind, values, placeholder, description }: Flag): string => {
    const value = kind === "switch" ? "" : `:${placeholder ?? "value"}:${valuesOf(values)}`;
    return quoteSh(`${kind === "lines" ? "*" : ""}--${name}[${described(description)}]${value}`);
  };
  const valuesOf = (values: readonly string[] | undefined): string =>
    values === undefined ? "_files" : `(${values.join(" ")})`;
  const everyFlag = OF_EVERY_COMMAND.map(({ flag, description }) => quoteSh(`${flag}[${described(description)}]`));
  return [
    "#compdef capsule",
    "# capsule completion zsh: source this file, or put it as _capsule into a folder of fpath",
    "_capsule() {",
    "  if (( CURRENT == 2 )); then",
    `    [[ $PREFIX == -* ]] && { compadd -- ${PROGRAM_FLAGS.join(" ")}; return; }`,
    `    local -a commands; commands=(${commands()
      .map(({ command, summary }) => quoteSh(`${command}:${summary}`))
      .join(" ")})`,
    "    _describe command commands; return",
    "  fi",
    "  local command=$words[2]",
    "  shift words; (( CURRENT-- ))",
    "  case $command in",
    ...commands().map(({ command, flags }) => {
      const rest = operands(command).length === 0 ? "'*:file:_files'" : `':shell:(${operands(command).join(" ")})'`;
      return `    ${command}) _arguments ${[...everyFlag, ...flags.map(argument), rest].join(" ")} ;;`;
    }),
    "  esac",
    "}",
    // From fpath the file itself is the function, and is run for the first word that is completed.
    'if [[ $funcstack[1] == _capsule ]]; then _capsule "$@"; else compdef _capsule capsule; fi',
  ];
}

function fish(): string[] {
  const long = (flag: string): string => flag.replace(/^--/, "-l ");
  const when = (command: Command): string => quoteSh(`__fish_seen_subcommand_from ${command}`);
  return [
    "# capsule completion fish: source this file, or put it as capsule.fish into a completions folder",
    ...OF_THE_PROGRAM.map(
      ({ flag, description }) =>
        `complete -c capsule -n __fish_use_subcommand ${long(flag)} -d ${quoteSh(description)}`,
    ),
    ...commands().flatMap(({ command, summary, flags }) => [
      `complete -c capsule -n __fish_use_subcommand -f -a ${command} -d ${quoteSh(summary)}`,
      ...operands(command).map((word) => `complete -c capsule -n ${when(command)} -f -a ${word}`),
      ...OF_EVERY_COMMAND.map(
        ({ flag, description }) => `complete -c capsule -n ${when(command)} ${long(flag)} -d ${quoteSh(description)}`,
      ),
      ...flags.map(({ name, kind, values, description }) => {
        const value = kind === "switch" ? "" : values === undefined ? " -r" : ` -x -a ${quoteSh(values.join(" "))}`;
        return `complete -c capsule -n ${when(command)} -l ${name}${value} -d ${quoteSh(description)}`;
      }),
    ]),
  ];
}

function powershell(): string[] {
  const list = (words: readonly string[]): string => `@(${words.map((word) => `'${word}'`).join(", ")})`;
  return [
    "# capsule completion powershell: dot-source this file in your profile",
    "Register-ArgumentCompleter -Native -CommandName capsule -ScriptBlock {",
    "  param($word, $ast, $position)",
    "  $flags = @{",
    ...commands().map(
      ({ command, flags }) =>
        `    '${command}' = ${list([...operands(command), ...EVERY_FLAG, ...flags.map(({ name }) => `--${name}`)])}`,
    ),
    "  }",
    "  $values = @{",
    ...commands().flatMap(({ command, flags }) =>
      flags.flatMap(({ name, values }) =>
        values === undefined ? [] : [`    '${command} --${name}' = ${list(values)}`],
      ),
    ),
    "  }",
    "  $given = @($ast.CommandElements | Select-Object -Skip 1 | ForEach-Object { $_.ToString() } | Where-Object { $_ -ne $word })",
    `  $found = if ($given.Count -eq 0 -and $word -like '-*') { ${list(PROGRAM_FLAGS)} }`,
    `    elseif ($given.Count -eq 0) { ${list(COMMAND_NAMES)} }`,
    '    elseif ($values.ContainsKey("$($given[0]) $($given[-1])")) { $values["$($given[0]) $($given[-1])"] }',
    "    else { $flags[$given[0]] }",
    '  $found | Where-Object { $_ -like "$word*" } | ForEach-Object { [System.Management.Automation.CompletionResult]::new($_) }',
    "}",
  ];
}
