import { existsSync } from "node:fs";
import { join } from "node:path";
import { joinBytes } from "../../kernel/bytewise.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import { encodeUtf8 } from "../../kernel/utf8.ts";
import type { Env } from "../../ports/env.ts";
import type { LogMoment, LogStore } from "../../ports/log-store.ts";
import { exclusively } from "../files/exclusively.ts";
import { gitProgram, type RunGit, required } from "./git-program.ts";

/** Who commits: a log has no author, and its commits the same bytes whoever makes them. */
const COMMITTER = "release-log <release-log@invalid> 0 +0000";

/**
 * The files of a branch of a repository on this machine, which has a history of its own and is in no work tree. What is written is
 * one commit on top of the one that was read: git moves the branch only if it still is where it was (compare and swap), and
 * never back, as a server with receive.denyNonFastForwards does.
 */
export function gitBranch(
  { repository, branch }: { readonly repository: string; readonly branch: string },
  env: Env,
): LogStore {
  if (!/^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/.test(branch)) {
    throw new Fault("usage", `the branch ${printable(branch)} is not one of letters, digits, hyphens and underscores`);
  }
  const ref = `refs/heads/${branch}`;
  let opened: Promise<RunGit> | undefined;
  return {
    async open() {
      opened ??= openRepository(repository, env);
      const run = await opened;
      const [found] = await objects(run, [`${ref}^{commit}`]);
      return moment(run, { ref, commit: found?.id });
    },
    inTurn: async (action) => {
      let isBegun = false;
      const begun = () => {
        isBegun = true;
        return action();
      };
      try {
        return await exclusively(join(gitFolder(repository), `${branch}.capsule-turn`), begun);
      } catch (error) {
        // Who cannot have a turn goes on without one: git decides who was first.
        if (isBegun || !(error instanceof Fault)) throw error;
        return action();
      }
    },
  };
}

async function openRepository(repository: string, env: Env): Promise<RunGit> {
  const program = await gitProgram(repository, env);
  if (program === undefined) throw new Fault("program-failed", "there is no program git");
  return (args, input) => program.run([`--git-dir=${gitFolder(repository)}`, ...args], input);
}

/** A bare repository is used only where it is named (safe.bareRepository). */
function gitFolder(repository: string): string {
  const inner = join(repository, ".git");
  return existsSync(inner) ? inner : repository;
}

function moment(run: RunGit, at: { readonly ref: string; readonly commit: string | undefined }): LogMoment {
  const { ref, commit } = at;
  return {
    read: async (paths) => {
      if (commit === undefined) return paths.map(() => undefined);
      const found = await objects(
        run,
        paths.map((path) => `${commit}:${path}`),
      );
      return found.map((one) => one?.bytes);
    },
    write: async (files) => {
      const parts = [
        `commit ${ref}\ncommitter ${COMMITTER}\ndata 0\n${commit === undefined ? "" : `from ${commit}\n`}`,
        ...[...files].flatMap(([path, bytes]) => [`M 100644 inline ${path}\ndata ${bytes.length}\n`, bytes, "\n"]),
        "done\n",
      ];
      const stream = joinBytes(parts.map((part) => (typeof part === "string" ? encodeUtf8(part) : part)));
      const result = await run(["fast-import", "--quiet", "--done"], stream);
      if (result?.status === 0) return true;
      // What is said when the branch has moved, and by its lock while it moves.
      if (
        /not updating|cannot lock ref|unable to lock|reference already exists|is at .* but expected/i.test(
          result?.stderr ?? "",
        )
      )
        return false;
      throw new Fault("program-failed", `git could not write the log: ${printable(result?.stderr.trim() ?? "")}`);
    },
  };
}

interface GitObject {
  readonly id: string;
  readonly bytes: Uint8Array;
}

/** Objects by what git calls them, in one run. */
async function objects(run: RunGit, names: readonly string[]): Promise<(GitObject | undefined)[]> {
  const { stdout } = required(await run(["cat-file", "--batch"], names.map((name) => `${name}\n`).join("")));
  let at = 0;
  return names.map(() => {
    const end = stdout.indexOf(10, at);
    const [, id, size] = /^([0-9a-f]+) [a-z]+ (\d+)$/.exec(stdout.toString("latin1", at, end)) ?? [];
    at = end + 1;
    if (id === undefined) return undefined;
    const bytes = new Uint8Array(stdout.subarray(at, at + Number(size)));
    at += Number(size) + 1;
    return { id, bytes };
  });
}
