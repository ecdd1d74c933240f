import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import type { Env } from "../../ports/env.ts";
import type { Checkout, Git, GitFacts } from "../../ports/git.ts";
import type { ExecutionResult } from "../exec.ts";
import { readHistory } from "./git-history.ts";
import { failed, type GitProgram, gitProgram, lines, required } from "./git-program.ts";
import { judgeSignedTag } from "./git-tag.ts";

/**
 * Checkouts by the program `git` of PATH. Content filters do not run either, so a file whose stored and checked-out forms
 * differ by one (for example in Git LFS) may count as changed. Uncommitted changes inside submodules are not looked for:
 * that would run git under the configuration of each.
 */
export function systemGit(env: Env): Git {
  return {
    async open(folder) {
      const git = await gitProgram(folder, env);
      return git === undefined ? undefined : openCheckout(git, env);
    },
  };
}

async function openCheckout(git: GitProgram, env: Env): Promise<Checkout | undefined> {
  const facts = await readFacts(git);
  if (facts === undefined) return undefined;
  const { isShallow, origin } = facts;
  return {
    facts,
    history: (question) => readHistory(git, { ...question, isShallow, origin }),
    judgedTag: (question) => judgeSignedTag(git.run, question, env),
    difference: async () => differenceOf(facts, await readTree(git)),
  };
}

async function readFacts({ run, config }: GitProgram): Promise<GitFacts | undefined> {
  const place = await run(["rev-parse", "--is-shallow-repository", "--show-toplevel"]);
  if (place === undefined || place.stderr.includes("not a git repository")) return undefined;
  if (place.status !== 0) return refuseOrNone(place);
  const [, shallow, top = ""] = /^(true|false)\r?\n(.*?)\r?\n$/s.exec(place.stdout.toString("utf8")) ?? [];
  const head = await run(["cat-file", "--batch"], "HEAD^{commit}\n");
  const header = head?.stdout.toString("latin1") ?? "";
  const commit = /^([0-9a-f]{40}|[0-9a-f]{64}) commit \d+\n/.exec(header)?.[1];
  if (commit === undefined) return undefined;

  const [tree, tags] = await Promise.all([
    readTree({ run }),
    run(["for-each-ref", "--format=%(refname:strip=2)", `--points-at=${commit}`, "refs/tags"]),
  ]);
  if (tree.commit !== commit) throw new Fault("checkout-changed", "another commit was checked out while it was read");
  return {
    top,
    commit,
    commitTime: committerTime(header),
    tags: lines(required(tags), "\n"),
    origin: withoutCredentials(config.get("remote.origin.url")),
    isShallow: shallow === "true",
    changed: tree.changed,
    untracked: tree.untracked,
  };
}

interface Tree extends Pick<GitFacts, "changed" | "untracked"> {
  readonly commit: string | undefined;
}

/** https://git-scm.com/docs/git-status#_porcelain_format_version_2 */
async function readTree({ run }: Pick<GitProgram, "run">): Promise<Tree> {
  const arguments_ = ["--porcelain=v2", "--branch", "-z", "--no-renames", "--ignore-submodules=dirty"];
  const entries = lines(required(await run(["status", ...arguments_])), "\0");
  const after = (begin: RegExp): string[] =>
    entries.flatMap((entry) => {
      const found = begin.exec(entry);
      return found === null ? [] : [entry.slice(found[0].length)];
    });
  return {
    commit: after(/^# branch\.oid /)[0],
    // Seven fields stand before the path of a changed file, nine before that of an unmerged one.
    changed: [...after(/^1 (?:[^ ]+ ){7}/), ...after(/^u (?:[^ ]+ ){9}/)],
    untracked: after(/^\? /),
  };
}

function differenceOf(before: GitFacts, now: Tree): string | undefined {
  if (now.commit !== before.commit) return `another commit is checked out than before, ${before.commit}`;
  const known = new Set(before.changed);
  const changed = now.changed.find((path) => !known.has(path));
  if (changed !== undefined) return `${printable(changed)} was changed`;
  return now.changed.length === before.changed.length ? undefined : "changed files were restored";
}

/** `committer Name <mail> 1763700000 +0100` in the header of a commit, which ends at the first empty line. */
function committerTime(batch: string): number {
  const header = batch.split("\n\n", 1)[0] ?? "";
  const time = /\ncommitter [^\n]*> (\d{1,12}) [+-]\d{4}(?:\n|$)/.exec(header)?.[1];
  if (time === undefined) throw new Fault("program-failed", "the commit of the checkout has no committer time");
  return Number(time);
}

/** The remote's address without user and password; the user of ssh, which is not a secret, stays. */
function withoutCredentials(address: string | undefined): string | undefined {
  if (address === undefined || address === "") return undefined;
  return address.replace(/^([A-Za-z][A-Za-z0-9+.-]*:\/\/)([^/]*)@/, (_whole, scheme: string, user: string) =>
    /^(git\+)?ssh:/i.test(scheme) && /^[A-Za-z0-9._-]+$/.test(user) ? `${scheme}${user}@` : scheme,
  );
}

/** A bare repository and the folder `.git` have no work tree, which is not a failure; anything else is. */
function refuseOrNone(result: ExecutionResult): undefined {
  if (result.stderr.includes("must be run in a work tree") || result.stderr.includes("bare repository"))
    return undefined;
  throw failed(result);
}
