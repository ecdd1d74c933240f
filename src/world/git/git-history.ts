import type { GitFacts } from "../../ports/git.ts";
import type { GitHistory, HistoryQuestion, TagObject } from "../../ports/git-history.ts";
import { failed, type GitProgram, lines, type RunGit, required } from "./git-program.ts";

/** Signatures in a tag object, https://git-scm.com/docs/gitformat-signature */
const SIGNATURE = /^-----BEGIN (?:PGP SIGNATURE|PGP MESSAGE|SSH SIGNATURE|SIGNED MESSAGE)-----$/m;

/** A question about a checkout, with what is known of it. */
type Question = HistoryQuestion & Pick<GitFacts, "isShallow" | "origin">;

/** What the repository says about a release. Fault: `program-failed`. */
export async function readHistory({ run }: GitProgram, question: Question): Promise<GitHistory> {
  const [tag, branch, tags, reachable] = await Promise.all([
    question.tag === null ? undefined : tagObject(run, question.tag),
    branchOf(run, question),
    run(["for-each-ref", "--format=%(refname:strip=2)", "refs/tags"]),
    run(["for-each-ref", "--format=%(refname:strip=2)", `--merged=${question.commit}`, "refs/tags"]),
  ]);
  return { tag, branch, tags: lines(required(tags), "\n"), reachableTags: lines(required(reachable), "\n") };
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

/** A branch of the remote, or a local one if there is no remote: what others can fetch is what counts. */
async function branchOf(run: RunGit, { branch, commit, isShallow, origin }: Question): Promise<GitHistory["branch"]> {
  const remote = "refs/remotes/origin/";
  const head = branch ?? (await output(run, ["symbolic-ref", "--quiet", `${remote}HEAD`])).replace(remote, "");
  if (head === "") return undefined;
  const known = lines(
    required(await run(["for-each-ref", "--format=%(refname)", `${remote}${head}`, `refs/heads/${head}`])),
    "\n",
  );
  const ref = [`${remote}${head}`, ...(origin !== undefined ? [] : [`refs/heads/${head}`])].find((name) =>
    known.includes(name),
  );
  if (ref === undefined) return undefined;
  const result = await run(["merge-base", "--is-ancestor", commit, ref]);
  if (result?.status === 0) return { name: head, contains: true };
  if (result?.status !== 1) throw failed(result);
  return isShallow ? undefined : { name: head, contains: false };
}

/** What git says, without its line end; empty if it says no. */
async function output(run: RunGit, args: readonly string[]): Promise<string> {
  const result = await run(args);
  return result?.status === 0 ? result.stdout.toString("utf8").replace(/\r?\n$/, "") : "";
}
