import { expect, test } from "vitest";
import { pipelineBuildRun } from "../../../src/services/ci/build-run.ts";
import { expectFault } from "../../expect-fault.ts";
import { buildkiteJob, circleCiJob, gitLabJob, PIPELINE_COMMIT } from "../../github-sigstore/pipeline-job.ts";

const read = (variables: Readonly<Record<string, string>>) => pipelineBuildRun((name) => variables[name])();

test("the variables of each service say where the source is, and which tag was pushed", async () => {
  const common = { commit: PIPELINE_COMMIT, ref: "refs/tags/v1.2.3" };
  expect(await read(gitLabJob().variables)).toEqual({
    ...common,
    repository: "https://gitlab.com/forest/tools/axe",
    repositoryId: "20",
    runUri: "https://gitlab.com/forest/tools/axe/-/jobs/4000123",
  });
  expect(await read(buildkiteJob().variables)).toEqual({
    ...common,
    repository: "https://github.com/forest/axe",
    runUri: "https://buildkite.com/forest/axe/builds/12#0184990a-477b-4fa8-9968-496074483cee",
  });
  expect(await read(circleCiJob().variables)).toEqual({ ...common, repository: "https://github.com/forest/axe" });
  expect(await read({ CI: "true" })).toBeUndefined();
});

test("a pipeline of a branch or of a merge request is none of a tag", async () => {
  const { CI_COMMIT_TAG: _, ...untagged } = gitLabJob().variables;
  const branch = { ...untagged, CI_COMMIT_BRANCH: "main" };
  expect(await read(branch)).toMatchObject({ ref: "refs/heads/main" });
  const request = { ...untagged, CI_MERGE_REQUEST_REF_PATH: "refs/merge-requests/1/head" };
  expect(await read(request)).toMatchObject({ ref: "refs/merge-requests/1/head" });
  expect(await read({ ...circleCiJob().variables, CIRCLE_TAG: "", CIRCLE_BRANCH: "main" })).toMatchObject({
    ref: "refs/heads/main",
  });
});

test.each([
  ["no commit", { ...buildkiteJob().variables, BUILDKITE_COMMIT: "HEAD" }],
  ["a commit that is none", { ...gitLabJob().variables, CI_COMMIT_SHA: "main" }],
  ["neither tag nor branch", { ...circleCiJob().variables, CIRCLE_TAG: "" }],
  ["a line break", { ...gitLabJob().variables, CI_PROJECT_URL: "https://gitlab.com/a/b\nx" }],
])("variables that say %s are refused", async (_, variables) => {
  await expectFault("configuration-invalid", () => read(variables));
});
