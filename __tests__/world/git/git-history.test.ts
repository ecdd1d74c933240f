import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { HistoryQuestion } from "../../../src/ports/git-history.ts";
import { systemGit } from "../../../src/world/git/git.ts";
import { expectFault } from "../../expect-fault.ts";
import { type GitRepository, gitRepository } from "../../git-repository.ts";
import { temporaryFolder } from "../../temporary-folder.ts";

const open = (folder: string) => systemGit((name) => process.env[name]).open(folder);
const read = async (folder: string, question: HistoryQuestion) => (await open(folder))?.history(question);
const ask = ({ path, git }: GitRepository, question: Partial<HistoryQuestion> = {}) =>
  read(path, { tag: null, commit: git("rev-parse", "HEAD"), branch: undefined, ...question });

test("a lightweight tag, an annotated one and a tag of a tag lead to the commit (G18)", async () => {
  const repository = gitRepository();
  const commit = repository.commit({ a: "1" });
  repository.git("tag", "v1.0.0");
  repository.git("tag", "-a", "-m", "one", "v1.0.1");
  repository.git("tag", "-a", "-m", "two", "v1.0.2", "v1.0.1");
  const tagOf = async (tag: string) => (await ask(repository, { tag }))?.tag;
  expect(await tagOf("v1.0.0")).toEqual({ commit, isAnnotated: false, hasSignature: false });
  expect(await tagOf("v1.0.1")).toEqual({ commit, isAnnotated: true, hasSignature: false });
  expect(await tagOf("v1.0.2")).toEqual({ commit, isAnnotated: true, hasSignature: false });
  expect(await tagOf("v1.0.3")).toBeUndefined();
});

test("a signature in a tag is seen, and one in a message is not taken for it", async () => {
  const repository = gitRepository();
  const commit = repository.commit({ a: "1" });
  const tagObject = (name: string, body: string) => {
    const text = `object ${commit}\ntype commit\ntag ${name}\ntagger c <c@example.com> 1700000000 +0000\n\n${body}`;
    const id = execFileSync("git", ["-C", repository.path, "hash-object", "-t", "tag", "-w", "--stdin"], {
      input: text,
    });
    repository.git("update-ref", `refs/tags/${name}`, id.toString().trim());
  };
  tagObject("signed", "one\n-----BEGIN SSH SIGNATURE-----\nAAAA\n-----END SSH SIGNATURE-----\n");
  tagObject("quoted", "> -----BEGIN PGP SIGNATURE-----\n");
  expect((await ask(repository, { tag: "signed" }))?.tag?.hasSignature).toBe(true);
  expect((await ask(repository, { tag: "quoted" }))?.tag?.hasSignature).toBe(false);
});

test("a tag of something else than a commit leads to none", async () => {
  const repository = gitRepository();
  repository.commit({ a: "1" });
  repository.git("tag", "tree", "HEAD^{tree}");
  expect((await ask(repository, { tag: "tree" }))?.tag).toEqual({
    commit: undefined,
    isAnnotated: false,
    hasSignature: false,
  });
});

test("a branch counts as the remote has it, not as it is called here", async () => {
  const origin = gitRepository();
  origin.commit({ a: "1" });
  const repository = gitRepository();
  repository.git("remote", "add", "origin", origin.path);
  repository.git("pull", "-q", "origin", "main");
  repository.git("fetch", "-q", "origin");
  expect((await ask(repository, { branch: "main" }))?.branch).toEqual({ name: "main", contains: true });
  repository.commit({ b: "2" });
  expect((await ask(repository, { branch: "main" }))?.branch).toEqual({ name: "main", contains: false });
  expect((await ask(repository, { branch: "m*" }))?.branch).toBeUndefined();
  expect((await ask(repository))?.branch).toBeUndefined();
  repository.git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main");
  expect((await ask(repository))?.branch).toEqual({ name: "main", contains: false });
});

test("without a remote a branch of the repository counts", async () => {
  const repository = gitRepository();
  repository.commit({ a: "1" });
  expect((await ask(repository, { branch: "main" }))?.branch).toEqual({ name: "main", contains: true });
});

test("tags in the history of the commit are told from those beside it", async () => {
  const repository = gitRepository();
  repository.commit({ a: "1" });
  repository.git("tag", "v1.0.0");
  repository.git("checkout", "-q", "-b", "next");
  repository.commit({ a: "2" });
  repository.git("tag", "v2.0.0");
  repository.git("checkout", "-q", "main");
  repository.commit({ a: "3" });
  expect(await ask(repository)).toMatchObject({ tags: ["v1.0.0", "v2.0.0"], reachableTags: ["v1.0.0"] });
});

test("a shallow clone says that it is one, and nothing of a branch that it cannot follow", async () => {
  const origin = gitRepository();
  origin.commit({ a: "1" });
  const released = origin.commit({ a: "2" });
  origin.git("tag", "v1.0.0");
  origin.commit({ a: "3" });
  const path = join(temporaryFolder(), "clone");
  execFileSync("git", ["clone", "-q", "--depth=1", "--branch=v1.0.0", `file://${origin.path}`, path], {
    stdio: "pipe",
  });
  const shallow = await read(path, { tag: "v1.0.0", commit: released, branch: "main" });
  expect((await open(path))?.facts.isShallow).toBe(true);
  expect(shallow).toMatchObject({ branch: undefined, tag: { commit: released } });
});

test("changed and untracked paths are told apart, whatever their names", async () => {
  const repository = gitRepository();
  repository.commit({ a: "1", "with space\n": "1" });
  writeFileSync(join(repository.path, "with space\n"), "2");
  mkdirSync(join(repository.path, "dist"));
  writeFileSync(join(repository.path, "dist", "x"), "");
  writeFileSync(join(repository.path, "?? y"), "");
  const found = (await open(repository.path))?.facts;
  expect(found?.changed).toEqual(["with space\n"]);
  expect([...(found?.untracked ?? [])].sort()).toEqual(["?? y", "dist/"]);
});

describe("a checkout that changes after it was opened", () => {
  const opened = async () => {
    const repository = gitRepository();
    repository.commit({ a: "1", b: "1" });
    return { repository, checkout: await open(repository.path) };
  };

  test("is the same while only untracked files come and go", async () => {
    const { repository, checkout } = await opened();
    writeFileSync(join(repository.path, "out"), "");
    expect(await checkout?.difference()).toBeUndefined();
  });

  test.each<[string, (repository: GitRepository) => void, RegExp]>([
    ["another commit", (repository) => repository.commit({ a: "2" }), /another commit is checked out/],
    ["a changed file", ({ path }) => writeFileSync(join(path, "b"), "2"), /^"b" was changed$/],
    ["a deleted file", ({ path }) => rmSync(join(path, "a")), /^"a" was changed$/],
  ])("is noticed: %s", async (_what, change, difference) => {
    const { repository, checkout } = await opened();
    change(repository);
    expect(await checkout?.difference()).toMatch(difference);
  });

  test("is noticed where a change was taken back", async () => {
    const { repository } = await opened();
    writeFileSync(join(repository.path, "b"), "2");
    const checkout = await open(repository.path);
    expect(await checkout?.difference()).toBeUndefined();
    repository.git("checkout", "-q", "b");
    expect(await checkout?.difference()).toBe("changed files were restored");
  });
});

test("a folder that is no checkout has no history, and a commit that is not there is a failure", async () => {
  expect(await read(temporaryFolder(), { tag: null, commit: "a".repeat(40), branch: undefined })).toBeUndefined();
  const repository = gitRepository();
  repository.commit({ a: "1" });
  await expectFault("program-failed", () => ask(repository, { commit: "a".repeat(40) }));
});
