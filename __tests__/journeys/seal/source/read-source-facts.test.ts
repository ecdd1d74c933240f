import { expect, test } from "vitest";
import { plainFacts } from "../../../../src/domain/source/sourced.ts";
import type { VersionScheme } from "../../../../src/domain/source/version-scheme.ts";
import type { GivenFacts, SealOrder, SealPorts } from "../../../../src/journeys/seal/order/seal-order.ts";
import { readSourceFacts, requireFacts } from "../../../../src/journeys/seal/source/read-source-facts.ts";
import { readContext } from "../../../../src/journeys/seal/source/release-context.ts";
import { releaseValues, statedByOptions } from "../../../../src/journeys/seal/source/release-values.ts";
import type { BuildRun } from "../../../../src/ports/build-run.ts";
import type { GitFacts } from "../../../../src/ports/git.ts";
import { expectFault } from "../../../expect-fault.ts";

const COMMIT = "a".repeat(40);
const GIT: GitFacts = {
  top: "/work/tool",
  commit: COMMIT,
  commitTime: 1_700_000_000,
  tags: ["latest", "v1.2.3"],
  origin: "git@github.com:owner/tool.git",
  isShallow: false,
  changed: [],
  untracked: [],
};
const RUN: BuildRun = {
  repository: "https://github.com/owner/tool",
  repositoryId: "1",
  ownerId: "2",
  commit: COMMIT,
  ref: "refs/tags/v1.2.3",
  runUri: "https://github.com/owner/tool/actions/runs/7/attempts/1",
};

interface Situation {
  given?: GivenFacts;
  scheme?: { readonly value: VersionScheme; readonly source: string } | undefined;
  git?: GitFacts | undefined;
  run?: BuildRun;
  env?: Record<string, string>;
}

async function readSourced({ given = {}, scheme, git, run, env = {} }: Situation) {
  const ports = {
    git: { open: async () => git && { facts: git } },
    buildRun: async () => run,
    env: (name: string) => env[name],
  } as unknown as SealPorts;
  const context = await readContext({ folder: "/work/tool" } as SealOrder, ports);
  return readSourceFacts({ given: statedByOptions(given), scheme, folder: "/work/tool", backfill: false }, context);
}

const read = async (situation: Situation) => plainFacts(await readSourced(situation));

test("takes everything from git in a checkout with a version tag", async () => {
  expect(await read({ git: GIT })).toEqual({
    name: "tool",
    version: "1.2.3",
    versioning: "semver",
    tag: "v1.2.3",
    commit: COMMIT,
    repository: "https://github.com/owner/tool",
    repositoryId: null,
    ownerId: null,
    runUri: null,
    ref: "refs/tags/v1.2.3",
    dirty: false,
    epoch: 1_700_000_000,
  });
});

test("without a tag the version names the commit, without git it is only local", async () => {
  expect((await read({ git: { ...GIT, tags: [] } })).version).toBe(`0.0.0-local.${COMMIT}`);
  expect(await read({})).toMatchObject({ name: "tool", version: "0.0.0-local", tag: null, commit: null, epoch: 0 });
});

test("flags win over the run, and the run over git", async () => {
  const facts = await read({ given: { name: "other", version: "2.0.0", tag: "other-v2.0.0" }, git: GIT, run: RUN });
  expect(facts).toMatchObject({
    name: "other",
    version: "2.0.0",
    tag: "other-v2.0.0",
    repositoryId: "1",
    ownerId: "2",
  });
  expect((await read({ git: { ...GIT, tags: ["v9.9.9"] }, run: RUN })).tag).toBe("v1.2.3");
});

test("a run for a branch keeps its ref beside the tag that git knows", async () => {
  const facts = await read({ git: GIT, run: { ...RUN, ref: "refs/heads/main" } });
  expect(facts).toMatchObject({ tag: "v1.2.3", ref: "refs/heads/main" });
});

test("SOURCE_DATE_EPOCH wins over the commit's time, and must be a time that can be written", async () => {
  const epochOf = async (SOURCE_DATE_EPOCH: string) => (await read({ git: GIT, env: { SOURCE_DATE_EPOCH } })).epoch;
  expect(await epochOf("12")).toBe(12);
  expect(await epochOf("253402300799")).toBe(253_402_300_799);
  for (const wrong of ["12.5", "", "-1", "253402300800", "9999999999999"])
    await expectFault("configuration-invalid", () => epochOf(wrong));
});

test("each fact names the place that it was read from", async () => {
  const sourcesOf = async (situation: Situation) =>
    Object.fromEntries(releaseValues(await readSourced(situation)).map(({ name, source }) => [name, source]));
  expect(await sourcesOf({ git: GIT, run: RUN, given: { version: "1.2.3" } })).toEqual({
    name: "the name of the repository or folder",
    version: "the option version",
    versioning: "the version",
    tag: "the workflow run",
    commit: "the workflow run",
    repository: "the workflow run",
    "repository id": "the workflow run",
    "owner id": "the workflow run",
    ref: "the workflow run",
    run: "the workflow run",
    time: "the time of the commit",
  });
  expect(await sourcesOf({ git: GIT, env: { SOURCE_DATE_EPOCH: "1" } })).toMatchObject({
    version: "the tag",
    tag: "git, in the checkout",
    repository: "git, the remote origin",
    "owner id": "nothing says it",
    ref: "the tag",
    time: "SOURCE_DATE_EPOCH",
  });
  expect(await sourcesOf({})).toMatchObject({ version: "nothing: a stand-in", time: "nothing says it" });
});

test("shows no time that nothing says, though the documents need one", async () => {
  const timeOf = async (situation: Situation) =>
    releaseValues(await readSourced(situation)).find(({ name }) => name === "time")?.value;
  expect(await timeOf({})).toBeNull();
  expect((await readSourced({})).epoch.value).toBe(0);
  expect(await timeOf({ env: { SOURCE_DATE_EPOCH: "1" } })).toBe("1970-01-01T00:00:01Z");
});

test("refuses two sources that name different commits", async () => {
  await expectFault("source-contradiction", () => read({ git: GIT, run: { ...RUN, commit: "b".repeat(40) } }));
  await expectFault("source-contradiction", () => read({ given: { commit: "b".repeat(40) }, git: GIT }));
});

test("refuses a version that is not the tag's, and several version tags", async () => {
  await expectFault("source-contradiction", () => read({ given: { version: "1.2.4", tag: "v1.2.3" }, git: GIT }));
  await expectFault("source-contradiction", () => read({ git: { ...GIT, tags: ["v1.2.3", "v1.2.4"] } }));
});

test("a version chooses among several tags", async () => {
  const git = { ...GIT, tags: ["v1.2.3", "v1.2.4"] };
  expect((await read({ given: { version: "1.2.4" }, git })).tag).toBe("v1.2.4");
  expect((await read({ given: { version: "3.0.0" }, git })).tag).toBeNull();
});

test.each([
  ["v2024.11", "2024.11", "calver"],
  ["2024.11", "2024.11", "calver"],
  ["v2024.11.03", "2024.11.03", "calver"],
  ["release-1.2.3", "1.2.3", "semver"],
  ["V1.2.3", "1.2.3", "semver"],
  ["@owner/tool@1.2.3", "1.2.3", "semver"],
])("the tag %s of the commit says version %s (Y6)", async (tag, version, versioning) => {
  expect(await read({ git: { ...GIT, tags: [tag] } })).toMatchObject({ tag, version, versioning });
});

test("a version is of the scheme that the manifest says, and of no other (Y6)", async () => {
  const scheme = { value: "pep440", source: "release/manifest.yaml" } as const;
  const given = { tag: "v1.2", version: "1.2" };
  expect(await read({ given, scheme, git: GIT })).toMatchObject({ version: "1.2", versioning: "pep440" });
  await expectFault("version-invalid", () => read({ given, git: GIT }));
  await expectFault("version-invalid", () => read({ given: { ...given, version: "1.2-x" }, scheme, git: GIT }));
  expect(await read({ scheme })).toMatchObject({ version: "0.0.0-local", versioning: "semver" });
});

test("refuses the tag of another package (P04)", async () => {
  await expectFault("tag-not-understood", () => read({ given: { tag: "@acme/widgets@1.2.3" }, git: GIT }));
});

test("refuses a tag without a version unless a version is given", async () => {
  await expectFault("tag-not-understood", () => read({ given: { tag: "nightly" }, git: GIT }));
  expect(await read({ given: { tag: "nightly", version: "1.0.0" }, git: GIT })).toMatchObject({ version: "1.0.0" });
});

test("refuses a release name that file names cannot begin with", async () => {
  await expectFault("release-name-invalid", () => read({ given: { name: "../x" }, git: GIT }));
});

test("a remote that is a path on this machine says nothing about a public place", async () => {
  expect((await read({ git: { ...GIT, origin: "/srv/mirror.git" } })).repository).toBeNull();
});

test("a fact that the instance demands is asked for", async () => {
  const facts = await read({});
  await expectFault("source-incomplete", () => requireFacts(facts, ["repository"]));
});
