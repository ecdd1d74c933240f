import { type Answer, invalid, notFound, ok } from "./answer.ts";
import { isCommit, writtenCommit } from "./git-objects.ts";
import { type GitHubState, type GitObject, peel } from "./github-state.ts";
import { page } from "./pages.ts";
import type { Call, Place, Route } from "./route.ts";

const READ = { permission: "contents", level: "read" } as const;
const WRITE = { permission: "contents", level: "write" } as const;
const REPOSITORY = "/repos/{owner}/{repo}";
const PERSON = { name: "Octo Cat", email: "octocat@example.com", date: "2026-01-01T00:00:00Z" };

/** Refs, tags, commits and comparisons of a linear history. */
export const gitDataRoutes: readonly Route[] = [
  { method: "POST", template: `${REPOSITORY}/git/refs`, needs: WRITE, handle: makeRef },
  { method: "DELETE", template: `${REPOSITORY}/git/refs/{ref}`, needs: WRITE, handle: removeRef },
  { method: "GET", template: `${REPOSITORY}/git/ref/{ref}`, needs: READ, handle: ref },
  { method: "GET", template: `${REPOSITORY}/git/matching-refs/{ref}`, needs: READ, handle: matching },
  { method: "GET", template: `${REPOSITORY}/git/tags/{tag_sha}`, needs: READ, handle: annotatedTag },
  { method: "GET", template: `${REPOSITORY}/git/commits/{commit_sha}`, needs: READ, handle: gitCommit },
  { method: "GET", template: `${REPOSITORY}/commits`, needs: READ, handle: commits },
  { method: "GET", template: `${REPOSITORY}/commits/{ref}`, needs: READ, handle: commit },
  { method: "GET", template: `${REPOSITORY}/tags`, needs: READ, handle: tags },
  { method: "GET", template: `${REPOSITORY}/compare/{basehead}`, needs: READ, handle: compare },
];

function ref(call: Call): Answer {
  const name = `refs/${call.parts["ref"]}`;
  const object = call.state.refs.get(name);
  return object === undefined ? notFound : ok(renderRef(call, name, object));
}

function makeRef(call: Call): Answer {
  const { state, body } = call;
  const [name, sha] = [String(body["ref"]), String(body["sha"])];
  const about = { resource: "Reference", code: "custom" };
  if (state.refs.has(name)) return invalid({ ...about, field: "ref" }, "Reference already exists");
  if (!isCommit(state, sha)) return invalid({ ...about, field: "sha" }, "Object does not exist");
  const object: GitObject = { type: "commit", sha };
  state.refs.set(name, object);
  return { status: 201, json: renderRef(call, name, object) };
}

function removeRef({ state, parts }: Call): Answer {
  const isThere = state.refs.delete(`refs/${parts["ref"]}`);
  return isThere ? { status: 204 } : invalid([], "Reference does not exist");
}

function matching(call: Call): Answer {
  const start = `refs/${call.parts["ref"]}`;
  return ok(
    [...call.state.refs]
      .filter(([name]) => name.startsWith(start))
      .map(([name, object]) => renderRef(call, name, object)),
  );
}

function renderRef({ state, place }: Call, name: string, { type, sha }: GitObject): object {
  const git = `${place.api}/repos/${state.run.repository}/git`;
  return {
    ref: name,
    node_id: `REF_${sha}`,
    url: `${git}/${name}`,
    object: { type, sha, url: `${git}/${type}s/${sha}` },
  };
}

function annotatedTag({ state, place, parts }: Call): Answer {
  const sha = parts["tag_sha"] ?? "";
  const found = state.annotatedTags.get(sha);
  if (found === undefined) return notFound;
  const git = `${place.api}/repos/${state.run.repository}/git`;
  const { type, sha: target } = found.object;
  return ok({
    node_id: `TAG_${sha}`,
    sha,
    url: `${git}/tags/${sha}`,
    tag: found.tag,
    message: found.tag,
    tagger: PERSON,
    object: { type, sha: target, url: `${git}/${type}s/${target}` },
    verification: verification(found.signature),
  });
}

function verification(signature: string | undefined): object {
  const verified = signature !== undefined;
  const reason = verified ? "valid" : "unsigned";
  return { verified, reason, signature: signature ?? null, payload: null, verified_at: verified ? PERSON.date : null };
}

function gitCommit(call: Call): Answer {
  const { state, place, parts } = call;
  const sha = parts["commit_sha"] ?? "";
  const written = writtenCommit(call, sha);
  if (written !== undefined) return ok(written);
  if (!state.commits.includes(sha)) return notFound;
  const url = `${place.api}/repos/${state.run.repository}/git`;
  return ok({
    sha,
    node_id: `C_${sha}`,
    url: `${url}/commits/${sha}`,
    html_url: `${place.web}/${state.run.repository}/commit/${sha}`,
    author: PERSON,
    committer: PERSON,
    message: "a commit",
    tree: { sha, url: `${url}/trees/${sha}` },
    parents: parents(state, place, sha),
    verification: verification(undefined),
  });
}

function commits(call: Call): Answer {
  const start = peel(call.state, call.query.get("sha") ?? call.state.defaultBranch);
  if (start === undefined) return notFound;
  return page(call, history(call.state, start).reverse(), (sha) => renderCommit(call.state, call.place, sha));
}

function commit(call: Call): Answer {
  const sha = peel(call.state, call.parts["ref"] ?? "");
  return sha === undefined ? notFound : ok(renderCommit(call.state, call.place, sha));
}

/** `commit` of the API's description. */
export function renderCommit(state: GitHubState, place: Place, sha: string): object {
  const url = `${place.api}/repos/${state.run.repository}`;
  return {
    sha,
    node_id: `C_${sha}`,
    url: `${url}/commits/${sha}`,
    html_url: `${place.web}/${state.run.repository}/commit/${sha}`,
    comments_url: `${url}/commits/${sha}/comments`,
    commit: {
      url: `${url}/git/commits/${sha}`,
      author: PERSON,
      committer: PERSON,
      message: "a commit",
      comment_count: 0,
      tree: { sha, url: `${url}/git/trees/${sha}` },
      verification: verification(undefined),
    },
    author: null,
    committer: null,
    parents: parents(state, place, sha),
  };
}

function parents(state: GitHubState, place: Place, sha: string): object[] {
  const parent = state.commits[state.commits.indexOf(sha) - 1];
  if (parent === undefined) return [];
  const url = `${place.api}/repos/${state.run.repository}/commits/${parent}`;
  return [{ sha: parent, url, html_url: `${place.web}/${state.run.repository}/commit/${parent}` }];
}

/** From the oldest to the given one; a commit outside the history of the default branch stands alone. */
function history({ commits }: GitHubState, sha: string): string[] {
  const index = commits.indexOf(sha);
  return index < 0 ? [sha] : commits.slice(0, index + 1);
}

function tags(call: Call): Answer {
  const names = [...call.state.refs.keys()].filter((name) => name.startsWith("refs/tags/")).reverse();
  const url = `${call.place.api}/repos/${call.state.run.repository}`;
  return page(call, names, (full) => {
    const name = full.slice("refs/tags/".length);
    const sha = peel(call.state, full) ?? "";
    return {
      name,
      node_id: `REF_${name}`,
      commit: { sha, url: `${url}/commits/${sha}` },
      zipball_url: `${url}/zipball/${full}`,
      tarball_url: `${url}/tarball/${full}`,
    };
  });
}

function compare({ state, place, parts }: Call): Answer {
  const [from = "", to = ""] = (parts["basehead"] ?? "").split("...");
  const [base, head] = [peel(state, from), peel(state, to)];
  if (base === undefined || head === undefined) return notFound;
  const [before, after] = [history(state, base), history(state, head)];
  const common = after.filter((sha) => before.includes(sha)).at(-1);
  if (common === undefined) return notFound;
  const ahead = after.filter((sha) => !before.includes(sha));
  const behind = before.filter((sha) => !after.includes(sha));
  const url = `${place.api}/repos/${state.run.repository}/compare/${base}...${head}`;
  const web = `${place.web}/${state.run.repository}/compare/${base}...${head}`;
  return ok({
    url,
    html_url: web,
    permalink_url: web,
    diff_url: `${web}.diff`,
    patch_url: `${web}.patch`,
    base_commit: renderCommit(state, place, base),
    merge_base_commit: renderCommit(state, place, common),
    status: statusOf(ahead.length, behind.length),
    ahead_by: ahead.length,
    behind_by: behind.length,
    total_commits: ahead.length,
    commits: ahead.map((sha) => renderCommit(state, place, sha)),
    files: [],
  });
}

function statusOf(ahead: number, behind: number): string {
  if (ahead > 0) return behind > 0 ? "diverged" : "ahead";
  return behind > 0 ? "behind" : "identical";
}
