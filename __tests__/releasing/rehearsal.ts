import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { TOOL } from "../../src/domain/tool.ts";
import { readWorkflow } from "../examples/our-step.ts";
import { tokenOf } from "../examples/seal-example.ts";
import { type GitHubServer, startGitHubServer, TOKEN } from "../github-server/start-github-server.ts";
import type { GitHubRun } from "../github-sigstore/github-run.ts";
import { type GitHubSigstore, startGitHubSigstore } from "../github-sigstore/start-github-sigstore.ts";
import { type NpmRegistry, startNpmRegistry } from "../registries/start-npm-registry.ts";
import { newFolder, runProgram } from "../run-program.ts";
import { type ActionRun, type FinishedJob, runJob } from "./run-job.ts";
import { runOurAction } from "./run-our-action.ts";
import { standInPrograms } from "./stand-in-programs.ts";
import { taggedRepository } from "./tagged-repository.ts";

const REPOSITORY = "release-capsule/release-capsule";
const NPM_TOKEN = `${TOKEN.slice(0, -3)}npm`;
const WORKFLOWS = {
  release: readWorkflow(".github/workflows/release.yml"),
  npm: readWorkflow(".github/workflows/npm.yml"),
};

/** Made once: all rehearsals are of one commit. */
let repository: ReturnType<typeof taggedRepository> | undefined;

export const TAG = `v${TOOL.version}`;
export const PACKAGE = `release-capsule-${TOOL.version}.tgz`;

/** Where a job is cut off: the runner dies before a step, or the Action is killed right after a request took effect. */
export interface CutOff {
  readonly beforeStep?: number;
  readonly after?: string;
}

/** The repository with its tag, GitHub, a Sigstore and npm's registry, all on the loopback; runs of our own workflows of a release. */
export interface Rehearsal {
  readonly github: GitHubServer;
  readonly sigstore: GitHubSigstore;
  readonly npm: NpmRegistry;
  /** Every command of npm and gh, in order. */
  commands(): string[];
  /** A run of release.yml: the job that builds and then the one that seals, unless the first fails. */
  release(cut?: CutOff): Promise<{ readonly build: FinishedJob; readonly seal: FinishedJob | undefined }>;
  /** The job that seals again, with the artifact of the build before, as "re-run failed jobs" does. */
  sealAgain(cut?: CutOff): Promise<FinishedJob>;
  /** A run of npm.yml on the tag. */
  publish(cut?: CutOff): Promise<FinishedJob>;
  close(): Promise<void>;
}

export async function startRehearsal(): Promise<Rehearsal> {
  repository ??= taggedRepository(TAG);
  const origin = repository;
  const run: Partial<GitHubRun> = { repository: REPOSITORY, ref: `refs/tags/${TAG}`, commit: origin.commit };
  const sigstore = await startGitHubSigstore({ run: { ...run, environment: "release" } });
  const [seal, publish] = [WORKFLOWS.release.jobs["seal"], WORKFLOWS.npm.jobs["publish"]];
  const build = WORKFLOWS.release.jobs["build"];
  if (seal === undefined || publish === undefined || build === undefined)
    throw new Error("a job of our workflows is gone");
  const github = await startGitHubServer({
    ...{ run, immutableReleases: true, reality: { bundleUrlOnly: false } },
    tags: { [TAG]: { commit: origin.commit, annotated: true, signature: "-----BEGIN SSH SIGNATURE-----" } },
    tokens: { [TOKEN]: tokenOf(seal), [NPM_TOKEN]: tokenOf(publish) },
  });
  const npm = await startNpmRegistry({ repository: REPOSITORY, workflow: "npm.yml", environment: "npm" });
  const programs = await standInPrograms({ github, sigstore, npm });
  let attempts = 0;
  let artifact = "";
  let onVisible: (operation: string) => void = () => undefined;
  github.onVisible = ({ operation }) => onVisible(operation);

  const values = {
    ...{ "github.token": TOKEN, "github.ref_name": TAG, "github.sha": origin.commit },
    "needs.build.outputs.artifact-id": "4711",
  };
  const jobEnv = (changes: Partial<GitHubRun>): Record<string, string> => ({
    ...sigstore.jobOf(changes),
    ...{ GITHUB_API_URL: github.url, PATH: `${programs.folder}:${dirname(process.execPath)}:${process.env["PATH"]}` },
  });
  const actions: Readonly<Record<string, ActionRun>> = {
    "actions/checkout": ({ workspace }) =>
      runProgram("sh", ["-c", `git clone -q '${origin.path}' . && git checkout -q ${TAG}`], { cwd: workspace }),
    "actions/setup-node": async () => undefined,
    "actions/upload-artifact": async ({ inputs, workspace, env }) => {
      artifact = newFolder();
      cpSync(join(workspace, inputs["path"] ?? ""), artifact, { recursive: true });
      writeFileSync(env["GITHUB_OUTPUT"] ?? "", "artifact-id=4711\n");
      return undefined;
    },
    "actions/download-artifact": async ({ inputs }) => {
      cpSync(artifact, inputs["path"] ?? "", { recursive: true });
      return undefined;
    },
  };

  const sealAgain = async (cut: CutOff = {}): Promise<FinishedJob> => {
    attempts += 1;
    const changes = { runAttempt: String(attempts), environment: "release" };
    github.state.run = { ...github.state.run, ...changes };
    return runJob({
      ...{ job: seal, values, env: jobEnv(changes) },
      ...(cut.beforeStep === undefined ? {} : { diesBefore: cut.beforeStep }),
      actions: {
        ...actions,
        "./": (use) =>
          runOurAction(use, {
            ...{ folder: use.workspace, token: TOKEN, sigstore },
            started: (kill) => {
              onVisible = (operation) => (operation === cut.after ? kill("SIGKILL") : undefined);
            },
          }),
      },
    });
  };

  return {
    ...{ github, sigstore, npm, sealAgain },
    commands: () => readFileSync(programs.calls, "utf8").trim().split("\n"),
    async release(cut = {}) {
      // The suite that this is a test of is not run in it.
      const job = { ...build, steps: build.steps.filter(({ run: script }) => script !== ".ci/run") };
      const built = await runJob({ job, values, actions, env: jobEnv({ environment: undefined }) });
      return { build: built, seal: built.status === "success" ? await sealAgain(cut) : undefined };
    },
    publish: (cut = {}) =>
      runJob({
        ...{ job: publish, values: { ...values, "github.token": NPM_TOKEN }, actions },
        ...(cut.beforeStep === undefined ? {} : { diesBefore: cut.beforeStep }),
        env: jobEnv({
          ...{ workflow: ".github/workflows/npm.yml", event: "workflow_dispatch", environment: "npm" },
          runId: "9123456789",
        }),
      }),
    async close() {
      await Promise.all([github.close(), sigstore.close(), npm.close()]);
    },
  };
}
