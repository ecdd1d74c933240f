import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import type { ReadBuildRun } from "../../ports/build-run.ts";
import type { Env } from "../../ports/env.ts";

const PATTERNS = {
  GITHUB_SERVER_URL: /^https?:\/\/[A-Za-z0-9.-]+(:\d+)?$/,
  GITHUB_REPOSITORY: /^[A-Za-z0-9_-]+\/[A-Za-z0-9._-]+$/,
  GITHUB_REPOSITORY_ID: /^\d{1,20}$/,
  GITHUB_REPOSITORY_OWNER_ID: /^\d{1,20}$/,
  GITHUB_SHA: /^([0-9a-f]{40}|[0-9a-f]{64})$/,
  GITHUB_REF: /^refs\/.{1,1000}$/,
  GITHUB_RUN_ID: /^\d{1,20}$/,
  GITHUB_RUN_ATTEMPT: /^\d{1,10}$/,
} as const;

/**
 * Reads what GitHub Actions says of the run from the runner's documented variables.
 * https://docs.github.com/actions/reference/workflows-and-actions/variables
 */
export function gitHubBuildRun(env: Env): ReadBuildRun {
  return async () => {
    if (env("GITHUB_ACTIONS") !== "true") return undefined;
    const server = required(env, "GITHUB_SERVER_URL");
    const repository = `${server}/${required(env, "GITHUB_REPOSITORY")}`;
    const run = `${required(env, "GITHUB_RUN_ID")}/attempts/${required(env, "GITHUB_RUN_ATTEMPT")}`;
    return {
      repository,
      repositoryId: required(env, "GITHUB_REPOSITORY_ID"),
      ownerId: required(env, "GITHUB_REPOSITORY_OWNER_ID"),
      commit: required(env, "GITHUB_SHA"),
      ref: required(env, "GITHUB_REF"),
      runUri: `${repository}/actions/runs/${run}`,
    };
  };
}

function required(env: Env, name: keyof typeof PATTERNS): string {
  const value = env(name);
  if (value !== undefined && PATTERNS[name].test(value)) return value;
  const found = value === undefined ? "not set" : printable(value);
  throw new Fault("configuration-invalid", `the runner's variable ${name} is ${found}`, {
    hint: "run this step on a GitHub Actions runner, without overriding its variables",
  });
}
