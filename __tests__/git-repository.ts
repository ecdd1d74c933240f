import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { temporaryFolder } from "./temporary-folder.ts";

/** A git repository on disk; every commit is made at a fixed time. */
export interface GitRepository {
  readonly path: string;
  /** What git prints, without its line end. */
  git(...args: string[]): string;
  /** Writes files and commits them; its id. */
  commit(files: Readonly<Record<string, string>>): string;
}

const IDENTITY = {
  GIT_AUTHOR_NAME: "a",
  GIT_AUTHOR_EMAIL: "a@example.com",
  GIT_COMMITTER_NAME: "c",
  GIT_COMMITTER_EMAIL: "c@example.com",
  GIT_AUTHOR_DATE: "1700000000 +0000",
  GIT_COMMITTER_DATE: "1700000000 +0000",
};

/** A new repository on the branch `main`, in `path` or a folder that is removed when the test ends. */
export function gitRepository(path = temporaryFolder()): GitRepository {
  const git = (...args: string[]) =>
    execFileSync("git", ["-C", path, ...args], {
      encoding: "utf8",
      env: { PATH: process.env["PATH"], GIT_CONFIG_NOSYSTEM: "1", HOME: path, ...IDENTITY },
      stdio: ["pipe", "pipe", "pipe"],
    }).trim();
  git("init", "-q", "-b", "main");
  return {
    path,
    git,
    commit(files) {
      for (const [name, text] of Object.entries(files)) {
        mkdirSync(dirname(join(path, name)), { recursive: true });
        writeFileSync(join(path, name), text);
      }
      git("add", "-A");
      git("commit", "-q", "--allow-empty", "-m", "change");
      return git("rev-parse", "HEAD");
    },
  };
}
