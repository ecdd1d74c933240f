import { describe, expect, test } from "vitest";
import { readStatedBuild } from "../../../src/domain/attestation/stated-build.ts";
import { STATEMENT_TYPE } from "../../../src/domain/attestation/statement.ts";
import type { JsonObject } from "../../../src/kernel/json.ts";
import { expectFault } from "../../expect-fault.ts";

const SOURCE = "git+https://github.com/owner/tool@refs/tags/v1";
const COMMIT = "ab".repeat(20);
const GITHUB = "https://actions.github.io/buildtypes/workflow/v1";
const GENERATOR = "https://github.com/slsa-framework/slsa-github-generator";

const read = (predicateType: string, predicate: object) =>
  readStatedBuild({
    _type: STATEMENT_TYPE,
    subject: [{ digest: { sha256: "00".repeat(32) } }],
    predicateType,
    predicate: predicate as JsonObject,
  });

interface V1 {
  readonly buildType?: string;
  readonly external?: object;
  readonly internal?: object | undefined;
  readonly dependencies?: readonly object[] | undefined;
  readonly metadata?: object | undefined;
}

const V1_FACTS = {
  event_name: "push",
  repository_id: "11",
  repository_owner_id: "22",
  runner_environment: "github-hosted",
};
const V1_WORKFLOW = {
  repository: "https://github.com/owner/tool",
  ref: "refs/tags/v1",
  path: ".github/workflows/r.yml",
};

function v1(changes: V1 = {}) {
  const all = {
    buildType: GITHUB,
    external: { workflow: V1_WORKFLOW },
    internal: { github: V1_FACTS },
    dependencies: [{ uri: SOURCE, digest: { gitCommit: COMMIT } }],
    metadata: { invocationId: "https://github.com/owner/tool/actions/runs/1/attempts/1" },
    ...changes,
  };
  return read("https://slsa.dev/provenance/v1", {
    buildDefinition: {
      buildType: all.buildType,
      externalParameters: all.external,
      internalParameters: all.internal,
      resolvedDependencies: all.dependencies,
    },
    runDetails: { builder: { id: "https://example.com/builder" }, metadata: all.metadata },
  });
}

const V1_READ = {
  buildType: GITHUB,
  builderKind: "signer",
  builderId: "https://example.com/builder",
  repository: "https://github.com/owner/tool",
  ref: "refs/tags/v1",
  commit: COMMIT,
  workflowPath: ".github/workflows/r.yml",
  eventName: "push",
  repositoryId: "11",
  ownerId: "22",
  runnerEnvironment: "github-hosted",
  runUri: "https://github.com/owner/tool/actions/runs/1/attempts/1",
};

describe("a build stated in SLSA provenance v1", () => {
  test("of GitHub's workflow type is read field by field", () => expect(v1()).toEqual(V1_READ));

  test.each([
    ["https://slsa-framework.github.io/github-actions-buildtypes/workflow/v1", "runner"],
    ["https://github.com/npm/cli/gha/v2", "runner"],
    [`${GENERATOR}/generic@v1`, "signer"],
    [`${GENERATOR}/go@v1`, "signer"],
    [`${GENERATOR}/container@v1`, "signer"],
    ["https://slsa.dev/container-based-build/v0.1?draft", "signer"],
    [`${GENERATOR}/delegator-generic@v0`, "delegated"],
  ])("of the type %s names the %s as builder", (buildType, builderKind) => {
    expect(v1({ buildType })).toEqual({ ...V1_READ, buildType, builderKind });
  });

  test("of another build type or predicate is nothing to us", () => {
    expect(v1({ buildType: `${GITHUB}x` })).toBeUndefined();
    expect(read("https://slsa.dev/provenance/v1.1", { buildType: GITHUB })).toBeUndefined();
  });

  test("may say everything in the environment of a runner, as slsa-github-generator does", () => {
    const internal = {
      GITHUB_WORKFLOW_REF: "owner/tool/.github/workflows/x.yml@refs/tags/v1",
      GITHUB_EVENT_NAME: "release",
      GITHUB_REPOSITORY_ID: 33,
      GITHUB_REPOSITORY_OWNER_ID: "44",
    };
    const found = v1({ external: { source: { uri: SOURCE } }, internal });
    const facts = { eventName: "release", repositoryId: "33", ownerId: "44", workflowPath: ".github/workflows/x.yml" };
    expect(found).toEqual({ ...V1_READ, ...facts, runnerEnvironment: undefined });
  });

  test("may leave out everything but its source", () => {
    const bare = v1({
      external: {},
      internal: undefined,
      dependencies: [{ uri: "git+https://github.com/owner/tool", digest: { sha1: COMMIT } }],
      metadata: undefined,
    });
    expect(bare).toEqual({
      ...{ buildType: GITHUB, builderKind: "signer", builderId: "https://example.com/builder" },
      ...{ repository: "https://github.com/owner/tool", ref: undefined, commit: COMMIT, workflowPath: undefined },
      ...{ eventName: undefined, repositoryId: undefined, ownerId: undefined },
      ...{ runnerEnvironment: undefined, runUri: undefined },
    });
  });

  test("says nothing by empty texts, by other values, and by a list or a text in the place of facts", () => {
    const internal = { github: { event_name: "", repository_id: null, repository_owner_id: [] } };
    const nothing = { eventName: undefined, repositoryId: undefined, ownerId: undefined, runnerEnvironment: undefined };
    expect(v1({ internal })).toEqual({ ...V1_READ, ...nothing });
    expect(v1({ external: { workflow: ["x"], source: ["x"] } })).toEqual({ ...V1_READ, workflowPath: undefined });
    expect(v1({ external: { workflow: "x", source: null } })).toMatchObject({ workflowPath: undefined });
    expect(v1({ internal: { github: ["x"], event_name: "x" } })).toMatchObject({ eventName: "x" });
  });

  test.each<[string, V1]>([
    ["no dependency", { dependencies: [] }],
    ["dependencies left out", { dependencies: undefined }],
    ["a source without a digest", { dependencies: [{ uri: SOURCE }] }],
    ["a source without a commit", { dependencies: [{ uri: SOURCE, digest: { sha256: COMMIT } }] }],
    ["a source without an address", { dependencies: [{ digest: { gitCommit: COMMIT } }] }],
    ["another repository in the parameters", { external: { workflow: { repository: "https://github.com/a/b" } } }],
    ["another ref in the parameters", { external: { workflow: { ref: "refs/tags/v2" } } }],
    [
      "a ref in the parameters alone",
      {
        external: { workflow: { ref: "refs/tags/v1" } },
        dependencies: [{ uri: "git+https://github.com/owner/tool", digest: { gitCommit: COMMIT } }],
      },
    ],
    ["another source in the parameters", { external: { source: { uri: `${SOURCE}2` } } }],
  ])("is refused with %s", async (_, changes) => {
    await expectFault("provenance-malformed", () => v1(changes));
  });

  test.each([
    "https://github.com/owner/tool@refs/tags/v1",
    "xgit+https://github.com/owner/tool@refs/tags/v1",
    "git+http://github.com/owner/tool",
    "git+https://github.com/tool",
    "git+https://github.com/a/owner/tool",
    "git+https://github.com//tool",
    "git+https:///owner/tool",
    "git+https://user@github.com/owner/tool",
    "git+https://github.com/own er/tool",
    "git+https://git hub.com/owner/tool",
    "git+https://github.com/owner/to ol",
    "git+https://github.com/owner/tool@v1",
    "git+https://github.com/owner/tool@refs/",
    "git+https://github.com/owner/tool@refs/tags/v 1",
    "git+https://github.com/owner/tool@refs/tags/v1 ",
    "git+https://github.com/owner/tool ",
    "git+https://github.com/ow@ner/tool",
  ])("is refused with the source %j", async (uri) => {
    const dependencies = [{ uri, digest: { gitCommit: COMMIT } }];
    await expectFault("provenance-malformed", () => v1({ external: {}, dependencies }));
  });

  test("says what it does not state, and what it states twice", async () => {
    const missing = await expectFault("provenance-malformed", () =>
      v1({ external: {}, dependencies: [{ uri: SOURCE }] }),
    );
    expect(missing.message).toBe("the provenance does not state the commit");
    const twice = await expectFault("provenance-malformed", () => v1({ external: { workflow: { ref: "x" } } }));
    expect(twice.message).toBe("the provenance states two different values of ref");
  });

  test("finds the path of a workflow between repository and ref only", () => {
    const path = (GITHUB_WORKFLOW_REF: string) => v1({ external: {}, internal: { GITHUB_WORKFLOW_REF } })?.workflowPath;
    expect(path("owner/tool/a.yml@refs/heads/x@y")).toBe("a.yml");
    for (const other of [
      "owner/a.yml",
      "/tool/a.yml@x",
      "owner//a.yml@x",
      "owner/tool/@x",
      "owner/tool/a.yml",
      "x//owner/tool/a.yml@x",
    ]) {
      expect(path(other)).toBeUndefined();
    }
  });
});

const V02_TYPE = `${GENERATOR}/generic@v1`;

function v02(changes: object = {}, invocation: object = {}) {
  return read("https://slsa.dev/provenance/v0.2", {
    buildType: V02_TYPE,
    builder: { id: "https://example.com/builder" },
    invocation: {
      configSource: { uri: SOURCE, digest: { sha1: COMMIT }, entryPoint: ".github/workflows/r.yml" },
      environment: { GITHUB_EVENT_NAME: "push", github_repository_id: "11", GITHUB_REPOSITORY_OWNER_ID: 22 },
      ...invocation,
    },
    materials: [
      { uri: "git+https://github.com/other/tool", digest: { sha1: "cd".repeat(20) } },
      { uri: SOURCE, digest: { sha1: COMMIT } },
    ],
    ...changes,
  });
}

describe("a build stated in SLSA provenance v0.2", () => {
  const whole = {
    ...{ buildType: V02_TYPE, builderKind: "signer", builderId: "https://example.com/builder" },
    ...{ repository: "https://github.com/owner/tool", ref: "refs/tags/v1", commit: COMMIT },
    ...{ workflowPath: ".github/workflows/r.yml", eventName: "push", repositoryId: "11", ownerId: "22" },
    ...{ runnerEnvironment: undefined, runUri: undefined },
  };

  test("is read field by field", () => expect(v02()).toEqual(whole));

  test("may leave out environment and entry point, and is nothing to us with another build type", () => {
    const configSource = { uri: SOURCE, digest: { sha1: COMMIT } };
    const nothing = { workflowPath: undefined, eventName: undefined, repositoryId: undefined, ownerId: undefined };
    expect(v02({}, { configSource, environment: undefined })).toEqual({ ...whole, ...nothing });
    for (const buildType of ["x", 1, undefined]) expect(v02({ buildType })).toBeUndefined();
  });

  test("without materials states the commit alone", () => {
    expect(v02({ materials: undefined })).toEqual(whole);
    expect(v02({ materials: [{ uri: "git+https://github.com/other/tool", digest: { sha1: "x" } }] })).toEqual(whole);
  });

  test.each<[string, object, object?]>([
    ["another commit among the materials", { materials: [{ uri: SOURCE, digest: { sha1: "cd".repeat(20) } }] }],
    ["materials that are none", { materials: {} }],
    ["a material without an address", { materials: [{ digest: { sha1: COMMIT } }] }],
    ["a material with a number for a digest", { materials: [{ uri: SOURCE, digest: { sha1: 1 } }] }],
    ["no builder", { builder: undefined }],
    ["a builder without an id", { builder: {} }],
    ["no invocation", { invocation: undefined }],
    ["no source", {}, { configSource: undefined }],
    ["a source without an address", {}, { configSource: { digest: { sha1: COMMIT } } }],
    ["a source without a digest", {}, { configSource: { uri: SOURCE } }],
    ["a source without a SHA-1 digest", {}, { configSource: { uri: SOURCE, digest: {} } }],
    ["a source that is not git's", {}, { configSource: { uri: "x", digest: { sha1: COMMIT } } }],
    ["an entry point that is a number", {}, { configSource: { uri: SOURCE, digest: { sha1: COMMIT }, entryPoint: 1 } }],
    ["an environment that is a text", {}, { environment: "x" }],
  ])("is refused with %s", async (_, changes, invocation) => {
    await expectFault("provenance-malformed", () => v02(changes, invocation));
  });
});
