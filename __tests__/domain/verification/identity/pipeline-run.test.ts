import { describe, expect, test } from "vitest";
import type { PipelineRun } from "../../../../src/domain/attestation/pipeline-provenance.ts";
import type { StatedBuild } from "../../../../src/domain/attestation/stated-build.ts";
import type { CertificateFacts } from "../../../../src/domain/sigstore/certificate-facts.ts";
import {
  certifiedFacts,
  factsOfBuild,
  factsOfRoot,
  SOURCE_FACTS,
  sealingCommit,
} from "../../../../src/domain/verification/agreement.ts";
import { requireStatedBuild } from "../../../../src/domain/verification/checks/provenance-rules.ts";
import { pipelineRunOf, requireSamePipeline } from "../../../../src/domain/verification/identity/pipeline-run.ts";
import {
  isOfRun,
  requireCertifiedSource,
  uncertifiedFacts,
} from "../../../../src/domain/verification/identity/same-run.ts";
import { expectFault } from "../../../expect-fault.ts";

const SIGNER = "https://gitlab.example/owner/tool//.gitlab-ci.yml@refs/tags/v1";
const EXTENSIONS = {
  sourceRepositoryUri: "https://gitlab.example/owner/tool",
  sourceRepositoryIdentifier: "11",
  sourceRepositoryOwnerIdentifier: "22",
  sourceRepositoryRef: "refs/tags/v1",
  sourceRepositoryDigest: "a".repeat(40),
  buildConfigUri: "https://gitlab.example/owner/tool//.gitlab-ci.yml",
  buildConfigDigest: "b".repeat(40),
  buildSignerUri: SIGNER,
  buildTrigger: "push",
  runnerEnvironment: "gitlab-hosted",
  deploymentEnvironment: "release",
  runInvocationUri: "https://gitlab.example/owner/tool/-/jobs/7",
};

function certificate(
  changes: object = {},
  { issuer = "https://gitlab.example", name = SIGNER } = {},
): CertificateFacts {
  const extensions = { ...EXTENSIONS, ...changes };
  return { subjectAlternativeName: { kind: "uri", value: name }, issuer, extensions } as unknown as CertificateFacts;
}

const RUN: PipelineRun = {
  ...{ builder: SIGNER, run: EXTENSIONS.runInvocationUri, issuer: "https://gitlab.example" },
  ...{ config: EXTENSIONS.buildConfigUri, configCommit: "b".repeat(40), ref: "refs/tags/v1", commit: "a".repeat(40) },
  ...{ repository: EXTENSIONS.sourceRepositoryUri, event: "push", runner: "gitlab-hosted", environment: "release" },
  ...{ repositoryId: "11", ownerId: "22" },
};

describe("what a certificate states of a run", () => {
  test("is each extension under the name of its fact", () => {
    expect(certifiedFacts(certificate())).toStrictEqual({
      ...{ repository: EXTENSIONS.sourceRepositoryUri, "repository id": "11", "owner id": "22", ref: "refs/tags/v1" },
      ...{ commit: "a".repeat(40), workflow: EXTENSIONS.buildConfigUri, "workflow commit": "b".repeat(40) },
      ...{ builder: SIGNER, event: "push", runner: "gitlab-hosted", environment: "release" },
      run: EXTENSIONS.runInvocationUri,
    });
    expect(Object.keys(certifiedFacts(certificate())).sort()).toEqual([...SOURCE_FACTS].sort());
  });

  test("names a repository by its web address, also if it leaves out the scheme", () => {
    const named = (sourceRepositoryUri: string | undefined) =>
      certifiedFacts(certificate({ sourceRepositoryUri })).repository;
    expect(named("circleci.example/owner/tool")).toBe("https://circleci.example/owner/tool");
    expect(named("ssh://host/owner/tool")).toBe("ssh://host/owner/tool");
    expect(named(undefined)).toBeUndefined();
  });

  test("is that of a pipeline if it is not GitHub's, and names a run", () => {
    expect(pipelineRunOf(certificate())).toStrictEqual(RUN);
    expect(pipelineRunOf(certificate({ runInvocationUri: undefined }))).toBeUndefined();
    expect(pipelineRunOf({ ...certificate(), issuer: undefined })).toBeUndefined();
    const gitHub = { issuer: "https://token.actions.githubusercontent.com" };
    expect(pipelineRunOf(certificate({}, gitHub))).toBeUndefined();
  });
});

describe("a provenance of a pipeline", () => {
  test("states what its certificate does", () => {
    requireSamePipeline(RUN, certificate());
    const bare = { ...RUN, environment: undefined };
    requireSamePipeline(bare, certificate({ deploymentEnvironment: undefined }));
  });

  test.each(Object.keys(RUN) as (keyof PipelineRun)[])("and no other %s, nor one more or less", async (fact) => {
    const message = `the provenance states another ${fact} than its certificate`;
    for (const value of [`${RUN[fact]}x`, undefined]) {
      const changed = { ...RUN, [fact]: value } as PipelineRun;
      const fault = await expectFault("provenance-contradiction", () => requireSamePipeline(changed, certificate()));
      expect(fault.message).toBe(message);
    }
  });

  test("and nothing if its certificate is not of a pipeline", async () => {
    const other = certificate({ runInvocationUri: undefined });
    const fault = await expectFault("provenance-contradiction", () => requireSamePipeline(RUN, other));
    expect(fault.message).toBe("the provenance states a run that its certificate does not name");
  });
});

type Root = Parameters<typeof factsOfRoot>[0];
const RELEASE = {
  ...{ repository: EXTENSIONS.sourceRepositoryUri, repositoryId: "11", ownerId: "22", commit: "a".repeat(40) },
  ...{ runUri: EXTENSIONS.runInvocationUri, tag: "v1" },
};
const root = (release: object = {}, backfill?: object) =>
  ({ release: { ...RELEASE, ...release }, ...(backfill && { backfill }) }) as unknown as Root;

describe("what a root states of its source", () => {
  test("is its release's, and of a backfilled one the commit of the workflow that sealed it", () => {
    const facts = { repository: RELEASE.repository, "repository id": "11", "owner id": "22", run: RELEASE.runUri };
    expect(factsOfRoot(root())).toStrictEqual({ ...facts, commit: "a".repeat(40) });
    expect(factsOfRoot(root({}, { commit: "c".repeat(40) }))).toStrictEqual({ ...facts, commit: "c".repeat(40) });
    const nothing = { repository: null, repositoryId: null, ownerId: null, commit: null, runUri: null };
    expect(Object.values(factsOfRoot(root(nothing)))).toEqual(Array(5).fill(undefined));
    expect(sealingCommit(root({ commit: null }))).toBeNull();
  });

  test("is what its certificate says, and silent on nothing that this says", async () => {
    requireCertifiedSource(root(), certificate());
    requireCertifiedSource(
      root({}, { commit: "c".repeat(40) }),
      certificate({ sourceRepositoryDigest: "c".repeat(40) }),
    );
    requireCertifiedSource(root(), certificate({ runInvocationUri: undefined }));
    const names = { repository: "repository", repositoryId: "repository id", ownerId: "owner id", commit: "commit" };
    for (const [field, fact] of [...Object.entries(names), ["runUri", "run"] as const]) {
      for (const value of ["x", null]) {
        const other = root({ [field]: value });
        const fault = await expectFault("source-contradiction", () => requireCertifiedSource(other, certificate()));
        expect(fault.message).toBe(`the root states another ${fact} than its certificate`);
      }
    }
  });

  test("is said by its signer alone where the certificate does not say it", () => {
    const of = (release: object, signed: CertificateFacts | undefined = certificate(), backfill?: object) => {
      const statement = { predicate: root(release, backfill) } as unknown as Parameters<typeof uncertifiedFacts>[0];
      const key = { kind: "key", publicKey: new Uint8Array(), fingerprint: "ab" } as const;
      return uncertifiedFacts(statement, signed === NOBODY ? key : { kind: "certificate", certificate: signed });
    };
    const NOBODY = {} as CertificateFacts;
    expect(of({})).toEqual([]);
    expect(of({}, NOBODY)).toEqual(["repository", "commit", "tag", "run"]);
    expect(of({}, certificate(), { commit: "c" })).toEqual(["commit"]);
    expect(of({ tag: "v2" })).toEqual(["tag"]);
    expect(of({}, certificate({ sourceRepositoryRef: "v1" }))).toEqual(["tag"]);
    expect(of({ repository: null, commit: null, tag: null, runUri: null }, NOBODY)).toEqual([]);
    expect(of({}, certificate({ runInvocationUri: undefined }))).toEqual(["run"]);
    expect(of({}, certificate({ sourceRepositoryUri: undefined }))).toEqual(["repository"]);
  });
});

test("a certificate is of the run of the root by its run alone, and without one by all that it says", () => {
  const key = { kind: "key", publicKey: new Uint8Array(), fingerprint: "ab" } as const;
  const of = (one: CertificateFacts) => ({ kind: "certificate", certificate: one }) as const;
  const without = { runInvocationUri: undefined };
  expect(isOfRun(of(certificate()), key)).toBe(false);
  expect(isOfRun(of(certificate({ buildTrigger: "x" })), of(certificate()))).toBe(true);
  expect(isOfRun(of(certificate({ runInvocationUri: "x" })), of(certificate()))).toBe(false);
  expect(isOfRun(of(certificate(without)), of(certificate()))).toBe(false);
  expect(isOfRun(of(certificate()), of(certificate(without)))).toBe(false);
  expect(isOfRun(of(certificate(without)), of(certificate(without)))).toBe(true);
  expect(isOfRun(of(certificate({ ...without, buildTrigger: "x" })), of(certificate(without)))).toBe(false);
});

describe("a build", () => {
  const build: StatedBuild = {
    ...{ buildType: "x", builderId: SIGNER, builderKind: "signer", repository: EXTENSIONS.sourceRepositoryUri },
    ...{ ref: "refs/tags/v1", commit: "a".repeat(40), workflowPath: "ci.yml", eventName: "push", repositoryId: "11" },
    ...{ ownerId: "22", runnerEnvironment: "gitlab-hosted", runUri: EXTENSIONS.runInvocationUri },
  };
  const workflow = `${EXTENSIONS.sourceRepositoryUri}/ci.yml@refs/tags/v1`;

  test("states its facts, and its workflow if it names both the path and the ref", () => {
    expect(factsOfBuild(build)).toStrictEqual({
      ...{ repository: build.repository, "repository id": "11", "owner id": "22", ref: "refs/tags/v1" },
      ...{ commit: "a".repeat(40), workflow, event: "push", runner: "gitlab-hosted", run: build.runUri },
    });
    for (const less of [{ workflowPath: undefined }, { ref: undefined }]) {
      expect(factsOfBuild({ ...build, ...less } as StatedBuild).workflow).toBeUndefined();
    }
  });

  const certified = (changes: object = {}, name = SIGNER) =>
    certificate({ buildConfigUri: workflow, ...changes }, { name });
  const delegator = (file: string, path = ".github/workflows", repository = "slsa-github-generator") =>
    `https://github.com/slsa-framework/${repository}/${path}/${file}@refs/tags/v2`;
  const runner = "https://github.com/actions/runner";

  test.each<[string, Partial<StatedBuild>, CertificateFacts]>([
    ["the signer", {}, certified()],
    ["the signer, that a delegator could have run", { builderKind: "delegated" }, certified()],
    [
      "one that a delegator ran",
      { builderKind: "delegated", builderId: "x" },
      certified({}, delegator("delegator_generic_slsa3.yml")),
    ],
    ["the runner", { builderKind: "runner", builderId: runner }, certified()],
    ["the signer, that could be the runner", { builderKind: "runner" }, certified()],
    ["the runner of that kind", { builderKind: "runner", builderId: `${runner}/gitlab-hosted` }, certified()],
    ...["github-hosted", "self-hosted"].map((kind): [string, Partial<StatedBuild>, CertificateFacts] => [
      `the ${kind} runner, of which the certificate says nothing`,
      { builderKind: "runner", builderId: `${runner}/${kind}`, runnerEnvironment: undefined },
      certified({ runnerEnvironment: undefined }),
    ]),
  ])("is by %s", (_, changes, facts) => {
    requireStatedBuild({ ...build, ...changes } as StatedBuild, facts);
  });

  test.each<[string, Partial<StatedBuild>, CertificateFacts]>([
    ["another signer", { builderId: `${SIGNER}x` }, certified()],
    ["the runner in the signer's place", { builderId: runner }, certified()],
    ["another than the signer, without a delegator", { builderKind: "delegated", builderId: "x" }, certified()],
    ...[
      delegator("delegator_x_slsa2.yml"),
      delegator("delegator_x_slsa3.yaml"),
      delegator("x_delegator_x_slsa3.yml"),
      delegator("delegator_1_slsa3.yml"),
      delegator("delegator__slsa3.yml"),
      delegator("delegator_x_slsa3.yml", "workflows"),
      delegator("delegator_x_slsa3.yml", ".github/workflows", "other"),
      `x${delegator("delegator_x_slsa3.yml")}`,
      delegator("delegator_x_slsa3.yml").replace("@", "x@"),
    ].map((name): [string, Partial<StatedBuild>, CertificateFacts] => [
      `what ${name} ran`,
      { builderKind: "delegated", builderId: "x" },
      certified({}, name),
    ]),
    ["a runner of another kind", { builderKind: "runner", builderId: `${runner}/self-hosted` }, certified()],
    ["no runner", { builderKind: "runner", builderId: `${runner}x` }, certified()],
  ])("is not by %s", async (_, changes, facts) => {
    const changed = { ...build, ...changes } as StatedBuild;
    const fault = await expectFault("provenance-contradiction", () => requireStatedBuild(changed, facts));
    expect(fault.message).toBe(`the provenance names "${changed.builderId}" as builder, which did not sign it`);
  });

  test("says which fact is another", async () => {
    const fault = await expectFault("provenance-contradiction", () =>
      requireStatedBuild({ ...build, commit: "c" } as StatedBuild, certified()),
    );
    expect(fault.message).toBe(`the provenance states "c" as commit, its certificate "${"a".repeat(40)}"`);
  });
});
