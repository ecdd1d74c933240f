import type { Env } from "../ports/env.ts";
import type { GitHistory, HistoryQuestion, ReadGitHistory, TagObject } from "../ports/git-history.ts";
import { failed, gitProgram, lines, type RunGit, required } from "./git-program.ts";

/** Signatures in a tag object, https://git-scm.com/docs/gitformat-signature */
const SIGNATURE = /^-----BEGIN (?:PGP SIGNATURE|PGP MESSAGE|SSH SIGNATURE|SIGNED MESSAGE)-----$/m;

/** The history of a release by the program `git` of PATH, as hardened as `systemGit`. */
export function systemGitHistory(env: Env): ReadGitHistory {
  return async (folder, question) => {
    const run = await gitProgram(folder, env);
    const inside = await run?.(["rev-parse", "--is-inside-work-tree"]);
    if (run === undefined || inside?.status !== 0 || inside.stdout.toString("latin1").trim() !== "true")
      return undefined;
    return readHistory(run, question);
  };
}

async function readHistory(run: RunGit, question: HistoryQuestion): Promise<GitHistory> {
  const isShallow = (await output(run, ["rev-parse", "--is-shallow-repository"])) === "true";
  const [tag, branch, tags, reachable, changes] = await Promise.all([
    question.tag === null ? undefined : tagObject(run, question.tag),
    branchOf(run, question, isShallow),
    run(["for-each-ref", "--format=%(refname:strip=2)", "refs/tags"]),
    run(["for-each-ref", "--format=%(refname:strip=2)", `--merged=${question.commit}`, "refs/tags"]),
    run(["status", "--porcelain=v1", "-z", "--no-renames", "--ignore-submodules=dirty"]),
  ]);
  return {
    tag,
    branch,
    tags: lines(required(tags), "\n"),
    reachableTags: lines(required(reachable), "\n"),
    isShallow,
    ...changesOf(lines(required(changes), "\0")),
  };
}

async function tagObject(run: RunGit, tag: string): Promise<TagObject | undefined> {
  const result = required(await run(["cat-file", "--batch"], `refs/tags/${tag}\nrefs/tags/${tag}^{commit}\n`));
  const text = result.stdout.toString("latin1");
  const [, type, size] = /^(?:[0-9a-f]{40}|[0-9a-f]{64}) (\w+) (\d+)\n/.exec(text) ?? [];
  if (type === undefined) return undefined;
  const begin = text.indexOf("\n") + 1;
  const end = begin + Number(size);
  const commit = /^\n([0-9a-f]{40}|[0-9a-f]{64}) commit \d+\n/.exec(text.slice(end))?.[1];
  const isAnnotated = type === "tag";
  return { commit, isAnnotated, hasSignature: isAnnotated && SIGNATURE.test(text.slice(begin, end)) };
}

/** A branch of the remote, or a local one where there is no remote: what others can fetch is what counts. */
async function branchOf(
  run: RunGit,
  { branch, commit }: HistoryQuestion,
  isShallow: boolean,
): Promise<GitHistory["branch"]> {
  const remote = "refs/remotes/origin/";
  const head = branch ?? (await output(run, ["symbolic-ref", "--quiet", `${remote}HEAD`])).replace(remote, "");
  if (head === "") return undefined;
  const known = lines(
    required(await run(["for-each-ref", "--format=%(refname)", `${remote}${head}`, `refs/heads/${head}`])),
    "\n",
  );
  const hasOrigin = (await output(run, ["config", "--get", "remote.origin.url"])) !== "";
  const ref = [`${remote}${head}`, ...(hasOrigin ? [] : [`refs/heads/${head}`])].find((name) => known.includes(name));
  if (ref === undefined) return undefined;
  const result = await run(["merge-base", "--is-ancestor", commit, ref]);
  if (result?.status === 0) return { name: head, contains: true };
  if (result?.status !== 1) throw failed(result);
  return isShallow ? undefined : { name: head, contains: false };
}

/** The lines of `git status --porcelain -z`: two letters, a space, the path. */
function changesOf(entries: readonly string[]): Pick<GitHistory, "changed" | "untracked"> {
  const paths = (wanted: boolean): string[] =>
    entries.filter((entry) => entry.startsWith("?? ") === wanted).map((entry) => entry.slice(3));
  return { changed: paths(false), untracked: paths(true) };
}

/** What git says, without its line end; empty where it says no. */
async function output(run: RunGit, args: readonly string[]): Promise<string> {
  const result = await run(args);
  return result?.status === 0 ? result.stdout.toString("utf8").replace(/\r?\n$/, "") : "";
}
