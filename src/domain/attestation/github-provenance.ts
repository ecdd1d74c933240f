import * as v from "valibot";
import { Fault } from "../../kernel/fault.ts";
import { once } from "../../kernel/once.ts";
import { HOME } from "../home.ts";
import type { WorkflowRun } from "../source/workflow-run.ts";
import type { Provenance } from "./slsa-provenance.ts";

/** GitHub's own build type; its specification allows it for four events only. */
export const GITHUB_BUILD_TYPE = "https://actions.github.io/buildtypes/workflow/v1";
const GITHUB_EVENTS: ReadonlySet<string> = new Set(["create", "release", "push", "workflow_dispatch"]);

/** The same fields for every other event, see docs/build-types/github-workflow-v1.md. */
export const OTHER_EVENT_BUILD_TYPE = `${HOME}/build/github-workflow/v1`;

/** The run took files from a release, where another tool had put them, see docs/build-types/received-v1.md. */
export const RECEIVED_BUILD_TYPE = `${HOME}/build/received/v1`;

const BUILD_TYPES: ReadonlySet<string> = new Set([GITHUB_BUILD_TYPE, OTHER_EVENT_BUILD_TYPE, RECEIVED_BUILD_TYPE]);

/** A file that a run took as it was. Hex digest. */
export interface ReceivedFile {
  readonly name: string;
  readonly sha256: string;
}

/**
 * SLSA provenance v1 of a GitHub Actions run, field by field as the build type's page asks. It has no parameter for what
 * a person typed into a started workflow. If files were received the build type is another one, so that nobody takes
 * the run for their builder. https://github.com/actions/buildtypes/tree/main/workflow/v1
 */
export function githubProvenance(run: WorkflowRun, received: readonly ReceivedFile[] = []): Provenance {
  const built = GITHUB_EVENTS.has(run.event) ? GITHUB_BUILD_TYPE : OTHER_EVENT_BUILD_TYPE;
  return {
    buildDefinition: {
      buildType: received.length === 0 ? built : RECEIVED_BUILD_TYPE,
      externalParameters: { workflow: { ref: run.ref, repository: run.repository, path: workflowPath(run) } },
      internalParameters: {
        github: {
          event_name: run.event,
          repository_id: run.repositoryId,
          repository_owner_id: run.ownerId,
          runner_environment: run.runnerEnvironment,
        },
      },
      resolvedDependencies: [
        { uri: `git+${run.repository}@${run.ref}`, digest: { gitCommit: run.commit } },
        ...received.map(({ name, sha256 }) => ({ name, digest: { sha256 } })),
      ],
    },
    runDetails: {
      builder: { id: run.signer },
      metadata: { invocationId: run.runUri },
    },
  };
}

// "Consumers SHOULD reject unrecognized external parameters."
const external = once(() => {
  const text = v.pipe(v.string(), v.nonEmpty());
  return v.strictObject({ workflow: v.strictObject({ ref: text, repository: text, path: text }) });
});
const internal = once(() =>
  v.object({
    github: v.optional(
      v.object({
        event_name: v.optional(v.string()),
        repository_id: v.optional(v.string()),
        repository_owner_id: v.optional(v.string()),
        runner_environment: v.optional(v.string()),
      }),
    ),
  }),
);

/** What a provenance of GitHub's build type, or of ours for other events, says of the run. */
export interface GithubBuild {
  /** Web address. */
  readonly repository: string;
  readonly ref: string;
  /** Path of the workflow file in the repository. */
  readonly workflowPath: string;
  /** Commit that `ref` was, if the provenance says it. */
  readonly commit: string | undefined;
  readonly eventName: string | undefined;
  readonly repositoryId: string | undefined;
  readonly ownerId: string | undefined;
  readonly runnerEnvironment: string | undefined;
  /** Web address of the run and its attempt. */
  readonly runUri: string | undefined;
  /** Files that the run did not build. */
  readonly received: readonly ReceivedFile[];
}

/** Undefined for another build type; `provenance-malformed` if the build type's rules are broken. */
export function readGithubBuild(provenance: Provenance): GithubBuild | undefined {
  const { buildDefinition, runDetails } = provenance;
  if (!BUILD_TYPES.has(buildDefinition.buildType)) return undefined;
  const given = v.safeParse(external(), buildDefinition.externalParameters);
  const facts = v.safeParse(internal(), buildDefinition.internalParameters ?? {});
  if (!given.success || !facts.success) {
    throw new Fault("provenance-malformed", "the provenance does not have the parameters of its build type");
  }
  const { workflow } = given.output;
  const source = `git+${workflow.repository}@${workflow.ref}`;
  const github = facts.output.github;
  return {
    ...{ repository: workflow.repository, ref: workflow.ref, workflowPath: workflow.path },
    commit: buildDefinition.resolvedDependencies?.find(({ uri }) => uri === source)?.digest?.["gitCommit"],
    eventName: github?.event_name,
    repositoryId: github?.repository_id,
    ownerId: github?.repository_owner_id,
    runnerEnvironment: github?.runner_environment,
    runUri: runDetails.metadata?.invocationId,
    received: buildDefinition.buildType === RECEIVED_BUILD_TYPE ? readReceived(buildDefinition) : [],
  };
}

function readReceived({ resolvedDependencies = [] }: Provenance["buildDefinition"]): ReceivedFile[] {
  const received = resolvedDependencies.flatMap(({ name, digest }) => {
    const sha256 = digest?.["sha256"];
    return name === undefined || sha256 === undefined ? [] : [{ name, sha256 }];
  });
  if (received.length > 0) return received;
  throw new Fault("provenance-malformed", "the provenance says that files were received, and names none");
}

/** The workflow's address without repository and ref; ref and path may both hold `@`, so only exact ends are cut. */
function workflowPath(run: WorkflowRun): string {
  const start = `${run.repository}/`;
  const end = `@${run.ref}`;
  if (!run.workflow.startsWith(start) || !run.workflow.endsWith(end)) {
    throw new Fault("source-contradiction", "the workflow of the run is not in the repository or ref of the run", {
      hint: "seal in a workflow of the repository that is released",
    });
  }
  return run.workflow.slice(start.length, -end.length);
}
