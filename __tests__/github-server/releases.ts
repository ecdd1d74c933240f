import { type Answer, invalid, notFound, ok } from "./answer.ts";
import { addTag, type GitHubState, peel, type StoredRelease, timestamp } from "./github-state.ts";
import { page } from "./pages.ts";
import { refuseNotes, refusePublication, refuseWorkflows } from "./refuse-release.ts";
import { renderRelease, untagged } from "./render-release.ts";
import type { Call, Route } from "./route.ts";
import { has } from "./tokens.ts";

const READ = { permission: "contents", level: "read" } as const;
const WRITE = { permission: "contents", level: "write" } as const;
const RELEASES = "/repos/{owner}/{repo}/releases";

/** Releases: drafts are for those who may write, and are not found by their tag. */
export const releaseRoutes: readonly Route[] = [
  { method: "GET", template: RELEASES, needs: READ, handle: list },
  { method: "POST", template: RELEASES, needs: WRITE, handle: create },
  { method: "GET", template: `${RELEASES}/latest`, needs: READ, handle: latest },
  { method: "GET", template: `${RELEASES}/tags/{tag}`, needs: READ, handle: byTag },
  { method: "POST", template: `${RELEASES}/generate-notes`, needs: WRITE, handle: notes },
  { method: "GET", template: `${RELEASES}/{release_id}`, needs: READ, handle: get },
  { method: "PATCH", template: `${RELEASES}/{release_id}`, needs: WRITE, handle: update },
  { method: "DELETE", template: `${RELEASES}/{release_id}`, needs: WRITE, handle: remove },
];

/** The release of the path, as the caller may see it. */
export function releaseOf(call: Call): StoredRelease | undefined {
  const release = call.state.releases.get(Number(call.parts["release_id"]));
  return release?.draft === true && !has(call.caller, WRITE) ? undefined : release;
}

/** Newest first. */
export function visibleReleases(call: Call): StoredRelease[] {
  const seesDrafts = has(call.caller, WRITE);
  return [...call.state.releases.values()].filter(({ draft }) => !draft || seesDrafts).sort((a, b) => b.id - a.id);
}

function list(call: Call): Answer {
  return page(call, visibleReleases(call), (release) => renderRelease(call, release));
}

function published(state: GitHubState): StoredRelease[] {
  return [...state.releases.values()].filter(({ draft }) => !draft);
}

function byTag(call: Call): Answer {
  const found = published(call.state).find(({ tagName }) => tagName === call.parts["tag"]);
  return found === undefined ? notFound : ok(renderRelease(call, found));
}

export function latestRelease(state: GitHubState): StoredRelease | undefined {
  const fit = published(state).filter(({ prerelease, makeLatest }) => !prerelease && makeLatest !== "false");
  return fit.sort((a, b) => (b.publishedAt ?? "").localeCompare(a.publishedAt ?? "") || b.id - a.id)[0];
}

function latest(call: Call): Answer {
  const found = latestRelease(call.state);
  return found === undefined ? notFound : ok(renderRelease(call, found));
}

function get(call: Call): Answer {
  const release = releaseOf(call);
  if (release === undefined) return notFound;
  const { reality } = call.state;
  if (release.draft || (reality.staleReads ?? 0) === 0) return ok(renderRelease(call, release));
  reality.staleReads = (reality.staleReads ?? 0) - 1;
  return ok(renderRelease(call, { ...release, draft: true, publishedAt: null, immutable: false }));
}

function create(call: Call): Answer {
  const { state, body } = call;
  const tagName = String(body["tag_name"] ?? "");
  const draft = body["draft"] === true;
  const targetCommitish = String(body["target_commitish"] ?? state.defaultBranch);
  if (tagName === "") return invalid({ resource: "Release", code: "missing_field", field: "tag_name" });
  if (!draft && isTaken(state, tagName)) return taken;
  if (peel(state, `refs/tags/${tagName}`) === undefined && peel(state, targetCommitish) === undefined) {
    return invalid({ resource: "Release", code: "invalid", field: "target_commitish" });
  }
  const text = noteOf(state, body, tagName);
  const refused =
    refuseWorkflows(state, targetCommitish, "post") ??
    refuseNotes(text) ??
    (draft ? undefined : refusePublication(state, tagName));
  if (refused !== undefined) return refused;
  const release: StoredRelease = {
    id: state.nextId++,
    tagName,
    targetCommitish,
    name: typeof body["name"] === "string" ? body["name"] : null,
    body: text,
    draft,
    prerelease: body["prerelease"] === true,
    immutable: false,
    makeLatest: latestFlag(body),
    createdAt: timestamp(state),
    publishedAt: null,
    assets: new Map(),
  };
  state.releases.set(release.id, release);
  if (!draft) publish(state, release);
  return {
    status: 201,
    json: renderRelease(call, release),
    headers: { location: `${call.place.api}${call.path}/${release.id}` },
  };
}

function update(call: Call): Answer {
  const { state, body } = call;
  const release = releaseOf(call);
  if (release === undefined) return notFound;
  const fixed = ["tag_name", "target_commitish", "draft"].some((field) => field in body);
  if (release.immutable && fixed)
    return invalid({ resource: "Release", code: "custom", field: "immutable" }, "Release is immutable");
  const draft = typeof body["draft"] === "boolean" ? body["draft"] : release.draft;
  const given = typeof body["tag_name"] === "string" && body["tag_name"] !== "" ? body["tag_name"] : undefined;
  // "If we don't provide any tag name, the API will remove the current tag" (gh); of what stays a draft.
  const tagName = given ?? (draft ? untagged(release) : release.tagName);
  const target = typeof body["target_commitish"] === "string" ? body["target_commitish"] : release.targetCommitish;
  const refused =
    refuseWorkflows(state, target, "patch") ??
    refuseNotes(typeof body["body"] === "string" ? body["body"] : null) ??
    (release.draft && !draft ? refusePublication(state, tagName) : undefined);
  if (refused !== undefined) return refused;
  if (!draft && published(state).some((other) => other !== release && other.tagName === tagName)) return taken;
  release.tagName = tagName;
  release.targetCommitish = target;
  if (typeof body["name"] === "string") release.name = body["name"];
  if (typeof body["body"] === "string") release.body = body["body"];
  if (typeof body["prerelease"] === "boolean") release.prerelease = body["prerelease"];
  if ("make_latest" in body) release.makeLatest = latestFlag(body);
  if (release.draft && !draft) publish(state, release);
  else release.draft = draft;
  return ok(renderRelease(call, release));
}

/** Makes a release public; its tag is made where there is none. */
export function publish(state: GitHubState, release: StoredRelease): void {
  state.publications += 1;
  release.draft = false;
  release.publishedAt = timestamp(state);
  release.immutable = state.immutableReleases;
  if (peel(state, `refs/tags/${release.tagName}`) === undefined) {
    addTag(state, release.tagName, { commit: peel(state, release.targetCommitish) ?? state.run.commit });
  }
}

function remove(call: Call): Answer {
  const release = releaseOf(call);
  if (release === undefined) return notFound;
  if (release.immutable) call.state.usedTags.add(release.tagName);
  call.state.releases.delete(release.id);
  return { status: 204 };
}

function notes(call: Call): Answer {
  const tag = String(call.body["tag_name"] ?? "");
  return ok({ name: tag, body: generated(call.state, tag) });
}

function noteOf(state: GitHubState, body: Readonly<Record<string, unknown>>, tag: string): string | null {
  const own = typeof body["body"] === "string" ? body["body"] : null;
  if (body["generate_release_notes"] !== true) return own;
  return own === null ? generated(state, tag) : `${own}\n${generated(state, tag)}`;
}

function generated(state: GitHubState, tag: string): string {
  const lines = "x".repeat(state.reality.notesLength ?? 0);
  return `${lines}## What's Changed\n\n**Full Changelog**: https://github.com/${state.run.repository}/commits/${tag}`;
}

function latestFlag(body: Readonly<Record<string, unknown>>): StoredRelease["makeLatest"] {
  const value = body["make_latest"];
  return value === "false" || value === "legacy" ? value : "true";
}

const taken = invalid({ resource: "Release", code: "already_exists", field: "tag_name" });

function isTaken(state: GitHubState, tagName: string): boolean {
  return published(state).some((release) => release.tagName === tagName);
}
