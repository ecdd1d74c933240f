import * as v from "valibot";
import { Fault } from "../../kernel/fault.ts";
import { isJsonObject } from "../../kernel/json-object.ts";
import { once } from "../../kernel/once.ts";
import { parseSchema } from "../../kernel/parse-schema.ts";
import { PROVENANCE_PREDICATE_TYPE, type Provenance, parseProvenance } from "./slsa-provenance.ts";
import type { Statement } from "./statement.ts";

export const PROVENANCE_V0_2_PREDICATE_TYPE = "https://slsa.dev/provenance/v0.2";

/** What a provenance says of a build on GitHub, of any build type that we understand, in one shape. */
export interface StatedBuild {
  readonly buildType: string;
  readonly builderId: string;
  /** How the builder's id relates to who signed: the same workflow, one that a delegator ran, or GitHub's own runner. */
  readonly builderKind: "signer" | "delegated" | "runner";
  /** Web address. */
  readonly repository: string;
  /** Full git ref; undefined if the build type leaves it out. */
  readonly ref: string | undefined;
  /** Hex. */
  readonly commit: string;
  /** Path of the workflow that was started. */
  readonly workflowPath: string | undefined;
  readonly eventName: string | undefined;
  readonly repositoryId: string | undefined;
  readonly ownerId: string | undefined;
  readonly runnerEnvironment: string | undefined;
  /** Web address of the run with its attempt. */
  readonly runUri: string | undefined;
}

type BuilderKind = StatedBuild["builderKind"];

/** Build types of runs on GitHub, and who is named as builder in them. */
const BUILD_TYPES: ReadonlyMap<string, BuilderKind> = new Map<string, BuilderKind>([
  ["https://actions.github.io/buildtypes/workflow/v1", "signer"],
  ["https://slsa-framework.github.io/github-actions-buildtypes/workflow/v1", "runner"],
  ["https://github.com/npm/cli/gha/v2", "runner"],
  ["https://github.com/slsa-framework/slsa-github-generator/generic@v1", "signer"],
  ["https://github.com/slsa-framework/slsa-github-generator/go@v1", "signer"],
  ["https://github.com/slsa-framework/slsa-github-generator/container@v1", "signer"],
  ["https://slsa.dev/container-based-build/v0.1?draft", "signer"],
  ["https://github.com/slsa-framework/slsa-github-generator/delegator-generic@v0", "delegated"],
]);

/**
 * Reads SLSA provenance v0.2 or v1 as GitHub's workflow type, slsa-github-generator and npm write it. Undefined for
 * another predicate or build type; `provenance-malformed` if a known one breaks its own rules.
 */
export function readStatedBuild(statement: Statement): StatedBuild | undefined {
  if (statement.predicateType === PROVENANCE_PREDICATE_TYPE) return readV1(parseProvenance(statement));
  return statement.predicateType === PROVENANCE_V0_2_PREDICATE_TYPE ? readV02(statement) : undefined;
}

function readV1({ buildDefinition, runDetails }: Provenance): StatedBuild | undefined {
  const { buildType, externalParameters, internalParameters = {}, resolvedDependencies = [] } = buildDefinition;
  const builderKind = BUILD_TYPES.get(buildType);
  if (builderKind === undefined) return undefined;
  const source = resolvedDependencies[0];
  const { repository, ref } = parseSource(source?.uri);
  const workflow = isJsonObject(externalParameters["workflow"]) ? externalParameters["workflow"] : {};
  requireSame("repository", text(workflow["repository"]), repository);
  requireSame("ref", text(workflow["ref"]), ref);
  const stated = externalParameters["source"];
  if (isJsonObject(stated)) requireSame("source", text(stated["uri"]), source?.uri);
  const facts = isJsonObject(internalParameters["github"]) ? internalParameters["github"] : internalParameters;
  return {
    ...{ buildType, builderKind, repository, ref },
    builderId: runDetails.builder.id,
    commit: required("commit", source?.digest?.["gitCommit"] ?? source?.digest?.["sha1"]),
    workflowPath: text(workflow["path"]) ?? workflowPathOf(text(facts["GITHUB_WORKFLOW_REF"])),
    eventName: text(facts["event_name"]) ?? text(facts["GITHUB_EVENT_NAME"]),
    repositoryId: text(facts["repository_id"]) ?? text(facts["GITHUB_REPOSITORY_ID"]),
    ownerId: text(facts["repository_owner_id"]) ?? text(facts["GITHUB_REPOSITORY_OWNER_ID"]),
    runnerEnvironment: text(facts["runner_environment"]),
    runUri: runDetails.metadata?.invocationId,
  };
}

const v02 = once(() =>
  v.object({
    buildType: v.string(),
    builder: v.object({ id: v.string() }),
    invocation: v.object({
      configSource: v.object({
        uri: v.string(),
        digest: v.object({ sha1: v.string() }),
        entryPoint: v.optional(v.string()),
      }),
      environment: v.optional(v.record(v.string(), v.unknown()), {}),
    }),
    materials: v.optional(v.array(v.object({ uri: v.string(), digest: v.record(v.string(), v.string()) })), []),
  }),
);

function readV02(statement: Statement): StatedBuild | undefined {
  const { buildType: type } = statement.predicate;
  const builderKind = typeof type === "string" ? BUILD_TYPES.get(type) : undefined;
  if (builderKind === undefined) return undefined;
  const { buildType, builder, invocation, materials } = parseSchema(v02(), statement.predicate, malformed);
  const { configSource, environment } = invocation;
  // The source must be among the materials, with the same digest.
  const material = materials.find(({ uri }) => uri === configSource.uri);
  requireSame("commit", material?.digest["sha1"], configSource.digest.sha1);
  const fact = (name: string) => text(environment[name] ?? environment[name.toLowerCase()]);
  return {
    ...{ buildType, builderKind },
    ...parseSource(configSource.uri),
    builderId: builder.id,
    commit: configSource.digest.sha1,
    workflowPath: configSource.entryPoint,
    eventName: fact("GITHUB_EVENT_NAME"),
    repositoryId: fact("GITHUB_REPOSITORY_ID"),
    ownerId: fact("GITHUB_REPOSITORY_OWNER_ID"),
    runnerEnvironment: undefined,
    runUri: undefined,
  };
}

/** `git+https://github.com/owner/name@refs/…`; the ref may be left out. */
function parseSource(uri: string | undefined): { repository: string; ref: string | undefined } {
  const [, repository, ref] =
    /^git\+(https:\/\/[^/@\s]+\/[^/@\s]+\/[^/@\s]+)(?:@(refs\/[^\s]+))?$/.exec(uri ?? "") ?? [];
  return { repository: required("source repository", repository), ref };
}

function workflowPathOf(name: string | undefined): string | undefined {
  return /^[^/]+\/[^/]+\/([^@]+)@/.exec(name ?? "")?.[1];
}

function text(value: unknown): string | undefined {
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value !== "" ? value : undefined;
}

function required(what: string, value: string | undefined): string {
  if (value === undefined) throw malformed(`does not state the ${what}`);
  return value;
}

/** A fact that stands in two places must be the same in both; where it is left out in the first, nothing is said. */
function requireSame(what: string, one: string | undefined, other: string | undefined): void {
  if (one !== undefined && one !== other) throw malformed(`states two different values of ${what}`);
}

function malformed(reason: string): Fault {
  return new Fault("provenance-malformed", `the provenance ${reason}`);
}
