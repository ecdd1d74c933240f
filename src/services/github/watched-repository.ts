import * as v from "valibot";
import type { KeptIssue, WatchedRepository } from "../../ports/watched-repository.ts";
import type { RetryPorts } from "../http/request-with-retries.ts";
import type { GitHubAddress } from "./api/github-address.ts";
import { createGitHubApi, type GitHubApi, readAnswer } from "./api/github-api.ts";

const PER_PAGE = 100;
const MAX_ISSUE_PAGES = 3;
const ISSUES = "issues: write";

const releasesSchema = v.array(v.object({ tag_name: v.string(), draft: v.boolean() }));
const numberSchema = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
const issueSchema = v.object({
  number: numberSchema,
  state: v.string(),
  body: v.nullish(v.string()),
  user: v.nullish(v.object({ login: v.string() })),
  /** Set if the issue is a pull request. */
  pull_request: v.optional(v.unknown()),
});

export interface WatchedRepositoryOrder {
  readonly address: GitHubAddress;
  /** Undefined for a caller that GitHub does not know, who may read. */
  readonly token: string | undefined;
  readonly ports: RetryPorts;
}

/** https://docs.github.com/rest/releases/releases and https://docs.github.com/rest/issues */
export function gitHubWatchedRepository({ address, token, ports }: WatchedRepositoryOrder): WatchedRepository {
  const api = createGitHubApi(address, token, ports);
  return {
    async newestTags(count) {
      const what = "list the newest releases";
      const path = `/releases?per_page=${Math.min(count, PER_PAGE)}`;
      const found = await api.json(releasesSchema, { what, permission: "contents: read", path });
      return found.filter(({ draft }) => !draft).map(({ tag_name }) => tag_name);
    },
    issuesOf: (author) => issuesOf(author, api),
    async openIssue({ title, body }) {
      const purpose = { what: "open an issue", permission: ISSUES, path: "/issues" };
      // Twice would be two issues.
      const response = await api.sendOnce({ ...purpose, method: "POST", body: { title, body } });
      if (response.status !== 201) throw api.fault(response, purpose);
      return readAnswer(v.object({ number: numberSchema }), response, purpose.what).number;
    },
    async changeIssue(number, { title, body, isOpen }) {
      const state = isOpen ? "open" : "closed";
      const change = { title, body, state, ...(isOpen ? {} : { state_reason: "completed" }) };
      const path = `/issues/${number}`;
      await api.send({ what: "change an issue", permission: ISSUES, path, method: "PATCH", body: change });
    },
    async comment(number, text) {
      const purpose = { what: "write to an issue", permission: ISSUES, path: `/issues/${number}/comments` };
      const response = await api.sendOnce({ ...purpose, method: "POST", body: { body: text } });
      if (response.status !== 201) throw api.fault(response, purpose);
    },
    requests: api.requests,
  };
}

async function issuesOf(author: string, api: GitHubApi): Promise<KeptIssue[]> {
  const what = "list the issues of the watch";
  const kept: KeptIssue[] = [];
  for (let page = 1; page <= MAX_ISSUE_PAGES; page++) {
    const path = `/issues?state=all&creator=${encodeURIComponent(author)}&sort=created&direction=desc&per_page=${PER_PAGE}&page=${page}`;
    const found = await api.json(v.array(issueSchema), { what, permission: "issues: read", path });
    for (const { number, state, body, user, pull_request } of found) {
      if (pull_request !== undefined || user?.login !== author) continue;
      kept.push({ number, isOpen: state === "open", body: body ?? "" });
    }
    if (found.length < PER_PAGE) break;
  }
  return kept;
}
