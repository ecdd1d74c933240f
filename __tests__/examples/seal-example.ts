import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import type { SeedRelease } from "../github-server/seed-release.ts";
import {
  type GitHubServer,
  type GitHubServerOptions,
  startGitHubServer,
  TOKEN,
} from "../github-server/start-github-server.ts";
import type { Level, TokenPermissions } from "../github-server/tokens.ts";
import type { GitHubRun } from "../github-sigstore/github-run.ts";
import { type GitHubSigstoreOptions, startGitHubSigstore } from "../github-sigstore/start-github-sigstore.ts";
import { runnerJob } from "../killpoints/runner-job.ts";
import { newFolder, type Run, runProgram } from "../run-program.ts";
import { inputsOf, type Job, type Step } from "./our-step.ts";

const at = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

export interface ExampleRun {
  readonly job: Job;
  readonly step: Step;
  /** What the steps before made, by path in the workspace. */
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  /** What differs from a push of the tag v1.2.3 of octo-org/octo-tool. */
  readonly run?: Partial<GitHubRun>;
  /** Values of expressions; the runner's own are known. */
  readonly values?: Readonly<Record<string, string>>;
  readonly tags?: readonly string[];
  readonly releases?: readonly SeedRelease[];
  /** Issuer of the tokens and address of the server, where they are not GitHub.com's. */
  readonly instance?: Pick<GitHubSigstoreOptions, "iss" | "web">;
  /** What the server is; default GitHub.com. */
  readonly server?: Pick<GitHubServerOptions, "flavour" | "features" | "immutableReleases">;
}

export interface SealedExample {
  readonly sealing: Run;
  readonly github: GitHubServer;
  readonly outputs: string;
  /** Verifies what is public with the built program, as a stranger. */
  verify(args: readonly string[]): Promise<Run>;
  close(): Promise<void>;
}

/**
 * Runs the step of a workflow that is ours as a runner would: `node dist/action.js` with the defaults of action.yml and the
 * `with` of the step, and with a token that has the job's permissions and no others.
 */
export async function sealExample(example: ExampleRun): Promise<SealedExample> {
  const { job, step, files, run = {}, values = {}, tags, releases = [], server = {}, instance = {} } = example;
  const sigstore = await startGitHubSigstore({ run, ...instance });
  const github = await startGitHubServer({
    ...server,
    ...{ run, releases, tokens: { [TOKEN]: tokenOf(job) } },
    ...(tags === undefined
      ? {}
      : { tags: Object.fromEntries(tags.map((tag) => [tag, { commit: sigstore.run.commit }])) }),
  });
  const runner = newFolder();
  const { workspace, env } = runnerJob(runner, { github, sigstore, env: sigstore.env });
  for (const [path, content] of Object.entries(files)) {
    const place = path.startsWith("/") ? join(runner, "temporary", path) : join(workspace, path);
    mkdirSync(dirname(place), { recursive: true });
    writeFileSync(place, content);
  }
  const trust = { sigstore: sigstore.signingConfigPath, "trusted-root": sigstore.trustedRootPath };
  for (const [input, path] of Object.entries(trust)) {
    const named = step.with?.[input];
    if (named === undefined) continue;
    mkdirSync(dirname(join(workspace, String(named))), { recursive: true });
    copyFileSync(path, join(workspace, String(named)));
  }
  const temporary = env["RUNNER_TEMP"] ?? "";
  const inputs = {
    ...defaults(github.token),
    ...trust,
    ...inputsOf(step, {
      ...{ "runner.temp": temporary, "steps.files.outputs.list": join(temporary, "assets/checksums.txt") },
      ...values,
    }),
  };
  const variables = Object.fromEntries(
    Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]),
  );
  const own = Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith("INPUT_")));
  const sealing = await runProgram(process.execPath, [at("dist/action.js")], {
    cwd: workspace,
    env: { ...own, ...variables },
  });
  return {
    ...{ sealing, github, outputs: readFileSync(env["GITHUB_OUTPUT"] ?? "", "utf8") },
    verify: async (args) => {
      const folder = newFolder();
      const release = [...github.state.releases.values()].find(({ draft }) => !draft);
      const published = release === undefined ? new Map<string, Buffer>() : await github.files(release);
      for (const [name, bytes] of published) writeFileSync(join(folder, name), bytes);
      const capsule = [...published.keys()].find((name) => name.endsWith(".capsule")) ?? "none.capsule";
      const all = ["verify", "--all", "--trusted-root", sigstore.trustedRootPath, ...args, "--", capsule];
      return runProgram(process.execPath, [at("dist/cli.js"), ...all], { cwd: folder });
    },
    close: async () => {
      await Promise.all([github.close(), sigstore.close()]);
    },
  };
}

/** What the token of a job may. */
export function tokenOf({ permissions = {} }: Job): TokenPermissions {
  const level = (name: string): Level => (permissions[name] ?? "none") as Level;
  return {
    contents: level("contents"),
    attestations: level("attestations"),
    actions: level("actions"),
    administration: "none",
    issues: "none",
    "artifact-metadata": level("artifact-metadata"),
  };
}

/** What the runner gives for inputs that a step leaves out. */
function defaults(token: string): Record<string, string> {
  const { inputs } = parse(readFileSync(at("action.yml"), "utf8")) as {
    inputs: Record<string, { default?: string | boolean }>;
  };
  const given = Object.entries(inputs).map(([name, { default: value = "" }]) => [name, String(value)] as const);
  return { ...Object.fromEntries(given), "github-token": token };
}
