import { graphql } from "graphql";
import { type Answer, ok } from "./answer.ts";
import { type GitHubState, peel, type StoredRelease } from "./github-state.ts";
import { GRAPHQL_SCHEMA } from "./graphql-schema.ts";
import { latestRelease, visibleReleases } from "./releases.ts";
import type { Call, Route } from "./route.ts";

/** GraphQL, which the description of the API does not cover: what clients ask of releases there, and no change. */
export const graphqlRoutes: readonly Route[] = [
  { method: "POST", template: "/graphql", needs: { permission: "contents", level: "read" }, handle: answer },
];

async function answer(call: Call): Promise<Answer> {
  const { query, variables } = call.body;
  const rootValue = {
    viewer: { login: "octocat", url: `${call.place.web}/octocat`, avatarUrl: `${call.place.web}/octocat.png` },
    repository: ({ owner, name }: { owner: string; name: string }) =>
      `${owner}/${name}`.toLowerCase() === call.state.run.repository.toLowerCase() ? repository(call) : null,
  };
  const variableValues = variables as Record<string, unknown> | undefined;
  return ok(await graphql({ schema: GRAPHQL_SCHEMA, source: String(query ?? ""), rootValue, variableValues }));
}

function repository(call: Call): object {
  const { state, place } = call;
  const { run, name, defaultBranch } = state;
  const byTag = (tagName: string) => visibleReleases(call).find((release) => release.tagName === tagName);
  const latest = latestRelease(state);
  return {
    id: `R_${run.repositoryId}`,
    name,
    nameWithOwner: run.repository,
    url: `${place.web}/${run.repository}`,
    isPrivate: run.visibility !== "public",
    viewerPermission: "WRITE",
    defaultBranchRef: ref(state, `refs/heads/${defaultBranch}`),
    ref: ({ qualifiedName }: { qualifiedName: string }) => ref(state, qualifiedName),
    object: ({ oid }: { oid: string }) => (state.commits.includes(oid) ? commit(oid) : null),
    release: ({ tagName }: { tagName: string }) => renderRelease(call, byTag(tagName)),
    latestRelease: renderRelease(call, latest),
    releases: (order: Order) => releases(call, order),
    issues: { nodes: [] },
  };
}

interface Order {
  readonly first?: number;
  readonly after?: string | null;
  readonly orderBy?: { readonly direction: "ASC" | "DESC" };
}

/** A cursor is how many came before. */
function releases(call: Call, { first = 30, after, orderBy }: Order): object {
  const newest = visibleReleases(call);
  const sorted = orderBy?.direction === "ASC" ? newest.reverse() : newest;
  const start = Number(after ?? 0);
  const end = start + first;
  return {
    nodes: sorted.slice(start, end).map((release) => renderRelease(call, release)),
    pageInfo: { hasNextPage: end < sorted.length, endCursor: String(Math.min(end, sorted.length)) },
    totalCount: sorted.length,
  };
}

function renderRelease({ state, place }: Call, release: StoredRelease | undefined): object | null {
  if (release === undefined) return null;
  const tag = ref(state, `refs/tags/${release.tagName}`);
  const oid = peel(state, `refs/tags/${release.tagName}`);
  return {
    id: `RE_${release.id}`,
    databaseId: release.id,
    name: release.name,
    tagName: release.tagName,
    tag,
    tagCommit: oid === undefined ? null : commit(oid),
    url: `${place.web}/${state.run.repository}/releases/tag/${encodeURIComponent(release.tagName)}`,
    description: release.body,
    isDraft: release.draft,
    isPrerelease: release.prerelease,
    isLatest: latestRelease(state)?.id === release.id,
    immutable: release.immutable,
    createdAt: release.createdAt,
    publishedAt: release.publishedAt,
  };
}

function ref(state: GitHubState, name: string): object | null {
  const object = state.refs.get(name);
  const oid = peel(state, name);
  if (object === undefined || oid === undefined) return null;
  const target = object.type === "commit" ? commit(oid) : { ...tagObject(object.sha), target: commit(oid) };
  return { id: `REF_${name}`, name: name.replace(/^refs\/\w+\//, ""), target };
}

function tagObject(oid: string): object {
  return { __typename: "Tag", id: `TAG_${oid}`, oid, name: oid };
}

function commit(oid: string): object {
  const pageInfo = { hasNextPage: false, endCursor: null };
  return { __typename: "Commit", id: `C_${oid}`, oid, associatedPullRequests: { nodes: [], pageInfo } };
}
