import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import {
  GITHUB_BUILD_TYPE,
  githubProvenance,
  OTHER_EVENT_BUILD_TYPE,
  readGithubBuild,
} from "../../../src/domain/attestation/github-provenance.ts";
import { parseProvenance, provenanceStatement } from "../../../src/domain/attestation/slsa-provenance.ts";
import { formatStatement, parseStatement } from "../../../src/domain/attestation/statement.ts";
import { type WorkflowRun, workflowRunOf } from "../../../src/domain/source/workflow-run.ts";
import { corpus } from "../../corpus.ts";
import { expectFault } from "../../expect-fault.ts";

const RUN: WorkflowRun = {
  repository: "https://github.com/owner/tool",
  repositoryId: "11",
  ownerId: "22",
  ref: "refs/tags/v1.2.3",
  commit: "ab".repeat(20),
  workflow: "https://github.com/owner/tool/.github/workflows/release.yml@refs/tags/v1.2.3",
  signer: "https://github.com/builders/ours/.github/workflows/seal.yml@refs/tags/v2",
  event: "push",
  runnerEnvironment: "github-hosted",
  runUri: "https://github.com/owner/tool/actions/runs/33/attempts/1",
};

describe("provenance of a GitHub Actions run", () => {
  test("has exactly the fields of the build type", () => {
    expect(githubProvenance(RUN)).toEqual({
      buildDefinition: {
        buildType: "https://actions.github.io/buildtypes/workflow/v1",
        externalParameters: {
          workflow: {
            ref: "refs/tags/v1.2.3",
            repository: "https://github.com/owner/tool",
            path: ".github/workflows/release.yml",
          },
        },
        internalParameters: {
          github: {
            event_name: "push",
            repository_id: "11",
            repository_owner_id: "22",
            runner_environment: "github-hosted",
          },
        },
        resolvedDependencies: [
          { uri: "git+https://github.com/owner/tool@refs/tags/v1.2.3", digest: { gitCommit: "ab".repeat(20) } },
        ],
      },
      runDetails: {
        builder: { id: "https://github.com/builders/ours/.github/workflows/seal.yml@refs/tags/v2" },
        metadata: { invocationId: "https://github.com/owner/tool/actions/runs/33/attempts/1" },
      },
    });
  });

  test("uses GitHub's build type for its four events only", () => {
    for (const event of ["create", "release", "push", "workflow_dispatch"]) {
      expect(githubProvenance({ ...RUN, event }).buildDefinition.buildType).toBe(GITHUB_BUILD_TYPE);
    }
    for (const event of ["schedule", "pull_request", "repository_dispatch", "workflow_run"]) {
      expect(githubProvenance({ ...RUN, event }).buildDefinition.buildType).toBe(OTHER_EVENT_BUILD_TYPE);
    }
  });

  test("finds the path although path and ref hold an at sign", () => {
    const ref = "refs/tags/tool@1.0.0";
    const workflow = `${RUN.repository}/.github/workflows/a@b.yml@${ref}`;
    const { buildDefinition } = githubProvenance({ ...RUN, ref, workflow });
    expect(buildDefinition.externalParameters).toMatchObject({ workflow: { path: ".github/workflows/a@b.yml", ref } });
  });

  test("is refused where the workflow is another repository's or ref's (B40, B42)", async () => {
    const other = RUN.workflow.replace("owner/tool", "owner/tools");
    await expectFault("source-contradiction", () => githubProvenance({ ...RUN, workflow: other }));
    await expectFault("source-contradiction", () => githubProvenance({ ...RUN, ref: "refs/heads/v1.2.3" }));
  });

  test("reads back as it was written", () => {
    const statement = provenanceStatement([{ name: "a", sha256: "00".repeat(32) }], githubProvenance(RUN));
    const read = parseProvenance(parseStatement(formatStatement(statement)));
    expect(read).toEqual(githubProvenance(RUN));
    expect(readGithubBuild(read)).toEqual({
      repository: RUN.repository,
      ref: RUN.ref,
      workflowPath: ".github/workflows/release.yml",
      commit: RUN.commit,
      eventName: "push",
      repositoryId: "11",
      ownerId: "22",
      runnerEnvironment: "github-hosted",
      runUri: RUN.runUri,
      received: [],
    });
  });

  test("of received files is of another build type and names them; one that names none is refused", async () => {
    const received = [{ name: "a", sha256: "00".repeat(32) }];
    const provenance = githubProvenance(RUN, received);
    expect(provenance.buildDefinition.buildType).toMatch(/\/build\/received\/v1$/);
    expect(readGithubBuild(provenance)?.received).toEqual(received);
    const buildDefinition = { ...provenance.buildDefinition, resolvedDependencies: [] };
    await expectFault("provenance-malformed", () => readGithubBuild({ ...provenance, buildDefinition }));
  });

  test("may leave out all that is not a parameter, and finds its commit by the whole source", () => {
    const { buildDefinition, runDetails } = githubProvenance(RUN);
    const [source = {}] = buildDefinition.resolvedDependencies ?? [];
    const read = (resolvedDependencies: (typeof source)[] | undefined, internalParameters = {}) =>
      readGithubBuild({
        buildDefinition: { ...buildDefinition, internalParameters, resolvedDependencies },
        runDetails: { builder: runDetails.builder },
      });
    const nothing = { commit: undefined, eventName: undefined, repositoryId: undefined, ownerId: undefined };
    expect(read(undefined)).toMatchObject({ ...nothing, runnerEnvironment: undefined, runUri: undefined });
    expect(read([{ ...source, uri: `${source.uri}0` }])).toMatchObject(nothing);
    expect(read([{ uri: source.uri }])).toMatchObject(nothing);
    expect(read([{ name: "a", digest: { gitCommit: "cd" } }, source])).toMatchObject({ commit: RUN.commit });
  });

  test("names as received what has a name and a digest", async () => {
    const { buildDefinition, runDetails } = githubProvenance(RUN, [{ name: "a", sha256: "00".repeat(32) }]);
    const read = (resolvedDependencies: typeof buildDefinition.resolvedDependencies) =>
      readGithubBuild({ buildDefinition: { ...buildDefinition, resolvedDependencies }, runDetails });
    const whole = { name: "a", digest: { sha256: "00" } };
    expect(read([{ name: "b" }, { digest: { sha256: "00" } }, whole])?.received).toEqual([{ name: "a", sha256: "00" }]);
    for (const none of [[{ name: "b" }], [{ digest: { sha256: "00" } }], undefined]) {
      await expectFault("provenance-malformed", () => read(none));
    }
  });

  test("has build types of its own for what GitHub's does not allow", () => {
    expect(OTHER_EVENT_BUILD_TYPE).toMatch(/^https:\/\/.+\/build\/github-workflow\/v1$/);
  });

  test("with an unknown external parameter is refused", async () => {
    const provenance = githubProvenance(RUN);
    const externalParameters = { ...provenance.buildDefinition.externalParameters, inputs: {} };
    const buildDefinition = { ...provenance.buildDefinition, externalParameters };
    await expectFault("provenance-malformed", () => readGithubBuild({ ...provenance, buildDefinition }));
  });

  test("has the fields of real provenance that GitHub's own action wrote", () => {
    const folder = corpus("bundles/gh-cli");
    if (folder === undefined) return;
    const statements = readdirSync(folder)
      .filter((name) => name.endsWith(".sigstore.json"))
      .map((name) => JSON.parse(readFileSync(`${folder}/${name}`, "utf8")).dsseEnvelope?.payload as string | undefined)
      .filter((payload) => payload !== undefined)
      .map((payload) => parseStatement(Buffer.from(payload, "base64")))
      .filter(({ predicate }) => JSON.stringify(predicate).includes(GITHUB_BUILD_TYPE));
    expect(statements.length).toBeGreaterThan(0);
    for (const statement of statements) {
      const real = parseProvenance(statement);
      const { repository, workflowPath, ref, repositoryId, ownerId, eventName, commit, runUri } =
        readGithubBuild(real)!;
      const run = {
        ...RUN,
        repository,
        ref,
        workflow: `${repository}/${workflowPath}@${ref}`,
        signer: real.runDetails.builder.id,
      };
      const known = {
        repositoryId: repositoryId!,
        ownerId: ownerId!,
        event: eventName!,
        commit: commit!,
        runUri: runUri!,
      };
      expect(githubProvenance({ ...run, ...known })).toEqual(real);
    }
  });
});

describe("the run that a certificate states", () => {
  const claims = {
    sourceRepositoryUri: RUN.repository,
    sourceRepositoryIdentifier: "11",
    sourceRepositoryOwnerIdentifier: "22",
    sourceRepositoryRef: RUN.ref,
    sourceRepositoryDigest: RUN.commit,
    buildConfigUri: RUN.workflow,
    buildSignerUri: RUN.signer,
    buildTrigger: "push",
    runnerEnvironment: "github-hosted",
    runInvocationUri: RUN.runUri,
  };

  test("is read from its extensions", () => expect(workflowRunOf(claims)).toEqual(RUN));

  test.each(Object.keys(claims))("is refused without %s", async (key) => {
    await expectFault("source-incomplete", () => workflowRunOf({ ...claims, [key]: undefined }));
  });
});
