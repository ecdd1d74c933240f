import { Fault } from "../kernel/fault.ts";
import type { Env } from "../ports/env.ts";
import type { Git, GitFacts } from "../ports/git.ts";
import type { ExecutionResult } from "./exec.ts";
import { failed, gitProgram, lines, type RunGit, required } from "./git-program.ts";

/**
 * The facts of a checkout by the program `git` of PATH. Content filters do not run either, so a file whose stored and
 * checked-out forms differ by one (for example in Git LFS) may count as changed. Uncommitted changes inside submodules are
 * not looked for: that would run git under the configuration of each. Fault: `program-failed`.
 */
export function systemGit(env: Env): Git {
  return {
    async facts(folder) {
      const run = await gitProgram(folder, env);
      return run === undefined ? undefined : readFacts(run);
    },
  };
}

async function readFacts(run: RunGit): Promise<GitFacts | undefined> {
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

/** A bare repository and the folder `.git` have no work tree, which is no failure; anything else is. */
function refuseOrNone(result: ExecutionResult): undefined {
  if (result.stderr.includes("must be run in a work tree") || result.stderr.includes("bare repository"))
    return undefined;
  throw failed(result);
}
