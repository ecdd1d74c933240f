import * as v from "valibot";
import type { PublicRuns } from "../../ports/public-runs.ts";
import type { RetryPorts } from "../http/request-with-retries.ts";
import type { GitHubAddress } from "./api/github-address.ts";
import { createGitHubApi, readAnswer } from "./api/github-api.ts";

const READ = "actions: read";

/** `workflow-run` of GitHub's description of its API, as far as it is read. */
const runSchema = v.object({
  repository: v.object({ id: v.pipe(v.number(), v.safeInteger(), v.minValue(1)) }),
  head_sha: v.pipe(v.string(), v.regex(/^([0-9a-f]{40}|[0-9a-f]{64})$/)),
  event: v.string(),
  status: v.nullish(v.string()),
  conclusion: v.nullish(v.string()),
  updated_at: v.optional(v.string()),
  triggering_actor: v.nullish(v.object({ login: v.string() })),
});

/** `environment-approvals` of the same. */
const reviewsSchema = v.array(
  v.object({
    state: v.string(),
    environments: v.array(v.object({ name: v.optional(v.string()) })),
    user: v.nullish(v.object({ login: v.string() })),
  }),
);

export interface PublicRunsOrder {
  readonly address: GitHubAddress;
  /** Undefined for a caller that GitHub does not know. */
  readonly token: string | undefined;
  readonly ports: RetryPorts;
}

/** https://docs.github.com/rest/actions/workflow-runs */
export function gitHubPublicRuns({ address, token, ports }: PublicRunsOrder): PublicRuns {
  const api = createGitHubApi(address, token, ports);
  return {
    async run(id, attempt) {
      const what = "read the run of the release";
      const path = `/actions/runs/${encodeURIComponent(id)}/attempts/${encodeURIComponent(attempt)}`;
      const response = await api.send({ what, permission: READ, path, allowed: [404] });
      if (response.status === 404) return undefined;
      const found = readAnswer(runSchema, response, what);
      return {
        repositoryId: String(found.repository.id),
        ...{ commit: found.head_sha, event: found.event },
        status: found.status ?? null,
        conclusion: found.conclusion ?? null,
        endedAt: found.status === "completed" ? found.updated_at : undefined,
        startedBy: found.triggering_actor?.login,
      };
    },
    async reviews(id) {
      const what = "read the reviews of the run";
      const path = `/actions/runs/${encodeURIComponent(id)}/approvals`;
      const found = await api.json(reviewsSchema, { what, permission: READ, path });
      return found.map(({ state, environments, user }) => ({
        state,
        environments: environments.flatMap(({ name }) => name ?? []),
        user: user?.login ?? "ghost",
      }));
    },
    requests: api.requests,
  };
}
