import { execFileSync } from "node:child_process";
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { systemGit } from "../../../src/world/git/git.ts";

const env = (name: string): string | undefined => process.env[name];
const facts = async (folder: string, read = env) => (await systemGit(read).open(folder))?.facts;
const isDirty = async (folder: string) => {
  const found = await facts(folder);
  return found && found.changed.length + found.untracked.length > 0;
};

interface Repository {
  readonly path: string;
  git(...args: string[]): string;
}

/** A repository with one commit of one file, made at a fixed time. */
function repository(format: "sha1" | "sha256" = "sha1"): Repository {
  const path = realpathSync(mkdtempSync(join(tmpdir(), "capsule-git-")));
  const identity = {
    GIT_AUTHOR_NAME: "a",
    GIT_AUTHOR_EMAIL: "a@example",
    GIT_COMMITTER_NAME: "c",
    GIT_COMMITTER_EMAIL: "c@example",
  };
  const dates = { GIT_AUTHOR_DATE: "1700000000 +0000", GIT_COMMITTER_DATE: "1700003600 +0530" };
  const git = (...args: string[]) =>
    execFileSync("git", ["-C", path, ...args], {
      encoding: "utf8",
      env: { PATH: process.env["PATH"], GIT_CONFIG_NOSYSTEM: "1", HOME: path, ...identity, ...dates },
      stdio: ["pipe", "pipe", "pipe"],
    }).trim();
  git("init", "-q", "-b", "main", `--object-format=${format}`);
  writeFileSync(join(path, "file"), "content\n");
  git("add", "file");
  git("commit", "-q", "-m", "subject\n\ncommitter Forged <x> 5 +0000");
  return { path, git };
}

test("reads commit, committer time, tags, origin and the top from a folder inside", async () => {
  const { path, git } = repository();
  git("tag", "v1.0.0");
  git("tag", "-a", "annotated", "-m", "x");
  git("remote", "add", "origin", "https://github.com/owner/name.git");
  mkdirSync(join(path, "inside"));
  expect(await facts(join(path, "inside"))).toEqual({
    top: path,
    commit: git("rev-parse", "HEAD"),
    commitTime: 1_700_003_600,
    tags: ["annotated", "v1.0.0"],
    origin: "https://github.com/owner/name.git",
    isShallow: false,
    changed: [],
    untracked: [],
  });
});

test("tags of other commits are not those of this one", async () => {
  const { git, path } = repository();
  git("tag", "old");
  git("commit", "-q", "--allow-empty", "-m", "next");
  expect((await facts(path))?.tags).toEqual([]);
});

test("reads a repository of SHA-256", async () => {
  const { path, git } = repository("sha256");
  expect((await facts(path))?.commit).toBe(git("rev-parse", "HEAD"));
});

test("a changed, a staged and an untracked file make a checkout dirty, an ignored one does not", async () => {
  const { path, git } = repository();
  writeFileSync(join(path, ".git", "info", "exclude"), "ignored\n");
  writeFileSync(join(path, "ignored"), "");
  expect(await isDirty(path)).toBe(false);
  writeFileSync(join(path, "untracked"), "");
  expect(await isDirty(path)).toBe(true);
  rmSync(join(path, "untracked"));
  writeFileSync(join(path, "file"), "changed\n");
  expect(await isDirty(path)).toBe(true);
  git("add", "file");
  expect(await isDirty(path)).toBe(true);
});

test("there is nothing to say outside a checkout, without a commit, in .git and in a bare repository", async () => {
  const outside = mkdtempSync(join(tmpdir(), "capsule-none-"));
  expect(await facts(outside)).toBeUndefined();
  execFileSync("git", ["init", "-q", outside]);
  expect(await facts(outside)).toBeUndefined();
  const { path, git } = repository();
  expect(await facts(join(path, ".git"))).toBeUndefined();
  const bare = mkdtempSync(join(tmpdir(), "capsule-bare-"));
  git("clone", "-q", "--bare", path, bare);
  expect(await facts(bare)).toBeUndefined();
});

test("there is nothing to say where git is not installed", async () => {
  const read = (name: string) => (name === "PATH" ? "/nonexistent" : undefined);
  expect(await facts(repository().path, read)).toBeUndefined();
});

test.each([
  ["https://user:canary@github.com/o/n.git", "https://github.com/o/n.git"],
  ["https://canary@github.com/o/n", "https://github.com/o/n"],
  ["https://user:canary@x@github.com/o/n", "https://github.com/o/n"],
  ["ssh://git@github.com/o/n.git", "ssh://git@github.com/o/n.git"],
  ["ssh://git:canary@github.com/o/n.git", "ssh://github.com/o/n.git"],
  ["git@github.com:o/n.git", "git@github.com:o/n.git"],
])("the credentials of the remote %s are removed", async (remote, expected) => {
  const { path, git } = repository();
  git("remote", "add", "origin", remote);
  expect((await facts(path))?.origin).toBe(expected);
});

test("variables of git in the environment change nothing (P07)", async () => {
  const { path, git } = repository();
  const other = repository();
  const commit = git("rev-parse", "HEAD");
  const hostile = new Map([
    ["GIT_DIR", join(other.path, ".git")],
    ["GIT_WORK_TREE", other.path],
    ["GIT_CONFIG_COUNT", "x"],
  ]);
  const found = await facts(path, (name) => hostile.get(name) ?? process.env[name]);
  expect(found?.commit).toBe(commit);
  expect(found?.top).toBe(path);
});

test("replacement objects do not change what the commit is", async () => {
  const { path, git } = repository();
  const commit = git("rev-parse", "HEAD");
  git("commit", "-q", "--allow-empty", "-m", "other");
  const other = git("rev-parse", "HEAD");
  git("reset", "-q", "--hard", commit);
  git("replace", commit, other);
  expect((await facts(path))?.commit).toBe(commit);
});

/** A program that leaves a mark when it runs, and how to see the mark. */
function canary(path: string): { program: string; sang(): boolean } {
  const mark = join(path, ".git", "canary-sang");
  const program = join(path, ".git", "canary.sh");
  writeFileSync(program, `#!/bin/sh\necho ran >> '${mark}'\ncat\n`);
  chmodSync(program, 0o755);
  return { program, sang: () => existsSync(mark) };
}

/** Makes git look into the content of the file: its time says that it may have changed. */
function touch(path: string): void {
  utimesSync(join(path, "file"), 1, 1);
}

test.skipIf(process.platform === "win32").each([
  ["fsmonitor", (program: string) => `[core]\n\tfsmonitor = ${program}\n`],
  ["a filter", (program: string) => `[filter "evil"]\n\tclean = ${program}\n\trequired = true\n`],
  ["a filter of a strange name", (program: string) => `[filter "evil"]\n[filter "a=b.c"]\n\tclean = ${program}\n`],
  ["a filter process", (program: string) => `[filter "evil"]\n\tprocess = ${program}\n`],
  [
    "a pager",
    (program: string) => `[core]\n\tpager = ${program}\n[pager]\n\tstatus = ${program}\n\tconfig = ${program}\n`,
  ],
  ["an alias", (program: string) => `[alias]\n\tstatus = !${program}\n`],
])("%s of a hostile repository does not run", async (_what, config) => {
  const { path, git } = repository();
  const { program, sang } = canary(path);
  const text = config(program);
  appendFileSync(join(path, ".git", "config"), text);
  writeFileSync(
    join(path, ".git", "info", "attributes"),
    `* filter=${text.includes("a=b.c") ? "a=b.c" : "evil"} diff=evil\n`,
  );
  touch(path);
  expect((await facts(path))?.commit).toMatch(/^[0-9a-f]{40}$/);
  expect(sang()).toBe(false);
  // The canary can sing: plain git runs those that it knows.
  if (text.includes("clean") && !text.includes("a=b.c")) {
    touch(path);
    git("status");
    expect(sang()).toBe(true);
  }
});

test.skipIf(process.platform === "win32")(
  "filters named by an included or a work tree configuration do not run",
  async () => {
    const { path } = repository();
    const { program, sang } = canary(path);
    const included = join(path, ".git", "more");
    writeFileSync(included, `[filter "included"]\n\tclean = ${program}\n`);
    appendFileSync(
      join(path, ".git", "config"),
      `[include]\n\tpath = ${included}\n[extensions]\n\tworktreeConfig = true\n`,
    );
    writeFileSync(join(path, ".git", "config.worktree"), `[filter "worktree"]\n\tclean = ${program}\n`);
    for (const name of ["included", "worktree"]) {
      writeFileSync(join(path, ".git", "info", "attributes"), `* filter=${name}\n`);
      touch(path);
      await facts(path);
    }
    expect(sang()).toBe(false);
  },
);

test.skipIf(process.platform === "win32")("hooks do not run, and the index is not written", async () => {
  const { path } = repository();
  const { program, sang } = canary(path);
  for (const name of ["post-index-change", "reference-transaction", "fsmonitor-watchman", "query-watchman"]) {
    writeFileSync(join(path, ".git", "hooks", name), `#!/bin/sh\n${program} </dev/null\n`);
    chmodSync(join(path, ".git", "hooks", name), 0o755);
  }
  touch(path);
  await facts(path);
  expect(sang()).toBe(false);
});

test.skipIf(process.platform === "win32").each(["ssh://example.invalid/x", "ext::sh -c %P", "evil::x"])(
  "an absent object is not fetched from %s by a program of the repository's choice",
  async (url) => {
    const { path, git } = repository();
    const { program, sang } = canary(path);
    const blob = git("rev-parse", "HEAD:file");
    git("config", "core.repositoryformatversion", "1");
    git("config", "extensions.partialClone", "origin");
    git("config", "remote.origin.promisor", "true");
    git("config", "remote.origin.url", url.replace("%P", program));
    git("config", "protocol.ext.allow", "always");
    git("config", "protocol.allow", "always");
    git("config", "core.sshCommand", program);
    git("config", "credential.helper", `!${program}`);
    rmSync(join(path, ".git", "objects", blob.slice(0, 2), blob.slice(2)));
    const tree = git("rev-parse", "HEAD^{tree}");
    rmSync(join(path, ".git", "objects", tree.slice(0, 2), tree.slice(2)));
    await facts(path).catch(() => undefined);
    expect(sang()).toBe(false);
  },
);

test.skipIf(process.platform === "win32")("the configuration of a submodule runs nothing either", async () => {
  const { path, git } = repository();
  const inner = repository();
  git("-c", "protocol.file.allow=always", "submodule", "add", "-q", inner.path, "module");
  git("commit", "-q", "-m", "with submodule");
  const { program, sang } = canary(path);
  const modules = join(path, ".git", "modules", "module");
  appendFileSync(join(modules, "config"), `[core]\n\tfsmonitor = ${program}\n[filter "evil"]\n\tclean = ${program}\n`);
  mkdirSync(join(modules, "info"), { recursive: true });
  writeFileSync(join(modules, "info", "attributes"), "* filter=evil\n");
  utimesSync(join(path, "module", "file"), 1, 1);
  expect(await isDirty(path)).toBe(false);
  expect(sang()).toBe(false);
});
