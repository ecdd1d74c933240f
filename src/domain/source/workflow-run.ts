import * as v from "valibot";

const id = v.pipe(v.string(), v.regex(/^[1-9]\d{0,19}$/));
const sha = v.pipe(v.string(), v.regex(/^([0-9a-f]{40}|[0-9a-f]{64})$/));
const ref = v.pipe(v.string(), v.regex(/^refs\/.{1,1000}$/));
/** `owner/name/.github/workflows/file.yml@ref`; path and ref may both hold `@`. */
const workflowRef = v.pipe(v.string(), v.regex(/^[^/@]+\/[^/@]+\/.+@.+$/), v.maxLength(2048));

/** What GitHub says of a workflow run. Names follow the `github` context in camel case. */
export const workflowRunSchema = v.strictObject({
  /** For example `https://github.com`, without a slash at the end. */
  serverUrl: v.pipe(v.string(), v.regex(/^https?:\/\/[A-Za-z0-9.-]+(:\d+)?$/)),
  /** `owner/name`. */
  repository: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]+\/[A-Za-z0-9._-]+$/)),
  repositoryId: id,
  ownerId: id,
  /** Full ref that started the run. */
  ref,
  /** Commit that the run was started for. */
  sha,
  /** The top-level workflow. */
  workflowRef,
  workflowSha: v.optional(sha),
  eventName: v.pipe(v.string(), v.regex(/^[a-z_]{1,64}$/)),
  runId: id,
  runAttempt: v.pipe(v.string(), v.regex(/^[1-9]\d{0,9}$/)),
  runnerEnvironment: v.picklist(["github-hosted", "self-hosted"]),
  /** The reusable workflow that holds the job; absent where the job is in the top-level one. */
  jobWorkflowRef: v.optional(workflowRef),
});

export type WorkflowRun = v.InferOutput<typeof workflowRunSchema>;
