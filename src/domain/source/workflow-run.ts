import * as v from "valibot";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";

const id = v.pipe(v.string(), v.regex(/^[1-9]\d{0,19}$/));
const address = v.pipe(v.string(), v.regex(/^https?:\/\/[A-Za-z0-9.-]+(:\d+)?\/[^\s]+$/), v.maxLength(2048));

/** A run of a GitHub Actions workflow, as the signing certificate states it; addresses are web addresses. */
export const workflowRunSchema = v.strictObject({
  /** For example `https://github.com/owner/name`. */
  repository: address,
  repositoryId: id,
  ownerId: id,
  /** Full ref that the run was started for. */
  ref: v.pipe(v.string(), v.regex(/^refs\/.{1,1000}$/)),
  /** Commit that the run was started for. */
  commit: v.pipe(v.string(), v.regex(/^([0-9a-f]{40}|[0-9a-f]{64})$/)),
  /** The workflow that was started, for example `https://github.com/owner/name/.github/workflows/release.yml@refs/tags/v1`. */
  workflow: address,
  /** The workflow that holds the signing job: a reusable one, or the same as `workflow`. */
  signer: address,
  /** For example `push`. */
  event: v.pipe(v.string(), v.regex(/^[a-z_]{1,64}$/)),
  runnerEnvironment: v.picklist(["github-hosted", "self-hosted"]),
  /** The run and its attempt: `…/actions/runs/ID/attempts/N`. */
  runUri: address,
});

export type WorkflowRun = v.InferOutput<typeof workflowRunSchema>;

/** The certificate extensions that say it, by the names of Fulcio's oid-info. */
export interface WorkflowRunClaims {
  readonly sourceRepositoryUri: string | undefined;
  readonly sourceRepositoryIdentifier: string | undefined;
  readonly sourceRepositoryOwnerIdentifier: string | undefined;
  readonly sourceRepositoryRef: string | undefined;
  readonly sourceRepositoryDigest: string | undefined;
  readonly buildConfigUri: string | undefined;
  readonly buildSignerUri: string | undefined;
  readonly buildTrigger: string | undefined;
  readonly runnerEnvironment: string | undefined;
  readonly runInvocationUri: string | undefined;
}

/** Reads the run from the extensions of a certificate for GitHub Actions. Fault: `source-incomplete`. */
export function workflowRunOf(claims: WorkflowRunClaims): WorkflowRun {
  const parsed = v.safeParse(workflowRunSchema, {
    repository: claims.sourceRepositoryUri,
    repositoryId: claims.sourceRepositoryIdentifier,
    ownerId: claims.sourceRepositoryOwnerIdentifier,
    ref: claims.sourceRepositoryRef,
    commit: claims.sourceRepositoryDigest,
    workflow: claims.buildConfigUri,
    signer: claims.buildSignerUri,
    event: claims.buildTrigger,
    runnerEnvironment: claims.runnerEnvironment,
    runUri: claims.runInvocationUri,
  });
  if (parsed.success) return parsed.output;
  const field = printable(v.getDotPath(parsed.issues[0]) ?? "");
  throw new Fault("source-incomplete", `the certificate does not state the ${field} of the workflow run`, {
    hint: "seal on a GitHub Actions runner",
  });
}
