import { parseRepository } from "../../domain/source/repository.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import type { BuildRun, ReadBuildRun } from "../../ports/build-run.ts";
import type { Env } from "../../ports/env.ts";

/**
 * Reads what GitLab, Buildkite or CircleCI says of the run from its documented variables; GitHub Actions has a reader of its own.
 * Faults: `configuration-invalid`, `repository-invalid`.
 * https://docs.gitlab.com/ci/variables/predefined_variables/
 * https://buildkite.com/docs/pipelines/configure/environment-variables
 * https://circleci.com/docs/reference/variables/
 */
export function pipelineBuildRun(env: Env): ReadBuildRun {
  return async () => {
    if (env("GITLAB_CI") === "true") return gitLabRun(env);
    if (env("BUILDKITE") === "true") return buildkiteRun(env);
    return env("CIRCLECI") === "true" ? circleCiRun(env) : undefined;
  };
}

function gitLabRun(env: Env): BuildRun {
  return {
    repository: parseRepository(required(env, "CI_PROJECT_URL")).url,
    repositoryId: required(env, "CI_PROJECT_ID"),
    commit: required(env, "CI_COMMIT_SHA", COMMIT),
    ref: env("CI_MERGE_REQUEST_REF_PATH") ?? refOf(env, "CI_COMMIT_TAG", "CI_COMMIT_BRANCH"),
    runUri: required(env, "CI_JOB_URL"),
  };
}

/** The commit is `HEAD` for a build that was started by hand and never said which one it meant. */
function buildkiteRun(env: Env): BuildRun {
  return {
    repository: parseRepository(required(env, "BUILDKITE_REPO")).url,
    commit: required(env, "BUILDKITE_COMMIT", COMMIT),
    ref: refOf(env, "BUILDKITE_TAG", "BUILDKITE_BRANCH"),
    runUri: `${required(env, "BUILDKITE_BUILD_URL")}#${required(env, "BUILDKITE_JOB_ID")}`,
  };
}

/** What the certificate will have as address of the run is in none of its variables. */
function circleCiRun(env: Env): BuildRun {
  return {
    repository: parseRepository(required(env, "CIRCLE_REPOSITORY_URL")).url,
    commit: required(env, "CIRCLE_SHA1", COMMIT),
    ref: refOf(env, "CIRCLE_TAG", "CIRCLE_BRANCH"),
  };
}

const COMMIT = /^([0-9a-f]{40}|[0-9a-f]{64})$/;
const SOME = /^[ -~\u{a0}-\u{10ffff}]{1,1024}$/u;

/** A variable that does not apply may be there and empty. */
function refOf(env: Env, tag: string, branch: string): string {
  const named = env(tag);
  return named === undefined || named === ""
    ? `refs/heads/${required(env, branch)}`
    : `refs/tags/${required(env, tag)}`;
}

function required(env: Env, name: string, pattern = SOME): string {
  const value = env(name);
  if (value !== undefined && pattern.test(value)) return value;
  const found = value === undefined ? "not set" : printable(value);
  throw new Fault("configuration-invalid", `the runner's variable ${name} is ${found}`, {
    hint: "run this in a job of the service, without overriding its variables",
  });
}
