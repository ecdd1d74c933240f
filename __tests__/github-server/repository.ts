import { type Answer, notFound, ok, refusal } from "./answer.ts";
import { renderCommit } from "./git-data.ts";
import { renderRepository } from "./render-repository.ts";
import { renderUser } from "./render-user.ts";
import type { Call, Route } from "./route.ts";

const READ = { permission: "contents", level: "read" } as const;
const ADMINISTRATION = { permission: "administration", level: "read" } as const;
const ACTIONS = { permission: "actions", level: "read" } as const;
const REPOSITORY = "/repos/{owner}/{repo}";

/** The repository itself, its branches and what protects them, and its workflow runs. */
export const repositoryRoutes: readonly Route[] = [
  { method: "GET", template: "/meta", needs: READ, handle: meta },
  { method: "GET", template: REPOSITORY, needs: READ, handle: (call) => ok(renderRepository(call.state, call.place)) },
  { method: "GET", template: `${REPOSITORY}/immutable-releases`, needs: ADMINISTRATION, handle: immutableReleases },
  { method: "GET", template: `${REPOSITORY}/branches/{branch}`, needs: READ, handle: branch },
  { method: "GET", template: `${REPOSITORY}/branches/{branch}/protection`, needs: ADMINISTRATION, handle: protection },
  { method: "GET", template: `${REPOSITORY}/rules/branches/{branch}`, needs: READ, handle: rules },
  { method: "GET", template: `${REPOSITORY}/actions/runs/{run_id}`, needs: ACTIONS, handle: run },
  {
    method: "GET",
    template: `${REPOSITORY}/actions/runs/{run_id}/attempts/{attempt_number}`,
    needs: ACTIONS,
    handle: run,
  },
  { method: "GET", template: `${REPOSITORY}/actions/runs/{run_id}/approvals`, needs: ACTIONS, handle: reviews },
];

/** Of what GitHub says about itself, the domain in which it signs attestations: none for github.com. */
function meta(): Answer {
  const artifact_attestations = { trust_domain: "", services: ["*.actions.githubusercontent.com"] };
  return ok({ verifiable_password_authentication: false, domains: { artifact_attestations } });
}

function immutableReleases({ state, features }: Call): Answer {
  if (!features.immutableReleases || !state.immutableReleases) return notFound;
  return ok({ enabled: true, enforced_by_owner: false });
}

function branch(call: Call): Answer {
  const { state, place, parts } = call;
  const name = parts["branch"] ?? "";
  const object = state.refs.get(`refs/heads/${name}`);
  if (object === undefined) return refusal(404, "Branch not found");
  const url = `${place.api}/repos/${state.run.repository}/branches/${name}`;
  return ok({
    name,
    commit: renderCommit(state, place, object.sha),
    _links: { self: url, html: `${place.web}/${state.run.repository}/tree/${name}` },
    protected: state.protectedBranches.has(name),
    protection: { enabled: state.protectedBranches.has(name) },
    protection_url: `${url}/protection`,
  });
}

function protection({ state, place, parts }: Call): Answer {
  const name = parts["branch"] ?? "";
  if (!state.protectedBranches.has(name)) return refusal(404, "Branch not protected");
  const url = `${place.api}/repos/${state.run.repository}/branches/${name}/protection`;
  return ok({
    url,
    enforce_admins: { url: `${url}/enforce_admins`, enabled: true },
    allow_force_pushes: { enabled: false },
  });
}

function rules({ state, parts }: Call): Answer {
  if (!state.protectedBranches.has(parts["branch"] ?? "")) return ok([]);
  const from = { ruleset_source_type: "Repository", ruleset_source: state.run.repository, ruleset_id: 1 };
  return ok([{ type: "non_fast_forward", ...from }]);
}

function run({ state, place, parts }: Call): Answer {
  const { run: one } = state;
  const attempt = parts["attempt_number"];
  if (parts["run_id"] !== one.runId || (attempt !== undefined && attempt !== one.runAttempt)) return notFound;
  const url = `${place.api}/repos/${one.repository}/actions/runs/${one.runId}`;
  const actor = renderUser(place.api, "octocat", 12);
  const ended = state.reality.runEnded;
  const time = "2026-01-01T00:00:00Z";
  return ok({
    id: Number(one.runId),
    name: "release",
    node_id: `WFR_${one.runId}`,
    head_branch: one.ref.replace(/^refs\/(?:heads|tags)\//, ""),
    head_sha: one.commit,
    path: one.workflow,
    run_number: 10,
    run_attempt: Number(one.runAttempt),
    event: one.event,
    display_title: "release",
    status: ended === undefined ? "in_progress" : "completed",
    conclusion: ended?.conclusion ?? null,
    workflow_id: 7,
    url,
    html_url: `${place.web}/${one.repository}/actions/runs/${one.runId}`,
    pull_requests: [],
    created_at: time,
    updated_at: ended?.at ?? time,
    run_started_at: time,
    actor,
    triggering_actor: actor,
    ...Object.fromEntries(
      ["jobs", "logs", "check_suite", "artifacts", "cancel", "rerun"].map((what) => [`${what}_url`, `${url}/${what}`]),
    ),
    previous_attempt_url: null,
    workflow_url: `${place.api}/repos/${one.repository}/actions/workflows/7`,
    head_commit: {
      id: one.commit,
      tree_id: one.commit,
      message: "a commit",
      timestamp: time,
      author: { name: "Octo Cat", email: "octocat@example.com" },
      committer: { name: "Octo Cat", email: "octocat@example.com" },
    },
    repository: renderRepository(state, place),
    head_repository: renderRepository(state, place),
  });
}

/** "An entry in the reviews log for environment deployments": the oldest first, none where nobody had to decide. */
function reviews({ state, place, parts }: Call): Answer {
  if (parts["run_id"] !== state.run.runId) return notFound;
  return ok(
    (state.reality.reviews ?? []).map(({ state: decided, environment, user }) => ({
      state: decided,
      environments: [{ id: 56, node_id: "EN_56", name: environment, url: place.api, html_url: place.web }],
      user: renderUser(place.api, user, 13),
      comment: "",
    })),
  );
}
