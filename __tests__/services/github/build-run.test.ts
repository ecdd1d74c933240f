import { expect, test } from "vitest";
import { gitHubBuildRun } from "../../../src/services/github/build-run.ts";
import { expectFault } from "../../expect-fault.ts";

const RUNNER: Record<string, string> = {
  GITHUB_ACTIONS: "true",
  GITHUB_SERVER_URL: "https://github.com",
  GITHUB_REPOSITORY: "owner/tool",
  GITHUB_REPOSITORY_ID: "11",
  GITHUB_REPOSITORY_OWNER_ID: "22",
  GITHUB_SHA: "c".repeat(40),
  GITHUB_REF: "refs/tags/v1.0.0",
  GITHUB_RUN_ID: "33",
  GITHUB_RUN_ATTEMPT: "2",
};

const run = (changes: Record<string, string> = {}) => gitHubBuildRun((name) => ({ ...RUNNER, ...changes })[name])();

test("reads the run from the runner's variables", async () => {
  expect(await run()).toEqual({
    repository: "https://github.com/owner/tool",
    repositoryId: "11",
    ownerId: "22",
    commit: "c".repeat(40),
    ref: "refs/tags/v1.0.0",
    runUri: "https://github.com/owner/tool/actions/runs/33/attempts/2",
  });
});

test("reads owners that an enterprise manages, and the address of another GitHub (W2)", async () => {
  expect(await run({ GITHUB_REPOSITORY: "mona_octo/tool", GITHUB_SERVER_URL: "https://octo.ghe.com" })).toMatchObject({
    repository: "https://octo.ghe.com/mona_octo/tool",
    runUri: "https://octo.ghe.com/mona_octo/tool/actions/runs/33/attempts/2",
  });
});

test("says nothing outside GitHub Actions", async () => {
  expect(await run({ GITHUB_ACTIONS: "" })).toBeUndefined();
});

test.each([
  ["GITHUB_REPOSITORY", "owner/tool/../other"],
  ["GITHUB_SERVER_URL", "https://github.com/evil"],
  ["GITHUB_SHA", "HEAD"],
  ["GITHUB_REF", "v1.0.0"],
  ["GITHUB_RUN_ID", "1\n::set-output name=x::y"],
])("refuses %s of another form (P07)", async (name, value) => {
  const fault = await expectFault("configuration-invalid", () => run({ [name]: value }));
  expect(fault.message).toContain(name);
  expect(fault.message).not.toContain("\n");
});
