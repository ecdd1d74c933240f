import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type GitHubSigstore, startGitHubSigstore } from "../github-sigstore/start-github-sigstore.ts";
import { newFolder, runProgram } from "../run-program.ts";

const BUILT = (name: string): string => fileURLToPath(new URL(`../../dist/${name}`, import.meta.url));

let sigstore: GitHubSigstore;
let folder = "";
beforeAll(async () => {
  sigstore = await startGitHubSigstore();
  folder = newFolder();
  // Alone in an empty folder, as a consumer downloads it.
  for (const name of ["cli.js", "verify.js", "action.js"]) copyFileSync(BUILT(name), join(folder, name));
  mkdirSync(join(folder, "dist"));
  writeFileSync(join(folder, "dist", "tool"), "the tool\n");
});
afterAll(() => sigstore.close());

const run = (program: string, args: readonly string[], env: Record<string, string> = {}) =>
  runProgram(process.execPath, [join(folder, program), ...args], { cwd: folder, env });

test("the built command line seals and verifies and rejects a changed asset, and the built verifier says the same", async () => {
  const sealed = await run("cli.js", ["seal", "--sigstore", "local", "--json", "dist"]);
  expect(sealed.status).toBe(0);
  const { argv } = JSON.parse(sealed.stdout).verify;
  const verified = await run("cli.js", argv);
  expect(verified.status).toBe(0);
  expect(await run("verify.js", argv)).toEqual(verified);
  writeFileSync(join(folder, "dist", "tool"), "the tooL\n");
  expect((await run("cli.js", argv)).status).toBe(1);
  expect((await run("verify.js", argv)).status).toBe(1);
  writeFileSync(join(folder, "dist", "tool"), "the tool\n");
});

test("the built Action seals in a run of GitHub, and the built command line verifies its repository", async () => {
  for (const name of ["output", "summary"]) writeFileSync(join(folder, name), "");
  const sealed = await run("action.js", [], {
    ...sigstore.env,
    GITHUB_WORKSPACE: folder,
    RUNNER_TEMP: folder,
    GITHUB_OUTPUT: join(folder, "output"),
    GITHUB_STEP_SUMMARY: join(folder, "summary"),
    INPUT_ASSETS: "dist/*",
    INPUT_SIGSTORE: sigstore.signingConfigPath,
    "INPUT_TRUSTED-ROOT": sigstore.trustedRootPath,
  });
  expect(sealed.stdout).not.toContain("::error");
  expect(sealed.status).toBe(0);
  expect(readFileSync(join(folder, "summary"), "utf8")).toContain("`octo-tool 1.2.3` is sealed and verified");
  const path = join(folder, "octo-tool-1.2.3.release", "octo-tool-1.2.3.capsule");
  const verify = ["verify", "--repository", "octo-org/octo-tool", "--trusted-root", sigstore.trustedRootPath, path];
  for (const program of ["cli.js", "verify.js"]) {
    expect((await run(program, [...verify, "dist/tool"])).status).toBe(0);
  }
});
