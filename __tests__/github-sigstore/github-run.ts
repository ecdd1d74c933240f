import { sha256Hex } from "../../src/crypto/node-digest.ts";
import type { JsonObject } from "../../src/kernel/json.ts";
import { encodeUtf8 } from "../../src/kernel/utf8.ts";

/** A run of a workflow, as a test wants it; everything else follows from these. */
export interface GitHubRun {
  /** `owner/name`. */
  readonly repository: string;
  readonly repositoryId: string;
  readonly ownerId: string;
  readonly visibility: "public" | "private" | "internal";
  /** Full git ref. */
  readonly ref: string;
  /** 40 hex characters. */
  readonly commit: string;
  /** Path of the workflow that was started, in the repository. */
  readonly workflow: string;
  /** `owner/name/path@ref` of the workflow that signs; by default the one that was started. */
  readonly signerWorkflow: string | undefined;
  readonly event: string;
  readonly runId: string;
  readonly runAttempt: string;
  readonly runner: "github-hosted" | "self-hosted";
  readonly environment: string | undefined;
  /**
   * Whether the subject of its tokens holds the ids of owner and repository, as it does where the repository was made, renamed
   * or transferred after 2026-06-18, and on no server.
   */
  readonly immutableSubject: boolean;
}

export const GITHUB_ISSUER = "https://token.actions.githubusercontent.com";
/** Web address of github.com. */
export const GITHUB_WEB = "https://github.com";

const DEFAULT_RUN: GitHubRun = {
  repository: "octo-org/octo-tool",
  repositoryId: "74",
  ownerId: "65",
  visibility: "public",
  ref: "refs/tags/v1.2.3",
  commit: "d0c1a2b3d0c1a2b3d0c1a2b3d0c1a2b3d0c1a2b3",
  workflow: ".github/workflows/release.yml",
  signerWorkflow: undefined,
  event: "push",
  runId: "8123456789",
  runAttempt: "1",
  runner: "github-hosted",
  environment: undefined,
  immutableSubject: true,
};

/** Another repository has another commit, other ids and another run, as always in reality. */
export function gitHubRun(changes: Partial<GitHubRun> = {}): GitHubRun {
  const run = { ...DEFAULT_RUN, ...changes };
  const name = run.repository.toLowerCase();
  if (name === DEFAULT_RUN.repository) return run;
  const number = (what: string, digits: number) =>
    String(Number.parseInt(sha256Hex(encodeUtf8(`${what} ${name.split("/")[0]}`)).slice(0, 12), 16) % 10 ** digits);
  return {
    ...run,
    repositoryId: changes.repositoryId ?? number(`repository ${name}`, 9),
    ownerId: changes.ownerId ?? number("owner", 8),
    commit: changes.commit ?? sha256Hex(encodeUtf8(`commit ${name}`)).slice(0, 40),
    runId: changes.runId ?? number(`run ${name}`, 10),
  };
}

/** The claims of the token that GitHub gives to a job of the run, without those of time and audience. */
export function tokenClaims(run: GitHubRun): JsonObject {
  const [owner = "", name = ""] = run.repository.split("/");
  const subject = run.immutableSubject ? `${owner}@${run.ownerId}/${name}@${run.repositoryId}` : run.repository;
  const started = `${run.repository}/${run.workflow}@${run.ref}`;
  return {
    jti: "b3c1c0a4-5d8e-4a57-9b53-0d8f1f3f2a10",
    sub: `repo:${subject}:${run.environment === undefined ? `ref:${run.ref}` : `environment:${run.environment}`}`,
    ref: run.ref,
    sha: run.commit,
    repository: run.repository,
    repository_owner: owner,
    repository_owner_id: run.ownerId,
    run_id: run.runId,
    run_number: "10",
    run_attempt: run.runAttempt,
    repository_visibility: run.visibility,
    repository_id: run.repositoryId,
    actor_id: "12",
    actor: "octocat",
    workflow: "release",
    head_ref: "",
    base_ref: "",
    event_name: run.event,
    ref_protected: "false",
    ref_type: refType(run),
    workflow_ref: started,
    workflow_sha: run.commit,
    job_workflow_ref: run.signerWorkflow ?? started,
    job_workflow_sha: run.commit,
    runner_environment: run.runner,
    ...(run.environment === undefined ? {} : { environment: run.environment }),
  };
}

/** The variables that the runner of the GitHub at `web` sets for a job of the run; files and folders are the caller's. */
export function runnerVariables(run: GitHubRun, web = GITHUB_WEB): Record<string, string> {
  const [owner = ""] = run.repository.split("/");
  return {
    CI: "true",
    GITHUB_ACTIONS: "true",
    GITHUB_ACTOR: "octocat",
    GITHUB_ACTOR_ID: "12",
    GITHUB_API_URL: apiOf(web),
    GITHUB_BASE_REF: "",
    GITHUB_EVENT_NAME: run.event,
    GITHUB_HEAD_REF: "",
    GITHUB_REF: run.ref,
    GITHUB_REF_NAME: run.ref.replace(/^refs\/(?:heads|tags)\//, ""),
    GITHUB_REF_PROTECTED: "false",
    GITHUB_REF_TYPE: refType(run),
    GITHUB_REPOSITORY: run.repository,
    GITHUB_REPOSITORY_ID: run.repositoryId,
    GITHUB_REPOSITORY_OWNER: owner,
    GITHUB_REPOSITORY_OWNER_ID: run.ownerId,
    GITHUB_RUN_ATTEMPT: run.runAttempt,
    GITHUB_RUN_ID: run.runId,
    GITHUB_RUN_NUMBER: "10",
    GITHUB_SERVER_URL: web,
    GITHUB_SHA: run.commit,
    GITHUB_WORKFLOW: "release",
    GITHUB_WORKFLOW_REF: `${run.repository}/${run.workflow}@${run.ref}`,
    GITHUB_WORKFLOW_SHA: run.commit,
    RUNNER_ENVIRONMENT: run.runner,
  };
}

/** github.com and the places of ghe.com have a host of its own for it, a server has a path. */
function apiOf(web: string): string {
  const { hostname } = new URL(web);
  return /(?:^|\.)(?:github|ghe)\.com$/.test(hostname) ? `https://api.${hostname}` : `${web}/api/v3`;
}

function refType({ ref }: GitHubRun): "tag" | "branch" {
  return ref.startsWith("refs/tags/") ? "tag" : "branch";
}
