import { devNull } from "node:os";
import { Fault } from "../kernel/fault.ts";
import { printable } from "../kernel/printable.ts";
import type { Env } from "../ports/env.ts";
import type { Git, GitFacts } from "../ports/git.ts";
import { type ExecutionResult, execute } from "./exec.ts";

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

type Run = (args: readonly string[], input?: string) => Promise<ExecutionResult | undefined>;

/**
 * The facts of a checkout by the program `git` of PATH. Content filters do not run either, so a file whose stored and
 * checked-out forms differ by one (for example in Git LFS) may count as changed. Uncommitted changes inside submodules are
 * not looked for: that would run git under the configuration of each. Fault: `program-failed`.
 */
export function systemGit(env: Env): Git {
  return {
    async facts(folder) {
      const names = await gitIn(folder, env, SETTINGS)(["config", "--list", "-z", "--name-only"]);
      if (names === undefined) return undefined;
      return readFacts(gitIn(folder, env, [...SETTINGS, ...filterSettings(lines(names, "\0"))]));
    },
  };
}

async function readFacts(run: Run): Promise<GitFacts | undefined> {
  const top = await run(["rev-parse", "--show-toplevel"]);
  if (top === undefined || top.stderr.includes("not a git repository")) return undefined;
  if (top.status !== 0) return refuseOrNone(top);
  const head = await run(["cat-file", "--batch"], "HEAD^{commit}\n");
  const found = /^([0-9a-f]{40}|[0-9a-f]{64}) commit \d+\n/.exec(head?.stdout.toString("latin1") ?? "");
  if (found?.[1] === undefined) return undefined;

  const commit = found[1];
  const [status, tags, origin] = await Promise.all([
    run(["status", "--porcelain=v1", "-z", "--no-renames", "--ignore-submodules=dirty"]),
    run(["for-each-ref", "--format=%(refname:strip=2)", `--points-at=${commit}`, "refs/tags"]),
    run(["config", "--get", "remote.origin.url"]),
  ]);
  return {
    top: top.stdout.toString("utf8").replace(/\r?\n$/, ""),
    commit,
    commitTime: committerTime(head?.stdout.toString("latin1") ?? ""),
    tags: lines(required(tags), "\n"),
    dirty: required(status).stdout.length > 0,
    origin: originOf(origin),
  };
}

function gitIn(folder: string, env: Env, settings: readonly (readonly [string, string])[]): Run {
  const variables = Object.fromEntries([
    ...KEPT.map((name) => [name, env(name)] as const).filter((pair): pair is [string, string] => pair[1] !== undefined),
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

/** `committer Name <mail> 1763700000 +0100` in the header of a commit, which ends at the first empty line. */
function committerTime(batch: string): number {
  const header = batch.split("\n\n", 1)[0] ?? "";
  const time = /\ncommitter [^\n]*> (\d{1,12}) [+-]\d{4}(?:\n|$)/.exec(header)?.[1];
  if (time === undefined) throw new Fault("program-failed", "the commit of the checkout has no committer time");
  return Number(time);
}

/** The remote's address without user and password; the user of ssh, which is no secret, stays. */
function originOf(result: ExecutionResult | undefined): string | undefined {
  const text = result?.status === 0 ? result.stdout.toString("utf8").replace(/\r?\n$/, "") : "";
  if (text === "") return undefined;
  return text.replace(/^([A-Za-z][A-Za-z0-9+.-]*:\/\/)([^/]*)@/, (_whole, scheme: string, user: string) =>
    /^(git\+)?ssh:/i.test(scheme) && /^[A-Za-z0-9._-]+$/.test(user) ? `${scheme}${user}@` : scheme,
  );
}

function required(result: ExecutionResult | undefined): ExecutionResult {
  if (result === undefined || result.status !== 0) throw failed(result);
  return result;
}

/** A bare repository and the folder `.git` have no work tree, which is no failure; anything else is. */
function refuseOrNone(result: ExecutionResult): undefined {
  if (result.stderr.includes("must be run in a work tree") || result.stderr.includes("bare repository"))
    return undefined;
  throw failed(result);
}

function failed(result: ExecutionResult | undefined): Fault {
  return new Fault("program-failed", `git could not read the checkout: ${printable(result?.stderr.trim() ?? "")}`);
}

function lines(result: ExecutionResult, separator: "\0" | "\n"): string[] {
  return result.stdout
    .toString("utf8")
    .split(separator)
    .filter((line) => line !== "");
}
