import { advice, option } from "../../../kernel/advice.ts";
import { printable } from "../../../kernel/printable.ts";
import { RELEASE_TRIGGERS } from "../../verification/identity/identity-flags.ts";
import { type Known, whyUnknown } from "./known.ts";
import type { Finding } from "./release-claim.ts";

/** What the environment says of the run. */
export interface ClaimedRun {
  readonly repositoryId: string;
  /** Hex. */
  readonly commit: string;
  /** Full git ref. */
  readonly ref: string;
  readonly runUri: string;
  /** `GITHUB_WORKFLOW_SHA`, hex. */
  readonly workflowCommit: string | undefined;
  /** `RUNNER_ENVIRONMENT`. */
  readonly runner: string | undefined;
  /** `GITHUB_EVENT_NAME`. */
  readonly event: string | undefined;
}

/** What GitHub says of the same run. */
export interface HostedRun {
  readonly repositoryId: string;
  readonly commit: string;
  /** Name of the branch or tag that started it; null if GitHub says none. */
  readonly refName: string | null;
  readonly event: string;
  readonly isRunning: boolean;
  /** Workflows that it calls, with the ref or commit that they are called by. */
  readonly calls: readonly { readonly path: string; readonly commit: string }[];
}

/** Whoever requires something of the run does not mean releases that are sealed elsewhere, so this does not go around it. */
const NO_RUN = {
  status: "missing",
  source: "the environment",
  reason: "this is not a run of a workflow",
  fix: "seal in a workflow",
} as const;

/** That the run is what its environment says, asked of GitHub. */
export function checkRun(claimed: ClaimedRun | undefined, hosted: Known<HostedRun>): Finding {
  const about = { id: "run", found: claimed?.runUri ?? null } as const;
  if (claimed === undefined) {
    return { ...about, expected: null, ...NO_RUN };
  }
  const expected = "what the environment says";
  if (!hosted.known) return { ...about, expected, status: "not-checked", ...whyUnknown([hosted]) };
  const { source, value: run } = hosted;
  const name = claimed.ref.replace(/^refs\/(heads|tags)\//, "");
  const differences = [
    run.commit === claimed.commit ? [] : [["commit", run.commit, claimed.commit] as const],
    run.repositoryId === claimed.repositoryId ? [] : [["repository", run.repositoryId, claimed.repositoryId] as const],
    run.refName === null || run.refName === name ? [] : [["ref", run.refName, name] as const],
    run.isRunning ? [] : [["state", "ended", "running"] as const],
  ].flat();
  const [first] = differences;
  if (first === undefined) {
    return {
      ...about,
      expected,
      source,
      status: "verified",
      reason: "GitHub says of the run what its environment says",
    };
  }
  const [what, found, wanted] = first;
  return {
    ...about,
    found,
    expected: wanted,
    source,
    status: "failed",
    reason: `the ${what} of the run is ${printable(found)} for GitHub, and ${printable(wanted)} in the environment`,
    fix: "do not override the variables of the runner",
  };
}

/** That the run was started for the tag itself: not for a branch of that name or any other ref (B41, B42). */
export function checkRunRef(claimed: ClaimedRun | undefined, tag: string | null): Finding {
  const source = "the environment of the run";
  const about = {
    id: "run-ref",
    found: claimed?.ref ?? null,
    expected: tag === null ? null : `refs/tags/${tag}`,
    source,
  } as const;
  if (claimed === undefined) return { ...about, ...NO_RUN };
  if (tag === null) return { ...about, status: "missing", reason: "the release has no tag" };
  if (claimed.ref === about.expected) return { ...about, status: "verified", reason: "the tag started the run" };
  return {
    ...about,
    status: "failed",
    reason: `${printable(claimed.ref)} started the run, and whoever verifies has to name that ref`,
    fix: "start the workflow by pushing the tag, or choose the tag when it is dispatched",
  };
}

/** That the run was started as releases are, by an event that consumers accept without being asked, or one that was named. */
export function checkTrigger(claimed: ClaimedRun | undefined, allowed: readonly string[]): Finding {
  const source = "the environment of the run";
  const expected = [...RELEASE_TRIGGERS, ...allowed].join(", ");
  const about = { id: "trigger", found: claimed?.event ?? null, expected, source } as const;
  if (claimed?.event === undefined) {
    return { ...about, status: "not-applicable", reason: "no event started this" };
  }
  const event = printable(claimed.event);
  if (RELEASE_TRIGGERS.includes(claimed.event)) {
    return { ...about, status: "verified", reason: `${event} started the run` };
  }
  if (allowed.includes(claimed.event)) {
    const reason = `${event} started the run, and unsafe-trigger allows it`;
    return {
      ...about,
      status: "failed",
      reason,
      onlyWarns: true,
      fix: "consumers must allow it too, as VERIFY.md says",
    };
  }
  return {
    ...about,
    status: "failed",
    reason: `${event} started the run, which is not how releases are made`,
    fix: advice`seal in a run that ${RELEASE_TRIGGERS.join(", ")} starts, or allow it with ${option("unsafe-trigger", event.slice(1, -1))}`,
  };
}

/** That GitHub's own machine runs it (B43). The certificate says it again, and what it says is what counts later. */
export function checkRunner(claimed: ClaimedRun | undefined): Finding {
  const about = { id: "runner", found: claimed?.runner ?? null, expected: "github-hosted" } as const;
  const source = "the environment of the run";
  if (claimed === undefined) return { ...about, ...NO_RUN };
  if (claimed.runner === undefined) {
    return { ...about, source, status: "not-checked", reason: "the runner does not say what it is" };
  }
  if (claimed.runner === "github-hosted") {
    return { ...about, source, status: "verified", reason: "the runner says that GitHub hosts it" };
  }
  const reason = `the runner is ${printable(claimed.runner)}`;
  return {
    ...about,
    source,
    status: "failed",
    reason,
    fix: "run the job on a hosted runner, for example ubuntu-24.04",
  };
}

/** That the workflow is that of the commit, and calls others by full commit only (B44). */
export function checkWorkflow(claimed: ClaimedRun | undefined, hosted: Known<HostedRun>): Finding {
  const about = { id: "workflow", found: claimed?.workflowCommit ?? null, expected: claimed?.commit ?? null } as const;
  const source = "the environment of the run";
  if (claimed === undefined) return { ...about, ...NO_RUN };
  if (claimed.workflowCommit === undefined) {
    return { ...about, source, status: "not-checked", reason: "the environment does not say which workflow runs" };
  }
  if (claimed.workflowCommit !== claimed.commit) {
    const reason = "the workflow is of another commit than the release";
    return { ...about, source, status: "failed", reason, fix: "run the workflow as it is in the released commit" };
  }
  const moving = hosted.known ? hosted.value.calls.find((call) => !isPinned(call, claimed.commit)) : undefined;
  if (moving !== undefined) {
    return {
      ...about,
      found: moving.path,
      expected: "a workflow called by its full commit",
      source: hosted.source,
      status: "failed",
      reason: `the workflow ${printable(moving.path, 120)} is called by a name that can be moved`,
      fix: "call it by the 40 hexadecimal digits of a commit",
    };
  }
  return { ...about, source, status: "verified", reason: "the workflow is that of the released commit" };
}

/** `owner/repo/path@ref`; one that lies beside the calling workflow is of the released commit, however it is called. */
function isPinned({ path, commit }: HostedRun["calls"][number], released: string): boolean {
  return commit === released || path.slice(path.lastIndexOf("@") + 1) === commit;
}
