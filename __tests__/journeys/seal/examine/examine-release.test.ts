import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { schemaId } from "../../../../src/domain/home.ts";
import { problemsOf } from "../../../../src/domain/release/checks/release-check.ts";
import type { CheckId } from "../../../../src/domain/release/checks/release-claim.ts";
import { type ExaminedRelease, examineRelease } from "../../../../src/journeys/seal/examine/examine-release.ts";
import { requirePassed, warningsOf } from "../../../../src/journeys/seal/examine/require-passed.ts";
import type { SealOrder } from "../../../../src/journeys/seal/order/seal-order.ts";
import { Fault } from "../../../../src/kernel/fault.ts";
import type { SourceHost } from "../../../../src/ports/source-host.ts";
import { gitHubAddress } from "../../../../src/services/github/api/github-address.ts";
import { createGitHubApi } from "../../../../src/services/github/api/github-api.ts";
import { gitHubSource } from "../../../../src/services/github/source-host.ts";
import { systemFiles } from "../../../../src/world/files/files.ts";
import { systemGit } from "../../../../src/world/git/git.ts";
import { createHttp } from "../../../../src/world/http/http.ts";
import { expectFault } from "../../../expect-fault.ts";
import { type GitRepository, gitRepository } from "../../../git-repository.ts";
import { addTag } from "../../../github-server/github-state.ts";
import { startGitHubServer } from "../../../github-server/start-github-server.ts";
import { gitHubRun } from "../../../github-sigstore/github-run.ts";
import { quietProgress } from "../../../quiet-progress.ts";
import { temporaryFolder } from "../../../temporary-folder.ts";
import { testClock } from "../../../test-clock.ts";

const SCHEMA = schemaId("release-manifest");
const MANIFEST = { schema: SCHEMA, name: "octo-tool", assets: ["octo-tool-{version}.tgz"], packages: ["package.json"] };

interface Situation {
  /** False outside of a run. */
  readonly run?: false;
  readonly manifest?: object;
  readonly files?: Readonly<Record<string, string>>;
  readonly order?: Partial<SealOrder>;
  readonly env?: Readonly<Record<string, string>>;
  /** The checkout, once it is a released one. */
  readonly change?: (repository: GitRepository) => void;
  readonly host?: Partial<SourceHost>;
  /** A GitHub on sockets instead of one that answers in memory. */
  readonly loopback?: true;
}

const RUN = gitHubRun();

async function loopbackForge(commit: string) {
  const server = await startGitHubServer({ run: { commit } });
  onTestFinished(() => server.close());
  onTestFinished(() => expect(server.violations).toEqual([]));
  const address = gitHubAddress(server.url, `https://github.com/${RUN.repository}`);
  const api = createGitHubApi(address, server.token, { http: createHttp(() => undefined), clock: testClock() });
  return { server, source: gitHubSource(api) };
}

/** A forge on which everything is as it ought to be. */
function fakeForge(commit: string): SourceHost {
  const run = { repositoryId: RUN.repositoryId, commit, refName: "v1.2.3", event: "push", isRunning: true, calls: [] };
  return {
    name: "forge.example",
    repository: async () => ({ id: RUN.repositoryId, ownerId: RUN.ownerId, defaultBranch: "main", isPublic: true }),
    tag: async () => ({ commit, kind: "annotated" }),
    tags: async () => ["v1.2.3", "v1.2.2"],
    isReachable: async () => true,
    isProtected: async () => true,
    run: async () => run,
  };
}

/** A checkout of the tag v1.2.3 with one built asset, in a run on a GitHub that knows the same. */
async function situation({ manifest = MANIFEST, files, order, env = {}, change, host, loopback, run }: Situation = {}) {
  const repository = gitRepository();
  const commit = repository.commit({
    "package.json": '{"version":"1.2.3"}',
    "release/manifest.json": JSON.stringify(manifest),
    ".gitignore": "dist/\n",
    ...files,
  });
  repository.git("tag", "-a", "-m", "x", "v1.2.3");
  mkdirSync(join(repository.path, "dist"));
  writeFileSync(join(repository.path, "dist", "octo-tool-1.2.3.tgz"), "the tool\n");
  change?.(repository);
  const asked = loopback === true ? await loopbackForge(commit) : undefined;
  const forge = asked?.source ?? fakeForge(commit);
  const variables: Record<string, string> = {
    GITHUB_WORKFLOW_SHA: commit,
    RUNNER_ENVIRONMENT: "github-hosted",
    GITHUB_EVENT_NAME: "push",
    PATH: process.env["PATH"] ?? "",
    ...env,
  };
  const read = (name: string): string | undefined => variables[name];
  const ports = {
    files: systemFiles,
    git: systemGit(read),
    env: read,
    buildRun: async () =>
      run === false
        ? undefined
        : {
            repository: `https://github.com/${RUN.repository}`,
            ...{ repositoryId: RUN.repositoryId, ownerId: RUN.ownerId, commit, ref: RUN.ref },
            runUri: `https://github.com/${RUN.repository}/actions/runs/${RUN.runId}/attempts/${RUN.runAttempt}`,
          },
    source: () => ({ ...forge, ...host }),
    clock: testClock(),
    progress: quietProgress(),
  };
  const given: SealOrder = {
    ...{ assets: ["dist/*"], folder: repository.path, given: {}, local: false, sign: "each", publish: "standard" },
    ...order,
  };
  return { server: asked?.server, repository, commit, order: given, examine: () => examineRelease(given, ports) };
}

const statuses = ({ claims }: ExaminedRelease, ...ids: CheckId[]) =>
  claims.filter(({ id }) => ids.includes(id)).map(({ status }) => status);

describe("signing is planned (W8)", () => {
  const plan = async (count: number, sign: SealOrder["sign"]) => {
    const { repository, examine } = await situation({ order: { sign, publish: "full" } });
    for (let n = 1; n < count; n++) writeFileSync(join(repository.path, "dist", `more-${n}`), `${n}`);
    const { plan: planned } = await examine();
    const told = planned?.warnings.filter((text) => text.includes("signed once"));
    return [
      planned?.assets.length,
      planned?.sign,
      planned?.publishedNames.includes("more-1.sigstore.json"),
      told?.length,
    ];
  };

  test.each([
    [100, "auto", "each", 0],
    [101, "auto", "once", 1],
    [101, "each", "each", 0],
    [2, "once", "once", 0],
  ] as const)("%d assets, sign: %s: %s", async (count, sign, expected, told) => {
    expect(await plan(count, sign)).toEqual([count, expected, expected === "each", told]);
  });
});

describe("a release that is what its manifest says", () => {
  test("passes every check that can be made, and says where each value is from", async () => {
    const { examine, order, server, commit } = await situation({ loopback: true });
    const examined = await examine();
    expect(examined.claims.filter(({ status }) => status !== "verified").map(({ id }) => id)).toEqual(["inputs"]);
    expect(examined).toMatchObject({ verdict: "ready", exitCode: 0, fault: undefined });
    const sources = new Map(examined.values.map(({ name, source }) => [name, source]));
    expect(sources.get("name")).toBe("release/manifest.json");
    expect(sources.get("tag")).toBe("the workflow run");
    expect(examined.values.find(({ name }) => name === "commit")?.value).toBe(commit);
    expect(requirePassed(examined, order).plan.publishedNames).toHaveLength(7);
    expect(warningsOf(examined, order)).toEqual([]);
    expect(server?.requests.filter(({ visible }) => visible)).toEqual([]);
  });

  test("is not known to be one where nobody asks the forge and the history is cut off", async () => {
    const { repository, order, commit } = await situation();
    const folder = join(temporaryFolder(), "clone");
    execFileSync("git", ["clone", "-q", "--depth=1", "--branch=v1.2.3", `file://${repository.path}`, folder], {
      stdio: "pipe",
    });
    const read = (name: string) => process.env[name];
    const ports = {
      ...{ files: systemFiles, git: systemGit(read), env: () => undefined },
      ...{ buildRun: async () => undefined, source: () => undefined, progress: quietProgress(), clock: testClock() },
    };
    const given = { repository: "octo-org/octo-tool", commit, tag: "v1.2.3" };
    const assets = [join(repository.path, "dist", "octo-tool-1.2.3.tgz")];
    const examined = await examineRelease({ ...order, folder, assets, given }, ports);
    expect(statuses(examined, "branch", "version-order")).toEqual(["not-checked", "not-checked"]);
    expect(examined).toMatchObject({ verdict: "not-ready", exitCode: 3 });
    await expectFault("validation-incomplete", () => requirePassed(examined, order));
  });
});

const { assets: _listed, ...OPEN } = MANIFEST;
const UPLOADS = { uploads: true } as const;
const CLEAN = { ...MANIFEST, policy: { require: ["clean-tree"] } };

describe("a release is refused before anything is signed", () => {
  test.each<[string, CheckId, Situation]>([
    ["whose package has another version", "package-version", { files: { "package.json": '{"version":"1.2.2"}' } }],
    ["whose package is missing", "package-version", { manifest: { ...MANIFEST, packages: ["gone.json"] } }],
    ["that lacks an asset", "inventory", { manifest: { ...MANIFEST, assets: ["octo-tool-{version}.tgz", "more"] } }],
    ["with an asset too many", "inventory", { change: ({ path }) => writeFileSync(join(path, "dist", "x.log"), "") }],
    [
      "whose tag has another form",
      "tag-name",
      { manifest: { ...MANIFEST, tag: "release-{version}" }, order: { given: { version: "1.2.3" } } },
    ],
    ["whose tag ought to be signed", "tag-kind", { manifest: { ...MANIFEST, policy: { tag: "signed" } } }],
    [
      "with a changed file where that counts",
      "clean-tree",
      { manifest: CLEAN, change: ({ path }) => writeFileSync(join(path, "package.json"), '{"version":"1.2.3" }') },
    ],
    [
      "with a file that nobody committed where that counts",
      "clean-tree",
      { manifest: CLEAN, change: ({ path }) => writeFileSync(join(path, "note"), "") },
    ],
    ["in a run of a pull request (Y15)", "trigger", { env: { GITHUB_EVENT_NAME: "pull_request" } }],
    [
      "whose file GitHub would rename (Y1)",
      "github-files",
      { manifest: OPEN, order: UPLOADS, change: ({ path }) => writeFileSync(join(path, "dist", "a b.zip"), "x") },
    ],
    [
      "with a file that GitHub cannot store (Y1)",
      "github-files",
      { manifest: OPEN, order: UPLOADS, change: ({ path }) => writeFileSync(join(path, "dist", "empty"), "") },
    ],
    ["after a later version of its line", "version-order", { change: ({ git }) => git("tag", "v1.2.9") }],
    [
      "with an input that can be moved",
      "inputs",
      { manifest: { ...MANIFEST, inputs: [{ name: "data", source: "https://example.com", pin: "main" }] } },
    ],
    ["whose commit is on no branch", "branch", { host: { isReachable: async () => false } }],
    [
      "whose tag was moved on the forge (G17)",
      "tag-target",
      { host: { tag: async () => ({ commit: "b".repeat(40), kind: "annotated" }) } },
    ],
    ["whose tag is not on the forge", "tag-target", { host: { tag: async () => undefined } }],
    [
      "from an unprotected branch where that counts",
      "branch-protection",
      {
        manifest: { ...MANIFEST, policy: { require: ["branch-protection"] } },
        host: { isProtected: async () => false },
      },
    ],
    [
      "on a runner of one's own where that counts (B43)",
      "runner",
      { manifest: { ...MANIFEST, policy: { require: ["runner"] } }, env: { RUNNER_ENVIRONMENT: "self-hosted" } },
    ],
    [
      "by the workflow of another commit where that counts (B44)",
      "workflow",
      { manifest: { ...MANIFEST, policy: { require: ["workflow"] } }, env: { GITHUB_WORKFLOW_SHA: "c".repeat(40) } },
    ],
    [
      "in a run that the forge does not show where that counts",
      "run",
      {
        manifest: { ...MANIFEST, policy: { require: ["run"] } },
        host: {
          run: () => Promise.reject(new Fault("permission-missing", "may not read the run", { hint: "actions: read" })),
        },
      },
    ],
  ])("%s", async (_what, id, given) => {
    const { examine, order } = await situation(given);
    const examined = await examine();
    const blocking = examined.claims.filter(
      ({ required, status }) => required && status !== "verified" && status !== "not-applicable",
    );
    expect(blocking.map((claim) => claim.id)).toEqual([id]);
    const [claim] = blocking;
    expect(claim?.reason).toMatch(/^(?:GitHub|[^A-Z]).*[^.]$/);
    const code = claim?.status === "failed" ? "validation-failed" : "validation-incomplete";
    await expectFault(code, () => requirePassed(examined, order));
    expect(() => requirePassed(examined, order)).toThrow(id);
  });

  test("but an unclean tree only warns, and so do a named trigger and, where nothing is uploaded, GitHub's rules (Y7)", async () => {
    const { examine, order } = await situation({
      manifest: OPEN,
      env: { GITHUB_EVENT_NAME: "schedule" },
      order: { unsafeTriggers: ["schedule"] },
      change: ({ path }) => {
        writeFileSync(join(path, "note"), "");
        writeFileSync(join(path, "dist", "empty"), "");
      },
    });
    const examined = await examine();
    expect(examined).toMatchObject({ verdict: "ready", exitCode: 0 });
    const ids = warningsOf(examined, order).map((text) => text.split(":")[0]);
    expect(ids).toEqual(["github-files", "clean-tree", "trigger"]);
  });

  test("a package that has another version stops a release without a manifest, too (Y7)", async () => {
    const { examine, repository } = await situation({ files: { "package.json": '{"version":"1.2.2"}' } });
    repository.git("rm", "-q", "release/manifest.json");
    const { claims, exitCode } = await examine();
    expect(exitCode).toBe(1);
    expect(claims.find(({ id }) => id === "package-version")).toMatchObject({
      status: "failed",
      sides: [
        ["Tag", "1.2.3"],
        ["package.json", "1.2.2"],
      ],
      file: "package.json",
    });
  });

  test.each(["nightly", "pkg@1.2.3", "v1.2"])("a commit whose only tag is %s names it (Y6)", async (tag) => {
    const { examine } = await situation({
      env: {},
      run: false,
      change: ({ git }) => {
        git("rm", "-q", "release/manifest.json");
        git("tag", "-d", "v1.2.3");
        git("tag", tag);
      },
    });
    const examined = await examine();
    expect(problemsOf(examined)).toMatchObject([{ id: "tag-name" }]);
    expect(problemsOf(examined)[0]?.reason).toContain(`"${tag}"`);
    expect(String(problemsOf(examined)[0]?.fix)).toContain("release/manifest.yaml");
  });

  test("but what nothing requires only warns", async () => {
    const { examine, order } = await situation({ env: { RUNNER_ENVIRONMENT: "self-hosted" } });
    const examined = await examine();
    expect(examined.verdict).toBe("ready");
    requirePassed(examined, order);
    expect(warningsOf(examined, order)).toEqual(['runner: the runner is "self-hosted"']);
  });

  test("and a service that fails is told from a release that is wrong", async () => {
    const broken = () => Promise.reject(new Fault("network-timeout", "no answer in time"));
    const { examine } = await situation({
      host: { repository: broken, tag: broken, tags: broken, isReachable: broken },
    });
    // Git answers most of it alone, but it does not know which branch is the default one.
    expect(await examine()).toMatchObject({ verdict: "not-ready", exitCode: 4 });
  });

  test("and names that nobody may have are claims too (N01)", async () => {
    const { examine, order } = await situation({
      change: ({ path }) => writeFileSync(join(path, "dist", "a\u202eb"), ""),
    });
    const examined = await examine();
    expect(statuses(examined, "names")).toEqual(["failed"]);
    await expectFault("asset-name-bidi", () => requirePassed(examined, order));
  });
});

describe("what cannot even be described is one failed check, and the others stay open", () => {
  test.each<[string, CheckId, Situation]>([
    ["a manifest that is none", "manifest", { manifest: { ...MANIFEST, colour: "red" } }],
    ["two manifests", "manifest", { files: { "release/manifest.yaml": "name: x\n" } }],
    ["a name that the manifest does not have", "manifest", { order: { given: { name: "other" } } }],
    ["a tag with two dots (V03)", "tag-name", { order: { given: { tag: "v1..2" } } }],
    ["a tag that begins with a dash (V03)", "tag-name", { order: { given: { tag: "-v1.2.3" } } }],
    ["a version that is none", "version", { order: { given: { version: "1.2", tag: "latest" } } }],
    ["a commit that is not the one checked out", "source", { order: { given: { commit: "b".repeat(40) } } }],
  ])("%s", async (_what, id, given) => {
    const { examine, order } = await situation(given);
    const examined = await examine();
    expect(examined.claims.filter(({ status }) => status === "failed").map((claim) => claim.id)).toEqual([id]);
    expect(examined).toMatchObject({ verdict: "not-ready", exitCode: 1, facts: undefined });
    expect(() => requirePassed(examined, order)).toThrow(Fault);
  });
});

describe("a component of a monorepo", () => {
  const components = {
    schema: SCHEMA,
    components: [
      { name: "tool", assets: ["octo-tool-1.2.3.tgz"], packages: ["package.json"] },
      { name: "lib", tag: "packages/lib/v{version}", assets: ["lib.tgz"], packages: ["packages/lib/Cargo.toml"] },
    ],
  };
  const files = {
    "packages/lib/Cargo.toml": '[package]\nname = "lib"\nversion.workspace = true\n',
    "packages/Cargo.toml": '[workspace.package]\nversion = "2.0.1"\n',
  };

  test("has its own tag, version, packages and line", async () => {
    const { examine, server, repository, commit } = await situation({
      loopback: true,
      manifest: components,
      files,
      order: { given: { tag: "packages/lib/v2.0.1" }, assets: ["dist/lib.tgz"] },
      change: ({ path, git }) => {
        writeFileSync(join(path, "dist", "lib.tgz"), "lib\n");
        git("tag", "packages/lib/v2.0.1");
        git("tag", "tool-v9.0.0");
      },
    });
    for (const tag of ["packages/lib/v2.0.1", "packages/lib/v2.0.0"]) if (server) addTag(server.state, tag, { commit });
    const examined = await examine();
    expect(examined.facts).toMatchObject({ name: "lib", version: "2.0.1", tag: "packages/lib/v2.0.1" });
    expect(statuses(examined, "tag-name", "tag-target", "package-version", "version-order", "inventory")).toEqual(
      Array(5).fill("verified"),
    );
    // The run was started for another tag, which consumers would have to name.
    expect(statuses(examined, "run-ref")).toEqual(["failed"]);
    expect(repository.git("tag", "--list")).toContain("tool-v9.0.0");
  });
});

test("a local trial is no release: one sentence says that checks do not hold", async () => {
  const { examine, order } = await situation({ env: { RUNNER_ENVIRONMENT: "self-hosted" } });
  const trial = { ...order, local: true };
  expect(warningsOf(await examine(), trial)).toEqual([
    "1 check of a release does not hold here, which a local trial does not need; capsule check shows what and why",
  ]);
  expect(warningsOf(await examine(), { ...trial, dryRun: true })).toHaveLength(1);
});
