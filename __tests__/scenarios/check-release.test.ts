import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { schemaId } from "../../src/domain/home.ts";
import { type GitRepository, gitRepository } from "../git-repository.ts";
import { type GitHubServer, startGitHubServer } from "../github-server/start-github-server.ts";
import { type GitHubSigstore, startGitHubSigstore } from "../github-sigstore/start-github-sigstore.ts";
import { action, capsule, newFolder, type Run } from "../run-program.ts";

const MANIFEST = {
  schema: schemaId("release-manifest"),
  name: "octo-tool",
  assets: ["octo-tool-{version}.tgz"],
  packages: ["package.json"],
};

/** A checkout of the tag v1.2.3 with the file that the manifest lists. */
function checkout(manifest: object = MANIFEST): GitRepository & { readonly released: string } {
  const repository = gitRepository(newFolder());
  const released = repository.commit({
    "package.json": '{"name":"octo-tool","version":"1.2.3"}',
    "release/manifest.json": JSON.stringify(manifest),
    ".gitignore": "dist/\n",
  });
  repository.git("tag", "-a", "-m", "x", "v1.2.3");
  mkdirSync(join(repository.path, "dist"));
  writeFileSync(join(repository.path, "dist", "octo-tool-1.2.3.tgz"), "the tool\n");
  return { ...repository, released };
}

describe("a maintainer checks a release on a laptop", () => {
  const { path } = checkout();
  const check = (...args: string[]) =>
    capsule(["check", "--repository", "octo-org/octo-tool", ...args, "dist/*"], { cwd: path });

  test("and reads every value with its source, every check, and the files that there would be", async () => {
    const run = await check("--verbose");
    expect(run.status).toBe(3);
    expect(run.stdout).toMatch(/^NOT READY {2}octo-tool 1\.2\.3: 1 required check is open\n/);
    expect(run.stdout).toMatch(/tag +v1\.2\.3 +git, in the checkout\n/);
    expect(run.stdout).toMatch(/verified +package version +"package.json" has the version of the release\n/);
    expect(run.stdout).toMatch(/not checked +branch +nothing was requested from GitHub.*\n/);
    expect(run.stdout).toContain("     Fix         ");
  });

  test("as one JSON object of a closed schema", async () => {
    const run = await check("--json");
    const schema = JSON.parse(readFileSync(new URL("../../docs/schemas/release-check.json", import.meta.url), "utf8"));
    const validate = new Ajv2020({ strict: true, strictTuples: false }).compile(schema);
    const said = JSON.parse(run.stdout);
    expect(validate(said)).toBe(true);
    expect(validate({ ...said, signed: true })).toBe(false);
    expect(said).toMatchObject({ verdict: "not-ready", exitCode: 3, manifest: "release/manifest.json" });
  });

  test.each([
    ["policy:\n  tag: signd", 'has "signd" at "policy.tag", which may be any, annotated, signed or verified'],
    ["assets: [tool", "is not YAML: a bracket is not closed, at line 4"],
    ["\tassets: tool", "is not YAML: a tab indents the line, where only spaces may, at line 3"],
  ])("and reads what is wrong in a manifest, and what may stand there: %j (Y11)", async (lines, told) => {
    writeFileSync(join(path, "by-hand.yaml"), `schema: ${schemaId("release-manifest")}\nname: octo-tool\n${lines}\n`);
    const run = await check("--manifest", "by-hand.yaml");
    rmSync(join(path, "by-hand.yaml"));
    expect(run.status).toBe(1);
    expect(run.stdout.replace(/\s+/g, " ")).toContain(`1 The release manifest ${told} Fix https://github.com/`);
  });

  test("and a wrong one exits with 1, naming the fix", async () => {
    const run = await check("--version", "1.2.4", "--tag", "v1.2.4");
    expect(run.status).toBe(1);
    expect(run.stdout).toMatch(/^NOT READY {2}octo-tool 1\.2\.4: \d problems?/);
    expect(run.stdout).toContain(
      '"package.json" says another version\n     Tag         1.2.4\n     package.json  1.2.3\n',
    );
    expect(run.stdout).toContain('set version to 1.2.4 in "package.json", then tag that commit');
  });

  test("and checks a release of images alone", async () => {
    const tagged = gitRepository(newFolder());
    tagged.commit({ "README.md": "a tool\n" });
    tagged.git("tag", "v1.2.3");
    const release = [
      "--repository",
      "octo-org/octo-tool",
      "--images",
      `ghcr.io/octo-org/octo-tool@sha256:${"ab".repeat(32)}`,
      ...["--image-format", "none"],
    ];
    for (const command of [["check"], ["seal", "--dry-run"]]) {
      const run = await capsule([...command, ...release], { cwd: tagged.path });
      expect([run.status, run.stdout]).toEqual([0, expect.stringMatching(/^READY {2}octo-tool 1\.2\.3/)]);
    }
  });

  test("and is told each fix once", async () => {
    const { stdout } = await check();
    expect(stdout.match(/give github-token/g)).toHaveLength(1);
  });

  test("and a dry run ends with the same word, though it goes on and seals in memory", async () => {
    const run = await capsule(["seal", "--dry-run", "--repository", "octo-org/octo-tool", "dist/*"], { cwd: path });
    expect(run.stdout).toMatch(/^NOT READY {2}octo-tool 1\.2\.3: 1 required check is open\n/);
    expect(run.stdout).toContain("signed in memory");
    expect(run.status).toBe(0);
  });

  test("and a dry run of a commit without a tag says, as the check does, that it is not ready", async () => {
    const untagged = gitRepository(newFolder());
    untagged.commit({ "tool.txt": "a tool\n" });
    const release = ["--repository", "octo-org/octo-tool", "tool.txt"];
    const [check, run] = await Promise.all(
      [["check"], ["seal", "--dry-run"]].map((command) => capsule([...command, ...release], { cwd: untagged.path })),
    );
    expect([check?.status, run?.status]).toEqual([3, 0]);
    for (const one of [check, run]) {
      expect(one?.stdout).toMatch(/^NOT READY {2}octo-tool /);
      expect(one?.stdout).toContain("The tag of the release is not known");
    }
    const named = await capsule(["seal", "--dry-run", "--tag", "v1.2.3", ...release], { cwd: untagged.path });
    expect([named.status, named.stdout]).toEqual([0, expect.stringMatching(/^READY {2}octo-tool 1\.2\.3/)]);
    const local = await capsule(["seal", "--dry-run", "--sigstore", "local", "tool.txt"], { cwd: untagged.path });
    expect(local.status).toBe(0);
  });

  test("and a dry run of sealing meets the same refusals", async () => {
    writeFileSync(join(path, "dist", "debug.log"), "");
    const run = await capsule(["seal", "--dry-run", "dist/*"], { cwd: path });
    expect(run.status).toBe(1);
    expect(run.stderr).toContain("inventory: the files are not those of the manifest");
    expect(run.stderr).toContain("nothing was signed and nothing is public");
  });
});

describe("the Action", () => {
  let sigstore: GitHubSigstore;
  const servers: GitHubServer[] = [];
  beforeAll(async () => {
    sigstore = await startGitHubSigstore();
  });
  afterAll(async () => {
    await Promise.all([sigstore.close(), ...servers.map((server) => server.close())]);
  });

  async function step(manifest: object, inputs: Record<string, string>, command: "seal" | "check" = "seal") {
    const { path, released } = checkout(manifest);
    const github = await startGitHubServer({ run: { commit: released } });
    servers.push(github);
    const temporary = newFolder();
    const file = (name: string) => join(temporary, name);
    for (const name of ["output", "summary"]) writeFileSync(file(name), "");
    writeFileSync(file("event.json"), "{}");
    const given = { assets: "dist/*", "github-token": github.token, ...inputs };
    const env = {
      ...sigstore.env,
      ...{ GITHUB_API_URL: github.url, GITHUB_SHA: released, GITHUB_WORKFLOW_SHA: released },
      ...{ GITHUB_WORKSPACE: path, RUNNER_TEMP: temporary, RUNNER_ENVIRONMENT: "github-hosted" },
      ...{ GITHUB_OUTPUT: file("output"), GITHUB_STEP_SUMMARY: file("summary"), GITHUB_EVENT_PATH: file("event.json") },
      ...Object.fromEntries(Object.entries(given).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
    };
    const run: Run = await action({ cwd: path, env }, command);
    return {
      run,
      github,
      output: readFileSync(file("output"), "utf8"),
      summary: readFileSync(file("summary"), "utf8"),
    };
  }

  test("checks without writing anything, and says what it found", async () => {
    const policy = { tag: "annotated", require: ["branch-protection", "run", "run-ref", "runner", "workflow"] };
    const { run, github, output, summary } = await step({ ...MANIFEST, policy }, {}, "check");
    expect(run.stdout).not.toContain("::error");
    expect(run.status).toBe(0);
    expect(output).toMatch(/verdict<<[^\n]+\nready\n/);
    expect(summary).toContain("## `octo-tool 1.2.3` is ready\n");
    expect(github.requests.filter(({ visible }) => visible)).toEqual([]);
    expect(github.violations).toEqual([]);
    expect(run.stdout.replace(/^::add-mask::.*$/gm, "")).not.toContain(github.token);
  });

  test("asks for no token and opens no draft where a check fails", async () => {
    const inputs = {
      ...{ sigstore: sigstore.signingConfigPath, "trusted-root": sigstore.trustedRootPath },
      out: join(newFolder(), "out"),
    };
    const { run, github, summary } = await step({ ...MANIFEST, policy: { tag: "verified" } }, inputs);
    expect(run.status).toBe(1);
    expect(run.stdout).toContain(
      "::error title=NOT READY  octo-tool 1.2.3::the tag is annotated and not signed, and the policy asks for verified",
    );
    expect(summary).toContain(
      "## `octo-tool 1.2.3` was not released: 1 problem\n\n**Nothing was signed and nothing became public.**",
    );
    expect(github.requests.filter(({ visible }) => visible)).toEqual([]);
    expect(github.state.releases.size).toBe(0);
  });
});
