import { devNull } from "node:os";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import type { Env } from "../../ports/env.ts";
import { type ExecutionResult, execute } from "../exec.ts";

const TIMEOUT_MS = 60_000;
const MAX_OUTPUT_BYTES = 256 << 20;

/** Variables that a program needs to start; nothing named GIT_… is passed on. */
const KEPT = ["PATH", "SystemRoot", "windir", "TEMP", "TMP", "TMPDIR", "HOME"];

/**
 * Settings that keep a hostile repository from running programs of its choice or reading what it likes, whatever its
 * own configuration says. `safe.directory` is given because a checkout in a container often belongs to another user, and
 * because git's own protection is against exactly the programs that are off here.
 */
const SETTINGS: readonly (readonly [string, string])[] = [
  ["core.hooksPath", devNull],
  ["core.fsmonitor", "false"],
  ["core.untrackedCache", "false"],
  ["core.excludesFile", devNull],
  ["core.attributesFile", devNull],
  ["core.sshCommand", "false"],
  ["core.gitProxy", ""],
  ["core.quotePath", "false"],
  ["protocol.allow", "never"],
  ["safe.directory", "*"],
  ["safe.bareRepository", "explicit"],
  ["status.showUntrackedFiles", "normal"],
];

/** What a filter driver may run, https://git-scm.com/docs/gitattributes#_filter. */
const FILTER_KEYS: readonly (readonly [string, string])[] = [
  ["clean", ""],
  ["smudge", ""],
  ["process", ""],
  ["required", "false"],
];

/** The variables that git, and a program that it needs, are started with. */
export function keptVariables(env: Env): Readonly<Record<string, string>> {
  const found = KEPT.map((name) => [name, env(name)] as const);
  return Object.fromEntries(found.filter((pair): pair is [string, string] => pair[1] !== undefined));
}

/** Runs git with these arguments; undefined if there is no such program. */
export type RunGit = (args: readonly string[], input?: string | Uint8Array) => Promise<ExecutionResult | undefined>;

/** Git in one folder. */
export interface GitProgram {
  readonly run: RunGit;
  /** What the configuration says, the last value of each name; names as git prints them. */
  readonly config: ReadonlyMap<string, string>;
}

/**
 * The program `git` of PATH in one folder, unable to run anything that the repository names: hooks, filters, helpers and
 * transports are off. Undefined if there is no such program.
 */
export async function gitProgram(folder: string, env: Env): Promise<GitProgram | undefined> {
  const listed = await gitIn(folder, env, SETTINGS)(["config", "--list", "-z"]);
  if (listed === undefined) return undefined;
  // A name without a value stands alone; a name has no line feed, a value may.
  const config = new Map(
    lines(listed, "\0").map((entry): [string, string] => {
      const end = entry.indexOf("\n");
      return end < 0 ? [entry, ""] : [entry.slice(0, end), entry.slice(end + 1)];
    }),
  );
  return { run: gitIn(folder, env, [...SETTINGS, ...filterSettings([...config.keys()])]), config };
}

/** The result if git did it. Fault: `program-failed`. */
export function required(result: ExecutionResult | undefined): ExecutionResult {
  if (result === undefined || result.status !== 0) throw failed(result);
  return result;
}

export function failed(result: ExecutionResult | undefined): Fault {
  return new Fault("program-failed", `git could not read the checkout: ${printable(result?.stderr.trim() ?? "")}`);
}

/** The texts of an output, without empty ones. */
export function lines(result: ExecutionResult, separator: "\0" | "\n"): string[] {
  return result.stdout
    .toString("utf8")
    .split(separator)
    .filter((line) => line !== "");
}

function gitIn(folder: string, env: Env, settings: readonly (readonly [string, string])[]): RunGit {
  const variables = Object.fromEntries([
    ...Object.entries(keptVariables(env)),
    ["LC_ALL", "C"],
    ["GIT_CONFIG_NOSYSTEM", "1"],
    ["GIT_CONFIG_GLOBAL", devNull],
    ["GIT_TERMINAL_PROMPT", "0"],
    ["GIT_OPTIONAL_LOCKS", "0"],
    ["GIT_NO_REPLACE_OBJECTS", "1"],
    // An object that is absent is not fetched: by git 2.45 and later because of the first, by others because of the second.
    ["GIT_NO_LAZY_FETCH", "1"],
    ["GIT_ALLOW_PROTOCOL", "none"],
    // Any name and value can be given so; on the command line a name with `=` could not.
    ["GIT_CONFIG_COUNT", String(settings.length)],
    ...settings.flatMap(([name, value], index) => [
      [`GIT_CONFIG_KEY_${index}`, name],
      [`GIT_CONFIG_VALUE_${index}`, value],
    ]),
  ]) as Record<string, string>;
  return (args, input = "") =>
    execute({
      program: "git",
      args: ["--no-pager", "--no-optional-locks", "-C", folder, ...args],
      env: variables,
      input,
      timeoutMs: TIMEOUT_MS,
      maxOutputBytes: MAX_OUTPUT_BYTES,
    });
}

/** Switches off every filter driver that any configuration file names. */
function filterSettings(names: readonly string[]): (readonly [string, string])[] {
  const drivers = new Set(
    names.map((name) => /^(filter\..*)\.[^.]*$/s.exec(name)?.[1]).filter((found) => found !== undefined),
  );
  return [...drivers].flatMap((driver) => FILTER_KEYS.map(([key, value]) => [`${driver}.${key}`, value] as const));
}
