import type { GitHubState } from "./github-state.ts";
import { renderUser } from "./render-user.ts";
import type { Place } from "./route.ts";

const URLS = [
  "archive assignees blobs branches collaborators comments commits compare contents contributors deployments downloads",
  "events forks git_commits git_refs git_tags issue_comment issue_events issues keys labels languages merges milestones",
  "notifications pulls releases stargazers statuses subscribers subscription tags teams trees hooks",
]
  .join(" ")
  .split(" ");
const COUNTS =
  "forks_count stargazers_count watchers_count size open_issues_count subscribers_count network_count forks open_issues watchers".split(
    " ",
  );
const TIME = "2026-01-01T00:00:00Z";

/** `full-repository` of the API's description, which holds all that `minimal-repository` does. */
export function renderRepository(state: GitHubState, { api, web }: Place): Record<string, unknown> {
  const { run, owner, name } = state;
  const url = `${api}/repos/${run.repository}`;
  const isPublic = run.visibility === "public";
  return {
    id: Number(run.repositoryId),
    node_id: `R_${run.repositoryId}`,
    name,
    full_name: run.repository,
    private: !isPublic,
    visibility: run.visibility,
    owner: { ...renderUser(api, owner, Number(run.ownerId)), type: state.reality.owner ?? "User" },
    html_url: `${web}/${run.repository}`,
    description: null,
    fork: false,
    url,
    ...Object.fromEntries(URLS.map((what) => [`${what}_url`, `${url}/${what}`])),
    ...Object.fromEntries(COUNTS.map((what) => [what, 0])),
    git_url: `git://github.com/${run.repository}.git`,
    ssh_url: `git@github.com:${run.repository}.git`,
    clone_url: `${web}/${run.repository}.git`,
    svn_url: `${web}/${run.repository}`,
    mirror_url: null,
    homepage: null,
    language: null,
    license: null,
    default_branch: state.defaultBranch,
    topics: [],
    has_issues: true,
    has_projects: true,
    has_wiki: true,
    has_pages: false,
    has_downloads: true,
    has_discussions: false,
    archived: false,
    disabled: false,
    pushed_at: TIME,
    created_at: TIME,
    updated_at: TIME,
    allow_forking: true,
    web_commit_signoff_required: false,
    permissions: { admin: false, maintain: false, push: true, triage: false, pull: true },
  };
}
