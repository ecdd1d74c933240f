import { createHash } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { gitRepository } from "../git-repository.ts";
import { gitLabJob } from "../github-sigstore/pipeline-job.ts";
import { type GitHubSigstore, startGitHubSigstore } from "../github-sigstore/start-github-sigstore.ts";
import { programFile } from "../program-file.ts";
import { capsule, newFolder, type Run, runProgram } from "../run-program.ts";
import { includeComponent } from "./gitlab-component.ts";

interface GitLabJob {
  readonly script: readonly string[];
  readonly variables?: Readonly<Record<string, string>>;
  readonly id_tokens?: Readonly<Record<string, { readonly aud: string }>>;
}

const example: Readonly<Record<"build" | "seal", GitLabJob>> = parse(
  readFileSync(new URL("../../examples/gitlab/.gitlab-ci.yml", import.meta.url), "utf8"),
);
/** What one includes in the place of the example's own job. */
const INPUTS = { commit: "4".repeat(40), sha256: "0".repeat(64) };
const component = includeComponent("templates/seal.yml", INPUTS)["seal"] as GitLabJob;
const CLI = pathToFileURL(programFile("cli")).href;
const API = "https://gitlab.com/api/v4";
const PROJECT = "https://gitlab.com/forest/tools/axe";

/** Stands in for curl: gives the program, keeps what is uploaded by the last two parts of its address, and gives it back. */
const CURL = `#!/bin/sh
echo "curl $*" >> "$CALLS"
for last; do :; done
while [ $# -gt 0 ]; do
  case $1 in --output) output=$2; shift ;; --upload-file) upload=$2; shift ;; esac
  shift
done
path=\${last#*/generic/}
case $last in
  */dist/cli.js) cp "$PROGRAM" "$output" ;;
  *) if [ -n "\${upload:-}" ]; then mkdir -p "$STORE/$path" && cp "$upload" "$STORE/$path"
     elif [ -n "\${output:-}" ]; then cp "$STORE/$path" "$output"; fi ;;
esac
`;

describe.skipIf(process.platform === "win32").each([
  ["examples/gitlab/.gitlab-ci.yml", example.seal],
  ["templates/seal.yml", component],
])("%s", (_path, seal) => {
  const repository = gitRepository(newFolder());
  const [programs, store] = [newFolder(), newFolder()];
  const calls = join(programs, "calls");
  let sigstore: GitHubSigstore;
  const runs: Record<string, Run> = {};

  /** Runs build and seal of a pipeline for the tag, each with its variables expanded once, as GitLab does. */
  async function pipeline(tag: string): Promise<Run> {
    const commit = repository.commit({ "src.txt": tag, ".gitignore": "dist/\n" });
    repository.git("tag", tag);
    const { SIGSTORE_ID_TOKEN = "", ...predefined } = sigstore.pipelineEnv(gitLabJob({ tag, commit }));
    const program = readFileSync(join(programs, "program.js"));
    const given: Record<string, string> = {
      ...{ ...predefined, CI_API_V4_URL: API, CI_JOB_TOKEN: "job-canary" },
      ...{ PATH: `${programs}:${dirname(process.execPath)}:${process.env["PATH"]}` },
      ...{ CALLS: calls, STORE: store, PROGRAM: join(programs, "program.js") },
    };
    let last: Run | undefined;
    for (const { script, variables = {}, id_tokens: tokens } of [example.build, seal]) {
      const env = { ...given };
      for (const [name, value] of Object.entries(variables)) {
        env[name] = value.replace(/\$(\w+)/g, (_, other: string) => env[other] ?? "");
      }
      env["CAPSULE_SHA256"] = createHash("sha256").update(program).digest("hex");
      if (tokens?.["SIGSTORE_ID_TOKEN"]?.aud === "sigstore") env["SIGSTORE_ID_TOKEN"] = SIGSTORE_ID_TOKEN;
      last = await runProgram("bash", ["-eo", "pipefail", "-c", script.join("\n")], { cwd: repository.path, env });
      if (last.status !== 0) return last;
    }
    if (last === undefined) throw new Error("the example has no job");
    return last;
  }

  beforeAll(async () => {
    repository.git("remote", "add", "origin", `https://gitlab-ci-token:secret@gitlab.com/forest/tools/axe.git`);
    sigstore = await startGitHubSigstore({ pipeline: gitLabJob() });
    writeFileSync(join(programs, "curl"), CURL);
    chmodSync(join(programs, "curl"), 0o755);
    const trust = ["--sigstore", sigstore.signingConfigPath, "--trusted-root", sigstore.trustedRootPath];
    const program = `process.argv.splice(3, 0, ...${JSON.stringify(trust)});\nimport(${JSON.stringify(CLI)});\n`;
    writeFileSync(join(programs, "program.js"), program);
    for (const tag of ["v1.2.2", "v1.2.3"]) runs[tag] = await pipeline(tag);
  }, 60_000);
  afterAll(() => sigstore.close());

  const published = (tag: string): string => join(store, "axe", tag);
  const verify = (tag: string, ...more: string[]): Promise<Run> => {
    const identity = `${PROJECT}//.gitlab-ci.yml@refs/tags/${tag}`;
    const who = ["--identity", identity, "--issuer", "https://gitlab.com", "--trusted-root", sigstore.trustedRootPath];
    return capsule(["verify", ...who, ...more, "--", `axe-${tag.slice(1)}.capsule`, "axe"], { cwd: published(tag) });
  };

  test("seals with the identity of the job, and uploads the files before the release exists", () => {
    expect(runs["v1.2.3"]).toMatchObject({ status: 0 });
    expect(readdirSync(published("v1.2.3"))).toEqual(expect.arrayContaining(["axe", "axe-1.2.3.capsule", "VERIFY.md"]));
    const sent = readFileSync(calls, "utf8")
      .trim()
      .split("\n")
      .filter((call) => call.includes("job-canary"));
    expect(sent.at(-1)).toContain(`${API}/projects/20/releases`);
    expect(sent.filter((call) => call.endsWith("/releases"))).toHaveLength(2);
  });

  test("consumers verify it by the pipeline's file at the tag, and no other", async () => {
    const good = await verify("v1.2.3", "--all");
    expect(good.stdout).toMatch(/^VERIFIED/);
    expect(good.stdout).toContain(`Repository  ${PROJECT}\n`);
    expect(good.stdout).toContain("Signed by   .gitlab-ci.yml\n");
    expect(good.status).toBe(0);
    const other = await capsule(
      ["verify", "--identity", `${PROJECT}//.gitlab-ci.yml@refs/heads/main`, "--issuer", "https://gitlab.com"].concat([
        "--trusted-root",
        sigstore.trustedRootPath,
        "--",
        "axe-1.2.3.capsule",
        "axe",
      ]),
      { cwd: published("v1.2.3") },
    );
    expect(other.status).toBe(1);
  });

  test("the commands of its VERIFY.md name issuer and identity of the pipeline", () => {
    const guide = readFileSync(join(published("v1.2.3"), "VERIFY.md"), "utf8");
    expect(guide).toContain("--issuer https://gitlab.com");
    expect(guide).toContain(`${PROJECT}//.gitlab-ci.yml@refs/tags/v1.2.3`);
  });

  test("the provenance names the pipeline as builder and the job as run", () => {
    const line = readFileSync(join(published("v1.2.3"), "axe-1.2.3.intoto.jsonl"), "utf8");
    const { payload } = JSON.parse(line).dsseEnvelope;
    const { predicate } = JSON.parse(Buffer.from(payload, "base64").toString());
    expect(predicate.buildDefinition.buildType).toMatch(/\/build\/pipeline\/v1$/);
    expect(predicate.buildDefinition.externalParameters.pipeline).toEqual({
      config: `${PROJECT}//.gitlab-ci.yml@refs/tags/v1.2.3`,
      repository: PROJECT,
      ref: "refs/tags/v1.2.3",
    });
    expect(predicate.runDetails).toEqual({
      builder: { id: `${PROJECT}//.gitlab-ci.yml@refs/tags/v1.2.3` },
      metadata: { invocationId: `${PROJECT}/-/jobs/4000123` },
    });
  });

  test("links the release before, which the job downloaded", async () => {
    const before = join(published("v1.2.2"), "axe-1.2.2.capsule");
    expect(existsSync(before)).toBe(true);
    expect((await verify("v1.2.3", "--previous", before)).status).toBe(0);
    const itself = join(published("v1.2.3"), "axe-1.2.3.capsule");
    expect((await verify("v1.2.3", "--previous", itself)).status).toBe(1);
  });

  test("does not run a program of other bytes", async () => {
    const folder = newFolder();
    mkdirSync(join(folder, "dist"));
    const until = seal.script.findIndex((line) => line.includes("sha256sum"));
    const script = seal.script.slice(0, until + 1).join("\n");
    const run = await runProgram("bash", ["-eo", "pipefail", "-c", script], {
      cwd: folder,
      env: {
        ...{ PATH: `${programs}:${process.env["PATH"]}`, CALLS: join(folder, "calls"), STORE: folder },
        ...{ PROGRAM: join(programs, "program.js"), CAPSULE_SHA256: "0".repeat(64), CAPSULE_COMMIT: "0".repeat(40) },
      },
    });
    expect(run.status).not.toBe(0);
    expect(run.stdout + run.stderr).toContain("FAILED");
  });
});

test("the example is one that our own repository does not run", () => {
  expect(existsSync(fileURLToPath(new URL("../../.gitlab-ci.yml", import.meta.url)))).toBe(false);
});

describe("the component", () => {
  const include = (inputs: Readonly<Record<string, string>>) => () => includeComponent("templates/seal.yml", inputs);

  test("must be told which program by commit and digest, and refuses anything else in their place", () => {
    expect(include({})).toThrow("commit is required");
    expect(include({ commit: INPUTS.commit })).toThrow("sha256 is required");
    expect(include({ ...INPUTS, commit: "main" })).toThrow("commit is refused");
    expect(include({ ...INPUTS, folder: "dist; curl attacker.example" })).toThrow("folder is refused");
    expect(include({ ...INPUTS, name: "$(id)" })).toThrow("name is refused");
    expect(include({ ...INPUTS, other: "" })).toThrow("unknown input other");
  });

  test("is one job by the name that was given, on tags alone, and the only one with the token", () => {
    const jobs = includeComponent("templates/seal.yml", { ...INPUTS, job: "publish", stage: "deploy" });
    expect(Object.keys(jobs)).toEqual(["publish"]);
    expect(jobs["publish"]).toMatchObject({
      ...{ stage: "deploy", rules: [{ if: "$CI_COMMIT_TAG" }] },
      id_tokens: { SIGSTORE_ID_TOKEN: { aud: "sigstore" } },
    });
  });

  test("puts no input into a script, where it would be code", () => {
    const text = readFileSync(new URL("../../templates/seal.yml", import.meta.url), "utf8");
    expect(text.slice(text.indexOf("  script:"))).not.toContain("$[[");
  });
});
