import * as v from "valibot";
import { Fault } from "../../kernel/fault.ts";
import { once } from "../../kernel/once.ts";
import { HOME } from "../home.ts";
import type { Provenance } from "./slsa-provenance.ts";

/** See docs/build-types/pipeline-v1.md. */
export const PIPELINE_BUILD_TYPE = `${HOME}/build/pipeline/v1`;

const schemas = once(() => {
  const text = v.pipe(v.string(), v.nonEmpty(), v.maxLength(2048));
  /** The certificate was silent of what is left out. */
  const stated = v.optional(text);
  return {
    external: v.strictObject({ pipeline: v.strictObject({ config: stated, repository: stated, ref: stated }) }),
    internal: v.strictObject({
      run: v.strictObject({
        issuer: text,
        event: stated,
        runner: stated,
        environment: stated,
        repositoryId: stated,
        ownerId: stated,
        configCommit: stated,
      }),
    }),
  };
});

/**
 * A run of a CI service that is not GitHub's, as far as its certificate states it: GitLab states all of it, Buildkite neither
 * repository nor ref, CircleCI no commit.
 */
export interface PipelineRun {
  /** Who signed: for GitLab the pipeline's file at a ref, for the others the pipeline's address. */
  readonly builder: string;
  /** Web address of the job. */
  readonly run: string;
  readonly issuer: string;
  /** Where the pipeline is defined. */
  readonly config: string | undefined;
  /** Hex, or what the service has in its place. */
  readonly configCommit: string | undefined;
  /** Web address. */
  readonly repository: string | undefined;
  /** Full git ref. */
  readonly ref: string | undefined;
  /** Hex. */
  readonly commit: string | undefined;
  readonly event: string | undefined;
  readonly runner: string | undefined;
  readonly environment: string | undefined;
  readonly repositoryId: string | undefined;
  readonly ownerId: string | undefined;
}

/** SLSA provenance v1 of such a run; what its certificate does not state is left out. */
export function pipelineProvenance(run: PipelineRun): Provenance {
  const { config, repository, ref, issuer, event, runner, environment, repositoryId, ownerId, configCommit } = run;
  return {
    buildDefinition: {
      buildType: PIPELINE_BUILD_TYPE,
      externalParameters: { pipeline: withoutGaps({ config, repository, ref }) },
      internalParameters: {
        run: withoutGaps({ issuer, event, runner, environment, repositoryId, ownerId, configCommit }),
      },
      resolvedDependencies: run.commit === undefined ? [] : [sourceOf(run, run.commit)],
    },
    runDetails: { builder: { id: run.builder }, metadata: { invocationId: run.run } },
  };
}

/** Undefined for another build type; `provenance-malformed` if the build type's rules are broken. */
export function readPipelineBuild({ buildDefinition, runDetails }: Provenance): PipelineRun | undefined {
  if (buildDefinition.buildType !== PIPELINE_BUILD_TYPE) return undefined;
  const external = v.safeParse(schemas().external, buildDefinition.externalParameters);
  const internal = v.safeParse(schemas().internal, buildDefinition.internalParameters ?? {});
  const run = runDetails.metadata?.invocationId;
  const [source, ...others] = buildDefinition.resolvedDependencies ?? [];
  if (!external.success || !internal.success || run === undefined || others.length > 0) throw malformed();
  const { config, repository, ref } = external.output.pipeline;
  const { issuer, event, runner, environment, repositoryId, ownerId, configCommit } = internal.output.run;
  const commit = source?.digest?.["gitCommit"];
  if ((source === undefined) !== (commit === undefined)) throw malformed();
  if (source?.uri !== (commit === undefined ? undefined : sourceUri({ repository, ref }))) throw malformed();
  return {
    ...{ builder: runDetails.builder.id, run, issuer, config, configCommit, repository, ref, commit },
    ...{ event, runner, environment, repositoryId, ownerId },
  };
}

function sourceOf(run: PipelineRun, gitCommit: string): { name?: string; uri?: string; digest: { gitCommit: string } } {
  const uri = sourceUri(run);
  return { ...(uri === undefined ? { name: "source" } : { uri }), digest: { gitCommit } };
}

function sourceUri({ repository, ref }: Pick<PipelineRun, "repository" | "ref">): string | undefined {
  if (repository === undefined) return undefined;
  return ref === undefined ? `git+${repository}` : `git+${repository}@${ref}`;
}

function withoutGaps(values: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter((pair): pair is [string, string] => pair[1] !== undefined));
}

function malformed(): Fault {
  return new Fault("provenance-malformed", "the provenance does not have the parameters of its build type");
}
