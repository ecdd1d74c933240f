import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { sha256Hex } from "../../src/crypto/node-digest.ts";
import { LOG_POLICY_SCHEMA_ID } from "../../src/domain/statements/log-policy.ts";
import { type GitHubServer, startGitHubServer } from "../github-server/start-github-server.ts";
import { type GitHubSigstore, startGitHubSigstore } from "../github-sigstore/start-github-sigstore.ts";
import { programFile } from "../program-file.ts";
import { capsule, newFolder, type Run, runProgram } from "../run-program.ts";

interface Step {
  readonly name: string;
  readonly if?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly run?: string;
}

interface Job {
  readonly permissions: object;
  readonly steps: readonly Step[];
}

const TEXT = readFileSync(new URL("../../examples/release-log.yml", import.meta.url), "utf8");
const example: { readonly jobs: Readonly<Record<"check" | "append", Job>> } = parse(TEXT);
const CLI = pathToFileURL(programFile("cli")).href;
/** Stands in for curl, which gets the program. */
const CURL = '#!/bin/sh\nwhile [ $# -gt 0 ]; do case $1 in --output) cp "$PROGRAM" "$2" ;; esac; shift; done\n';
const POLICY = {
  ...{ schema: LOG_POLICY_SCHEMA_ID, origin: "github.com/octo-org/octo-tool/release-log" },
  roles: {
    owner: {
      signers: [{ repository: "octo-org/octo-tool", sourceRef: "refs/heads/main" }],
      may: ["published", "yanked"],
    },
  },
};

describe.skipIf(process.platform === "win32")("examples/release-log.yml", () => {
  const folder = newFolder();
  const programs = newFolder();
  const repository = newFolder();
  let sigstore: GitHubSigstore;
  let github: GitHubServer;

  const git = (...args: string[]) =>
    execFileSync("git", ["-C", repository, "-c", "user.name=x", "-c", "user.email=x@example.com", ...args], {
      encoding: "utf8",
    }).trim();
  const vouch = async (who: string, out: string) => {
    const signing = ["--trusted-root", sigstore.trustedRootPath, "--sign-with", sigstore.signingConfigPath];
    const env = sigstore.jobOf({ repository: who, ref: "refs/heads/main", repositoryId: "74", ownerId: "65" });
    const made = await capsule(["vouch", "published", ...signing, "--out", out, "octo-tool-1.2.3.capsule"], {
      ...{ cwd: folder, env },
    });
    expect([made.status, made.stderr]).toEqual([0, ""]);
  };
  /** A pull request with files, as it lies on the server; never merged. */
  const pull = (number: number, files: Readonly<Record<string, Uint8Array>>) => {
    git("checkout", "-q", "--orphan", `pull-${number}`);
    mkdirSync(join(repository, "inbox"), { recursive: true });
    for (const [name, bytes] of Object.entries(files)) writeFileSync(join(repository, "inbox", name), bytes);
    git("add", "-A");
    git("commit", "-q", "-m", "say something");
    git("update-ref", `refs/pull/${number}/head`, "HEAD");
    rmSync(join(repository, "inbox"), { recursive: true });
  };
  const asInbox = (file: string) => {
    const bytes = readFileSync(join(folder, file));
    return { [`${sha256Hex(bytes)}.sigstore.json`]: bytes };
  };

  /** Runs the steps of a job that are shell, as the runner does; the last is returned. */
  async function job(name: "check" | "append", number: number | undefined): Promise<Run> {
    const place = newFolder();
    mkdirSync(join(place, "release"));
    writeFileSync(join(place, "release/log-policy.json"), JSON.stringify(POLICY));
    const PROGRAM = join(programs, "program.js");
    const fixed: Record<string, string> = {
      ...(name === "append" ? sigstore.jobOf({ ref: "refs/heads/main" }) : {}),
      ...{ RUNNER_TEMP: place, GITHUB_API_URL: github.url, PROGRAM, COMMIT: "c" },
      ...{ GITHUB_SERVER_URL: "https://github.com", GITHUB_REPOSITORY: "octo-org/octo-tool" },
      SHA256: createHash("sha256").update(readFileSync(PROGRAM)).digest("hex"),
      PATH: `${programs}:${dirname(process.execPath)}:${process.env["PATH"]}`,
      // Pull requests come from a folder instead of from github.com.
      ...{ GIT_CONFIG_COUNT: "1", GIT_CONFIG_KEY_0: `url.${repository}.insteadOf` },
      GIT_CONFIG_VALUE_0: "https://github.com/octo-org/octo-tool",
    };
    let last: Run | undefined;
    for (const step of example.jobs[name].steps) {
      if (step.run === undefined || step.if === `inputs.number ${number === undefined ? "!=" : "=="} ''`) continue;
      const own: Record<string, string> = { ...step.env };
      if ("NUMBER" in own) own["NUMBER"] = String(number);
      if ("GH_TOKEN" in own) own["GH_TOKEN"] = github.token;
      if ("OPTIONS" in own) {
        own["OPTIONS"] = `--trusted-root ${sigstore.trustedRootPath} --sign-with ${sigstore.signingConfigPath}`;
      }
      last = await runProgram("bash", ["-eo", "pipefail", "-c", step.run], { cwd: place, env: { ...fixed, ...own } });
      if (last.status !== 0) return last;
    }
    if (last === undefined) throw new Error("the job has no step");
    return last;
  }

  beforeAll(async () => {
    sigstore = await startGitHubSigstore();
    github = await startGitHubServer();
    writeFileSync(join(programs, "program.js"), `import(${JSON.stringify(CLI)});\n`);
    writeFileSync(join(programs, "curl"), CURL);
    chmodSync(join(programs, "curl"), 0o755);
    execFileSync("git", ["init", "-q", repository]);
    git("config", "uploadpack.allowAnySHA1InWant", "true");
    writeFileSync(join(folder, "tool.bin"), "a tool\n");
    const facts = ["--name", "octo-tool", "--version", "1.2.3", "--tag", "v1.2.3", "--out", "out"];
    const trust = ["--sigstore", sigstore.signingConfigPath, "--trusted-root", sigstore.trustedRootPath];
    const sealed = await capsule(["seal", ...trust, ...facts, "tool.bin"], { cwd: folder, env: sigstore.env });
    expect(sealed.status).toBe(0);
    cpSync(join(folder, "out/octo-tool-1.2.3.capsule"), join(folder, "octo-tool-1.2.3.capsule"));
    await vouch("octo-org/octo-tool", "mine.json");
    await vouch("evil/stranger", "theirs.json");
  }, 120_000);
  afterAll(() => Promise.all([sigstore.close(), github.close()]));

  test("the check of a pull request has no secrets, and no step of any job checks out what strangers hand in", () => {
    expect(example.jobs.check.permissions).toEqual({ contents: "read" });
    expect(example.jobs.append.permissions).toEqual({ contents: "write", "id-token": "write" });
    expect(TEXT).not.toMatch(/pull_request_target|\{\{\s*secrets/);
    expect(example.jobs.check.steps.every(({ run }) => run !== undefined)).toBe(true);
  });

  test("a log is begun, what is handed in is checked and appended, and a stranger is refused by both", async () => {
    expect((await job("append", undefined)).stderr).toBe("");
    expect(github.state.refs.has("refs/heads/release-log")).toBe(true);
    pull(7, asInbox("mine.json"));
    pull(8, asInbox("theirs.json"));
    pull(9, { [`${"0".repeat(64)}.sigstore.json`]: readFileSync(join(folder, "mine.json")) });
    const checked = await job("check", 7);
    expect([checked.status, checked.stdout]).toEqual([
      0,
      expect.stringContaining("It would be appended, and nothing was"),
    ]);
    expect([...github.state.releases.values()].map(({ assets }) => assets.size)).toContain(1);
    const appended = await job("append", 7);
    expect([appended.status, appended.stdout]).toEqual([0, expect.stringContaining("Appended: leaf 1")]);
    for (const name of ["check", "append"] as const) {
      const refused = await job(name, 8);
      expect([refused.status, refused.stderr]).toEqual([1, expect.stringContaining("may not say published")]);
      expect((await job(name, 9)).status).not.toBe(0);
    }
    // Everybody reads it from GitHub, without a token.
    const signer = ["--log-signer", "octo-org/octo-tool@refs/heads/main", "--branch", "release-log"];
    const words = ["state", "--json", ...signer, "--trusted-root", sigstore.trustedRootPath];
    const place = ["https://github.com/octo-org/octo-tool", "octo-tool-1.2.3.capsule"];
    const asked = await capsule([...words, ...place], { cwd: folder, env: { GITHUB_API_URL: github.url } });
    expect(JSON.parse(asked.stdout)).toMatchObject({ size: 2, state: { effective: "published" } });
    expect(github.violations).toEqual([]);
    expect(existsSync(join(repository, "inbox"))).toBe(false);
  }, 120_000);
});
