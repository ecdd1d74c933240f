import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { expect, test } from "vitest";
import { gitRepository } from "../git-repository.ts";
import { capsule } from "../run-program.ts";
import { temporaryFolder } from "../temporary-folder.ts";

/** A `git` that writes down how it is started, and then does as asked. */
function countingGit(then = ""): { readonly path: string; starts(): string[] } {
  const folder = temporaryFolder();
  const [log, program] = [join(folder, "starts"), join(folder, "git")];
  const path = process.env["PATH"] ?? "";
  writeFileSync(log, "");
  writeFileSync(program, `#!/bin/sh\nPATH='${path}'\necho "$*" >> '${log}'\n${then}\nexec git "$@"\n`);
  chmodSync(program, 0o755);
  return {
    path: `${folder}${delimiter}${path}`,
    starts: () => readFileSync(log, "utf8").split("\n").filter(Boolean),
  };
}

function checkout() {
  const repository = gitRepository();
  repository.commit({ "package.json": '{"version":"1.2.3"}', ".gitignore": "dist/\n" });
  repository.git("tag", "v1.2.3");
  mkdirSync(join(repository.path, "dist"));
  writeFileSync(join(repository.path, "dist", "tool.bin"), "a tool\n");
  return repository;
}

const SEAL = ["seal", "--sigstore", "local", "--out", "out", "dist/tool.bin"];

test.skipIf(process.platform === "win32")("sealing starts git at most twelve times", async () => {
  const { path } = checkout();
  const git = countingGit();
  const run = await capsule(SEAL, { cwd: path, env: { PATH: git.path } });
  expect(run, run.stderr).toMatchObject({ status: 0 });
  expect(git.starts().length).toBeGreaterThan(5);
  expect(git.starts().length, git.starts().join("\n")).toBeLessThanOrEqual(12);
});

test.skipIf(process.platform === "win32")("a checkout that changes while it is sealed is refused", async () => {
  const { path } = checkout();
  // The history is the last question before the release is described.
  const change = `case "$*" in *--merged=*) echo changed > '${join(path, "package.json")}';; esac`;
  const run = await capsule([...SEAL, "--json"], { cwd: path, env: { PATH: countingGit(change).path } });
  expect(run.status).toBe(1);
  expect(JSON.parse(run.stdout)).toMatchObject({ code: "checkout-changed" });
});
