import { createHash } from "node:crypto";
import { type Answer, invalid, notFound, ok } from "./answer.ts";
import type { GitHubState } from "./github-state.ts";
import type { Call, Route } from "./route.ts";

const READ = { permission: "contents", level: "read" } as const;
const WRITE = { permission: "contents", level: "write" } as const;
const GIT = "/repos/{owner}/{repo}/git";
const PERSON = { name: "Octo Cat", email: "octocat@example.com", date: "2026-01-01T00:00:00Z" };

/** What was written through the git API, by id. */
export interface GitObjects {
  readonly blobs: Map<string, Buffer>;
  /** Paths of all files, with the ids of their content. */
  readonly trees: Map<string, ReadonlyMap<string, string>>;
  readonly commits: Map<string, { readonly tree: string; readonly parents: readonly string[] }>;
}

export const gitObjectRoutes: readonly Route[] = [
  { method: "POST", template: `${GIT}/blobs`, needs: WRITE, handle: makeBlob },
  { method: "GET", template: `${GIT}/blobs/{file_sha}`, needs: READ, handle: blob },
  { method: "POST", template: `${GIT}/trees`, needs: WRITE, handle: makeTree },
  { method: "POST", template: `${GIT}/commits`, needs: WRITE, handle: makeCommit },
  { method: "PATCH", template: `${GIT}/refs/{ref}`, needs: WRITE, handle: moveRef },
  { method: "GET", template: "/repos/{owner}/{repo}/contents/{path}", needs: READ, handle: contents },
];

const git = ({ place, state }: Call): string => `${place.api}/repos/${state.run.repository}/git`;
const idOf = (kind: string, content: string | Buffer): string =>
  createHash("sha1").update(`${kind} `).update(content).digest("hex");

function makeBlob(call: Call): Answer {
  const bytes = Buffer.from(String(call.body["content"]), call.body["encoding"] === "base64" ? "base64" : "utf8");
  const sha = idOf("blob", bytes);
  call.state.git.blobs.set(sha, bytes);
  return { status: 201, json: { sha, url: `${git(call)}/blobs/${sha}` } };
}

function blob(call: Call): Answer {
  const sha = call.parts["file_sha"] ?? "";
  const bytes = call.state.git.blobs.get(sha);
  if (bytes === undefined) return notFound;
  const about = { sha, node_id: `B_${sha}`, size: bytes.length, url: `${git(call)}/blobs/${sha}` };
  return ok({ ...about, content: bytes.toString("base64"), encoding: "base64" });
}

function makeTree(call: Call): Answer {
  const { trees, blobs } = call.state.git;
  const base = call.body["base_tree"];
  if (base !== undefined && !trees.has(String(base))) return notFound;
  const files = new Map(trees.get(String(base)) ?? []);
  const given = call.body["tree"] as readonly { readonly path: string; readonly sha: string }[];
  for (const { path, sha } of given) {
    if (!blobs.has(sha)) return invalid([], `tree.sha ${sha} is not a valid blob`);
    files.set(path, sha);
  }
  const sha = idOf("tree", JSON.stringify([...files].sort()));
  trees.set(sha, files);
  const entries = [...files].map(([path, id]) => ({ path, mode: "100644", type: "blob", sha: id }));
  return { status: 201, json: { sha, url: `${git(call)}/trees/${sha}`, truncated: false, tree: entries } };
}

function makeCommit(call: Call): Answer {
  const { trees, commits } = call.state.git;
  const [tree, parents] = [String(call.body["tree"]), (call.body["parents"] ?? []) as readonly string[]];
  if (!trees.has(tree)) return invalid([], "Tree SHA does not exist");
  if (!parents.every((parent) => isCommit(call.state, parent))) return invalid([], "Parent SHA does not exist");
  // Each commit has a time of its own.
  const sha = idOf("commit", JSON.stringify([tree, parents, call.state.nextId++]));
  commits.set(sha, { tree, parents });
  return { status: 201, json: writtenCommit(call, sha) };
}

export function isCommit({ commits, git: objects }: GitHubState, sha: string): boolean {
  return commits.includes(sha) || objects.commits.has(sha);
}

/** A commit that was written here; undefined for others. */
export function writtenCommit(call: Call, sha: string): object | undefined {
  const found = call.state.git.commits.get(sha);
  if (found === undefined) return undefined;
  const url = git(call);
  const web = `${call.place.web}/${call.state.run.repository}/commit`;
  return {
    ...{ sha, node_id: `C_${sha}`, url: `${url}/commits/${sha}`, html_url: `${web}/${sha}` },
    ...{
      author: PERSON,
      committer: PERSON,
      message: "log",
      tree: { sha: found.tree, url: `${url}/trees/${found.tree}` },
    },
    parents: found.parents.map((one) => ({ sha: one, url: `${url}/commits/${one}`, html_url: `${web}/${one}` })),
    verification: { verified: false, reason: "unsigned", signature: null, payload: null, verified_at: null },
  };
}

function moveRef(call: Call): Answer {
  const { state, body, parts } = call;
  const name = `refs/${parts["ref"]}`;
  const [now, next] = [state.refs.get(name), String(body["sha"])];
  if (now === undefined) return invalid([], "Reference does not exist");
  if (!isCommit(state, next)) return invalid([], "Object does not exist");
  if (body["force"] !== true && !descends(state, next, now.sha)) return invalid([], "Update is not a fast forward");
  state.refs.set(name, { type: "commit", sha: next });
  const url = `${git(call)}/${name}`;
  return ok({
    ref: name,
    node_id: `REF_${next}`,
    url,
    object: { type: "commit", sha: next, url: `${git(call)}/commits/${next}` },
  });
}

function descends(state: GitHubState, sha: string, from: string): boolean {
  for (let at: string | undefined = sha; at !== undefined; at = state.git.commits.get(at)?.parents[0]) {
    if (at === from) return true;
  }
  return false;
}

/** Files of what was written here; GitHub leaves out the content of one of more than a megabyte. */
function contents(call: Call): Answer {
  const { state, parts, query, place } = call;
  const path = parts["path"] ?? "";
  const commit = state.git.commits.get(query.get("ref") ?? "");
  const sha = commit && state.git.trees.get(commit.tree)?.get(path);
  const bytes = sha === undefined ? undefined : state.git.blobs.get(sha);
  if (sha === undefined || bytes === undefined) return notFound;
  const url = `${place.api}/repos/${state.run.repository}/contents/${path}?ref=${query.get("ref")}`;
  const isSmall = bytes.length <= 1 << 20;
  return ok({
    ...{ type: "file", name: path.split("/").at(-1), path, sha, size: bytes.length, url },
    ...{ git_url: `${git(call)}/blobs/${sha}`, html_url: `${place.web}/${state.run.repository}/blob/${path}` },
    ...{ download_url: null, _links: { self: url, git: `${git(call)}/blobs/${sha}`, html: url } },
    ...(isSmall ? { content: bytes.toString("base64"), encoding: "base64" } : { content: "", encoding: "none" }),
  });
}
