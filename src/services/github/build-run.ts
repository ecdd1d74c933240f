import * as v from "valibot";
import { Fault } from "../../kernel/fault.ts";
import { parseJson } from "../../kernel/json.ts";
import { printable } from "../../kernel/printable.ts";
import type { BuildRun, ReadBuildRun } from "../../ports/build-run.ts";
import type { Env } from "../../ports/env.ts";
import type { Files } from "../../ports/files.ts";

/** GitHub caps a webhook payload at 25 MiB. */
const MAX_EVENT_BYTES = 25 << 20;

const PATTERNS = {
  GITHUB_SERVER_URL: /^https?:\/\/[A-Za-z0-9.-]+(:\d+)?$/,
  GITHUB_REPOSITORY: /^[A-Za-z0-9-]+\/[A-Za-z0-9._-]+$/,
  GITHUB_REPOSITORY_ID: /^\d{1,20}$/,
  GITHUB_REPOSITORY_OWNER_ID: /^\d{1,20}$/,
  GITHUB_SHA: /^([0-9a-f]{40}|[0-9a-f]{64})$/,
  GITHUB_REF: /^refs\/.{1,1000}$/,
  GITHUB_RUN_ID: /^\d{1,20}$/,
  GITHUB_RUN_ATTEMPT: /^\d{1,10}$/,
} as const;

const dispatchEvent = v.looseObject({
  inputs: v.optional(v.nullable(v.record(v.string(), v.union([v.string(), v.number(), v.boolean()])))),
});

/**
 * Reads what GitHub Actions says of the run from the runner's documented variables and, for `workflow_dispatch`, the
 * event file. https://docs.github.com/actions/reference/workflows-and-actions/variables
 */
export function gitHubBuildRun(env: Env, files: Files): ReadBuildRun {
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
      inputs: await readInputs(env, files),
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

async function readInputs(env: Env, files: Files): Promise<BuildRun["inputs"]> {
  const path = env("GITHUB_EVENT_PATH");
  if (env("GITHUB_EVENT_NAME") !== "workflow_dispatch" || path === undefined) return undefined;
  const event = parseJson(await files.read(path, MAX_EVENT_BYTES), {
    maxBytes: MAX_EVENT_BYTES,
    prototypeKeys: "keep",
    what: "the event of the workflow run",
  });
  const parsed = v.safeParse(dispatchEvent, event);
  if (!parsed.success) {
    throw new Fault("configuration-invalid", "the event of the workflow run has inputs of an unknown shape");
  }
  return parsed.output.inputs ?? undefined;
}
