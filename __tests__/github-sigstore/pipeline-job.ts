import { utf8 } from "../../src/kernel/der-writer.ts";
import type { JsonObject } from "../../src/kernel/json.ts";
import { extension } from "../../src/services/local/certificate.ts";
import type { Principal } from "../../src/services/local/certificate-authority.ts";

/** A job of a CI service that is not GitHub's: what its token says, what Fulcio makes of it, and the job's variables. */
export interface PipelineJob {
  readonly iss: string;
  readonly claims: JsonObject;
  readonly variables: Readonly<Record<string, string>>;
  principal(claims: JsonObject): Principal;
}

export const PIPELINE_COMMIT = "c2f17ac1e5a0d3b4c2f17ac1e5a0d3b4c2f17ac1";

export interface GitLabRun {
  /** Default `v1.2.3`. */
  readonly tag?: string;
  readonly commit?: string;
}

/**
 * A job of GitLab, as its documentation lists the claims of an ID token and the variables
 * (https://docs.gitlab.com/ci/secrets/id_token_authentication/), and Fulcio's `gitlab-pipeline`.
 */
export function gitLabJob({ tag = "v1.2.3", commit = PIPELINE_COMMIT }: GitLabRun = {}): PipelineJob {
  const [group, project] = ["forest/tools", "forest/tools/axe"];
  const job = String(4_000_000 + Number.parseInt(tag.replace(/\D/g, ""), 10));
  const config = `gitlab.com/${project}//.gitlab-ci.yml@refs/tags/${tag}`;
  return {
    iss: "https://gitlab.com",
    claims: {
      jti: "2c8bd0a4-7f61-4b8e-9d36-1f0f5f9b6c21",
      sub: `project_path:${project}:ref_type:tag:ref:${tag}`,
      ...{ namespace_id: "72", namespace_path: group, project_id: "20", project_path: project },
      ...{ user_id: "1", user_login: "sam", user_email: "sam@forest.example", user_access_level: "owner" },
      ...{ pipeline_id: "574", pipeline_source: "push", job_id: job },
      ...{ ref: tag, ref_type: "tag", ref_path: `refs/tags/${tag}`, ref_protected: "true" },
      ...{ runner_id: 1, runner_environment: "gitlab-hosted", sha: commit, project_visibility: "public" },
      ...{ ci_config_ref_uri: config, ci_config_sha: commit },
    },
    variables: {
      ...{ CI: "true", GITLAB_CI: "true", CI_COMMIT_SHA: commit, CI_COMMIT_TAG: tag, CI_COMMIT_REF_NAME: tag },
      ...{ CI_PROJECT_ID: "20", CI_PROJECT_NAME: "axe", CI_PROJECT_URL: `https://gitlab.com/${project}` },
      CI_JOB_URL: `https://gitlab.com/${project}/-/jobs/${job}`,
    },
    principal: (all) => {
      const claim = claimsOf(all);
      const kind = claim("ref_type") === "branch" ? "heads" : "tags";
      const source = `https://gitlab.com/${claim("project_path")}`;
      return {
        subject: { kind: "uri", value: `https://${claim("ci_config_ref_uri")}` },
        issuer: claim("iss"),
        extensions: extensionsOf({
          9: `https://${claim("ci_config_ref_uri")}`,
          10: claim("ci_config_sha"),
          11: claim("runner_environment"),
          12: source,
          13: claim("sha"),
          14: `refs/${kind}/${claim("ref")}`,
          15: claim("project_id"),
          16: `https://gitlab.com/${claim("namespace_path")}`,
          17: claim("namespace_id"),
          18: `https://${claim("ci_config_ref_uri")}`,
          19: claim("ci_config_sha"),
          20: claim("pipeline_source"),
          21: `${source}/-/jobs/${claim("job_id")}`,
          22: claim("project_visibility"),
        }),
      };
    },
  };
}

/** A job of Buildkite (https://buildkite.com/docs/agent/cli/reference/oidc), and Fulcio's `buildkite-job`. */
export function buildkiteJob(): PipelineJob {
  const build = "https://buildkite.com/forest/axe/builds/12";
  const job = "0184990a-477b-4fa8-9968-496074483cee";
  return {
    iss: "https://agent.buildkite.com",
    claims: {
      sub: `organization:forest:pipeline:axe:ref:refs/tags/v1.2.3:commit:${PIPELINE_COMMIT}:step:seal`,
      ...{ organization_slug: "forest", pipeline_slug: "axe", build_number: 12, build_branch: "v1.2.3" },
      ...{ build_tag: "v1.2.3", build_commit: PIPELINE_COMMIT, build_source: "webhook", step_key: "seal", job_id: job },
      runner_environment: "self-hosted",
    },
    variables: {
      ...{ CI: "true", BUILDKITE: "true", BUILDKITE_REPO: "git@github.com:forest/axe.git", BUILDKITE_TAG: "v1.2.3" },
      ...{ BUILDKITE_COMMIT: PIPELINE_COMMIT, BUILDKITE_BRANCH: "v1.2.3", BUILDKITE_BUILD_URL: build },
      BUILDKITE_JOB_ID: job,
    },
    principal: (all) => {
      const claim = claimsOf(all);
      const pipeline = `https://buildkite.com/${claim("organization_slug")}/${claim("pipeline_slug")}`;
      return {
        subject: { kind: "uri", value: pipeline },
        issuer: claim("iss"),
        extensions: extensionsOf({
          11: claim("runner_environment"),
          13: claim("build_commit"),
          20: claim("build_source"),
          21: `${pipeline}/builds/${claim("build_number")}#${claim("job_id")}`,
        }),
      };
    },
  };
}

/** A job of CircleCI (https://circleci.com/docs/guides/permissions-authentication/openid-connect-tokens/), and Fulcio's `circleci-job`. */
export function circleCiJob(): PipelineJob {
  const id = (first: string): string => `${first}e3f1a2-5b6c-4d7e-8f90-123456789abc`;
  return {
    iss: `https://oidc.circleci.com/org/${id("a0")}`,
    claims: {
      sub: `org/${id("a0")}/project/${id("b1")}/user/${id("c2")}/vcs-origin/github.com/forest/axe/vcs-ref/refs/tags/v1.2.3`,
      ...{ "oidc.circleci.com/project-id": id("b1"), "oidc.circleci.com/pipeline-definition-id": id("d3") },
      ...{ "oidc.circleci.com/pipeline-id": id("e4"), "oidc.circleci.com/workflow-id": id("f5") },
      ...{ "oidc.circleci.com/job-id": id("06"), "oidc.circleci.com/ssh-rerun": false },
      ...{ "oidc.circleci.com/vcs-origin": "github.com/forest/axe", "oidc.circleci.com/vcs-ref": "refs/tags/v1.2.3" },
    },
    variables: {
      ...{ CI: "true", CIRCLECI: "true", CIRCLE_SHA1: PIPELINE_COMMIT, CIRCLE_TAG: "v1.2.3" },
      CIRCLE_REPOSITORY_URL: "git@github.com:forest/axe.git",
    },
    principal: (all) => {
      const claim = claimsOf(all);
      const own = (name: string): string => claim(`oidc.circleci.com/${name}`);
      const api = "https://circleci.com/api/v2";
      const definition = `${api}/projects/${own("project-id")}/pipeline-definitions/${own("pipeline-definition-id")}`;
      return {
        subject: { kind: "uri", value: definition },
        issuer: claim("iss"),
        extensions: extensionsOf({
          9: definition,
          11: '""',
          12: own("vcs-origin"),
          14: own("vcs-ref"),
          18: `${api}/pipeline/${own("pipeline-id")}/config`,
          21: `https://app.circleci.com//workflow/${own("workflow-id")}/job/${own("job-id")}`,
        }),
      };
    },
  };
}

function claimsOf(all: JsonObject): (name: string) => string {
  return (name) => {
    const value = all[name];
    if (typeof value !== "string" && typeof value !== "number") throw new Error(`the token has no claim ${name}`);
    return String(value);
  };
}

/** UTF8String, as Fulcio writes .9 and the following. */
function extensionsOf(values: Readonly<Record<number, string>>): Uint8Array[] {
  return Object.entries(values).map(([number, text]) => extension(`1.3.6.1.4.1.57264.1.${number}`, utf8(text)));
}
