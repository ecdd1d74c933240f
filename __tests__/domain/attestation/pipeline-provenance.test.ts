import { describe, expect, test } from "vitest";
import {
  PIPELINE_BUILD_TYPE,
  type PipelineRun,
  pipelineProvenance,
  readPipelineBuild,
} from "../../../src/domain/attestation/pipeline-provenance.ts";
import type { Provenance } from "../../../src/domain/attestation/slsa-provenance.ts";
import { expectFault } from "../../expect-fault.ts";

const RUN: PipelineRun = {
  builder: "https://gitlab.example/owner/tool//.gitlab-ci.yml@refs/tags/v1",
  run: "https://gitlab.example/owner/tool/-/jobs/7",
  issuer: "https://gitlab.example",
  config: "https://gitlab.example/owner/tool//.gitlab-ci.yml",
  configCommit: "cd".repeat(20),
  repository: "https://gitlab.example/owner/tool",
  ref: "refs/tags/v1",
  commit: "ab".repeat(20),
  event: "push",
  runner: "gitlab-hosted",
  environment: "release",
  repositoryId: "11",
  ownerId: "22",
};
/** What Buildkite states. */
const BARE: PipelineRun = {
  ...RUN,
  ...{ config: undefined, repository: undefined, ref: undefined, commit: undefined, environment: undefined },
};

describe("provenance of a pipeline that is not GitHub's", () => {
  test("has each fact that the certificate states, in its place", () => {
    expect(pipelineProvenance(RUN)).toEqual({
      buildDefinition: {
        buildType: PIPELINE_BUILD_TYPE,
        externalParameters: { pipeline: { config: RUN.config, repository: RUN.repository, ref: RUN.ref } },
        internalParameters: {
          run: {
            ...{ issuer: RUN.issuer, event: "push", runner: "gitlab-hosted", environment: "release" },
            ...{ repositoryId: "11", ownerId: "22", configCommit: "cd".repeat(20) },
          },
        },
        resolvedDependencies: [
          { uri: "git+https://gitlab.example/owner/tool@refs/tags/v1", digest: { gitCommit: "ab".repeat(20) } },
        ],
      },
      runDetails: { builder: { id: RUN.builder }, metadata: { invocationId: RUN.run } },
    });
    expect(PIPELINE_BUILD_TYPE).toMatch(/^https:\/\/.+\/build\/pipeline\/v1$/);
  });

  test.each([
    ["of everything", RUN],
    ["of next to nothing", BARE],
    ["without a ref", { ...RUN, ref: undefined }],
    ["with a commit and no repository", { ...BARE, commit: "ab".repeat(20) }],
  ])("%s reads back as it was, and writes nothing that nobody stated", (_, run) => {
    const provenance = pipelineProvenance(run);
    expect(readPipelineBuild(provenance)).toEqual(run);
    const { externalParameters } = provenance.buildDefinition;
    expect(Object.values(externalParameters["pipeline"] as object)).not.toContain(undefined);
  });

  test("names a source by its repository, with a ref if there is one, and otherwise as the source", () => {
    const source = (run: PipelineRun) => pipelineProvenance(run).buildDefinition.resolvedDependencies?.[0];
    expect(source({ ...RUN, ref: undefined })?.uri).toBe("git+https://gitlab.example/owner/tool");
    expect(source({ ...RUN, repository: undefined })).toEqual({
      name: "source",
      digest: { gitCommit: "ab".repeat(20) },
    });
    expect(source(BARE)).toBeUndefined();
  });

  const changed = (definition: object, details: object = {}): Provenance => {
    const { buildDefinition, runDetails } = pipelineProvenance(RUN);
    return {
      buildDefinition: { ...buildDefinition, ...definition } as Provenance["buildDefinition"],
      runDetails: { ...runDetails, ...details },
    };
  };
  const source = { uri: "git+https://gitlab.example/owner/tool@refs/tags/v1", digest: { gitCommit: "ab".repeat(20) } };
  const bare = pipelineProvenance(BARE).buildDefinition;
  const run = (facts: object) => ({ internalParameters: { run: { issuer: RUN.issuer, ...facts } } });

  test("of another build type is nothing to us", () => {
    expect(readPipelineBuild(changed({ buildType: `${PIPELINE_BUILD_TYPE}x` }))).toBeUndefined();
  });

  test.each<[string, object, object?]>([
    ["an external parameter that it does not know", { externalParameters: { pipeline: {}, inputs: {} } }],
    ["a field of the pipeline that it does not know", { externalParameters: { pipeline: { sha: "x" } } }],
    ["no pipeline", { externalParameters: {} }],
    ["an internal parameter that it does not know", { internalParameters: { run: { issuer: "x" }, more: 1 } }],
    ["a field of the run that it does not know", run({ more: "x" })],
    ["no internal parameters", { internalParameters: undefined }],
    ["no issuer", { internalParameters: { run: {} } }],
    ["an empty text", run({ event: "" })],
    ["a text of more than 2048 characters", run({ event: "x".repeat(2049) })],
    ["a number for a text", run({ runner: 1 })],
    ["no run", {}, { metadata: undefined }],
    ["two sources", { resolvedDependencies: [source, source] }],
    ["a source without a commit", { resolvedDependencies: [{ uri: source.uri }] }],
    ["a source without a digest of git's", { resolvedDependencies: [{ uri: source.uri, digest: { sha256: "x" } }] }],
    ["a source without a commit, of nothing", { ...bare, resolvedDependencies: [{ name: "source" }] }],
    ["another source than its repository", { resolvedDependencies: [{ ...source, uri: `${source.uri}0` }] }],
    ["a source without its address", { resolvedDependencies: [{ digest: source.digest }] }],
  ])("is refused with %s", async (_, definition, details) => {
    await expectFault("provenance-malformed", () => readPipelineBuild(changed(definition, details)));
  });

  test("may leave out its source, and have texts of 2048 characters", () => {
    expect(readPipelineBuild(changed({ resolvedDependencies: undefined }))?.commit).toBeUndefined();
    const event = "x".repeat(2048);
    expect(readPipelineBuild(changed(run({ event })))?.event).toBe(event);
  });
});
