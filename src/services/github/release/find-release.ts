import { Fault } from "../../../kernel/fault.ts";
import { printable } from "../../../kernel/printable.ts";
import type { GitHubApi } from "../api/github-api.ts";
import { createDraft, type Draft } from "./create-draft.ts";
import { releasesOf } from "./list-releases.ts";
import { releaseFiles } from "./release-files.ts";
import type { Release } from "./release-schemas.ts";
import { lookAgain } from "./replica-lag.ts";

const PERMISSION = "contents: write";

/**
 * The one release of a tag: the published one, else the oldest draft, else a new draft (G13).
 * If two runs make a draft at once, the later draft is deleted again: a list that shows what this run made shows what
 * was made before it, too, and so it is read until it shows some. `release-conflict` if it is not clear which is meant.
 */
export async function findOrMakeRelease(
  api: GitHubApi,
  draft: Draft,
  warn: (text: string) => void,
): Promise<{ readonly release: Release; readonly made: boolean }> {
  const found = await releasesOf(api, draft.tag);
  if (found.length > 0) return { release: await theOne(api, found, draft.tag), made: false };
  const made = await createDraft(api, draft, warn);
  const now = await lookAgain(
    api.ports.clock,
    () => releasesOf(api, draft.tag),
    (list) => list.length === 0,
  );
  const release = await theOne(api, withRelease(now, made), draft.tag);
  return { release, made: release.id === made?.id };
}

/** The release of a tag as `findOrMakeRelease` would choose it, without making or deleting anything. */
export async function findRelease(api: GitHubApi, tag: string): Promise<Release | undefined> {
  return inOrder(await releasesOf(api, tag))[0];
}

/** The published ones, or the drafts if none is; oldest first. */
function inOrder(releases: readonly Release[]): Release[] {
  const published = releases.filter((release) => !release.draft);
  return [...(published.length > 0 ? published : releases)].sort((a, b) => a.id - b.id);
}

/** A list may be older than what was just made. */
function withRelease(releases: readonly Release[], made: Release | undefined): Release[] {
  return made === undefined || releases.some(({ id }) => id === made.id) ? [...releases] : [...releases, made];
}

async function theOne(api: GitHubApi, releases: readonly Release[], tag: string): Promise<Release> {
  const published = releases.filter((release) => !release.draft);
  const [oldest, ...others] = inOrder(releases);
  if (oldest === undefined) throw new Fault("release-changed", `the draft for the tag ${printable(tag)} is gone again`);
  if (published.length > 1) throw ambiguous(tag, `${published.length} releases`);
  const drafts = published.length > 0 ? releases.filter((release) => release.draft) : others;
  for (const twin of drafts) await deleteTwin(api, { twin, oldest, tag });
  return oldest;
}

/** A second draft is ours to delete only while it is empty and says nothing that the first does not say. */
async function deleteTwin(api: GitHubApi, { twin, oldest, tag }: { twin: Release; oldest: Release; tag: string }) {
  const count = await countFiles(api, twin);
  if (count === undefined) return;
  if (count > 0 || (twin.body ?? "") !== (oldest.body ?? "")) {
    throw ambiguous(tag, oldest.draft ? "several drafts" : "a draft beside the published release");
  }
  await deleteRelease(api, twin.id);
}

/** Undefined if the draft is gone: another run deleted it. */
async function countFiles(api: GitHubApi, { id }: Release): Promise<number | undefined> {
  try {
    return (await releaseFiles(api, id).all()).length;
  } catch (fault) {
    if (fault instanceof Fault && fault.code === "release-changed") return undefined;
    throw fault;
  }
}

export async function deleteRelease(api: GitHubApi, id: number): Promise<void> {
  const purpose = { what: "delete a draft that was made twice", permission: PERMISSION };
  await api.send({ ...purpose, method: "DELETE", path: `/releases/${id}`, allowed: [404] });
}

function ambiguous(tag: string, what: string): Fault {
  return new Fault("release-conflict", `there are ${what} for the tag ${printable(tag)}, one was expected`, {
    hint: "delete those that are not meant, then run again",
  });
}
