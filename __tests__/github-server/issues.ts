import { type Answer, invalid, notFound, ok } from "./answer.ts";
import { type StoredIssue, timestamp } from "./github-state.ts";
import { page } from "./pages.ts";
import { renderUser } from "./render-user.ts";
import type { Call, Route } from "./route.ts";

const READ = { permission: "issues", level: "read" } as const;
const WRITE = { permission: "issues", level: "write" } as const;
const ISSUES = "/repos/{owner}/{repo}/issues";
/** As GitHub answers a longer one: "body is too long (maximum is 65536 characters)", renovatebot/renovate#2032. */
const MAX_BODY = 65_536;
const BY_DOCUMENTATION = "documentation" as const;

/**
 * Issues and their comments, as https://docs.github.com/rest/issues/issues and /rest/issues/comments say: listed by author and
 * state, pull requests among them; made by whoever the token belongs to.
 */
export const issueRoutes: readonly Route[] = [
  { method: "GET", template: ISSUES, needs: READ, source: BY_DOCUMENTATION, handle: list },
  { method: "POST", template: ISSUES, needs: WRITE, source: BY_DOCUMENTATION, handle: create },
  { method: "PATCH", template: `${ISSUES}/{issue_number}`, needs: WRITE, source: BY_DOCUMENTATION, handle: update },
  {
    method: "POST",
    template: `${ISSUES}/{issue_number}/comments`,
    needs: WRITE,
    source: BY_DOCUMENTATION,
    handle: comment,
  },
];

function list(call: Call): Answer {
  const { state, query } = call;
  const [creator, wanted] = [query.get("creator"), query.get("state") ?? "open"];
  const found = state.issues.filter(
    (issue) => (creator === null || issue.author === creator) && (wanted === "all" || issue.state === wanted),
  );
  return page(call, [...found].reverse(), (issue) => render(call, issue));
}

function create(call: Call): Answer {
  const { state, body } = call;
  if (typeof body["title"] !== "string" || body["title"] === "") return missing("title");
  const refused = tooLong(body["body"]);
  if (refused !== undefined) return refused;
  const issue: StoredIssue = {
    number: state.issues.length + 1,
    author: state.jobLogin,
    title: body["title"],
    body: String(body["body"] ?? ""),
    ...{ state: "open", isPullRequest: false, comments: [], createdAt: timestamp(state) },
  };
  state.issues.push(issue);
  return { status: 201, json: render(call, issue) };
}

function update(call: Call): Answer {
  const issue = issueOf(call);
  const { body } = call;
  if (issue === undefined) return notFound;
  const refused = tooLong(body["body"]);
  if (refused !== undefined) return refused;
  if (body["state"] !== undefined && body["state"] !== "open" && body["state"] !== "closed") return missing("state");
  if (typeof body["title"] === "string") issue.title = body["title"];
  if (typeof body["body"] === "string") issue.body = body["body"];
  issue.state = body["state"] ?? issue.state;
  return ok(render(call, issue));
}

function comment(call: Call): Answer {
  const issue = issueOf(call);
  if (issue === undefined) return notFound;
  const text = call.body["body"];
  if (typeof text !== "string" || text.trim() === "") return missing("body");
  const refused = tooLong(text);
  if (refused !== undefined) return refused;
  issue.comments.push(text);
  return { status: 201, json: { id: call.state.nextId++, body: text } };
}

function issueOf({ state, parts }: Call): StoredIssue | undefined {
  return state.issues.find(({ number }) => number === Number(parts["issue_number"]));
}

function tooLong(body: unknown): Answer | undefined {
  if (typeof body !== "string" || body.length <= MAX_BODY) return undefined;
  const message = `body is too long (maximum is ${MAX_BODY} characters)`;
  return invalid({ resource: "Issue", code: "custom", field: "body", message });
}

function missing(field: string): Answer {
  return invalid({ resource: "Issue", code: "missing_field", field });
}

function render({ place, state }: Call, { number, title, body, author, ...issue }: StoredIssue): object {
  const url = `${place.api}/repos/${state.run.repository}/issues/${number}`;
  return {
    ...{ id: 5000 + number, url, number, title, body, state: issue.state },
    user: renderUser(place.api, author, 4100 + author.length),
    comments: issue.comments.length,
    created_at: issue.createdAt,
    ...(issue.isPullRequest ? { pull_request: { url: url.replace("/issues/", "/pulls/") } } : {}),
  };
}
