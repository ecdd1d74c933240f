import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import { type GitHubApi, readAnswer } from "./github-api.ts";
import { assetSchema, type Release, releaseSchema } from "./release-schemas.ts";
import type { NewRelease } from "./request-bodies.ts";

const PERMISSION = "contents: write";

export interface Draft {
  readonly tag: string;
  /** Hex; a draft remembers it although the tag decides. */
  readonly commit: string;
  readonly prerelease: boolean;
}

/**
 * The one release of a tag: the published one, else the oldest draft, else a new draft with GitHub's generated notes. A
 * draft cannot be asked for by its tag, so all releases are listed (G13). Where two runs make a draft at once, the later
 * draft is deleted again. `release-conflict` where it is not clear which release is meant.
 */
export async function findOrMakeRelease(
  api: GitHubApi,
  draft: Draft,
): Promise<{ readonly release: Release; readonly made: boolean }> {
  const found = await releasesOf(api, draft.tag);
  if (found.length > 0) return { release: await theOne(api, found, draft.tag), made: false };
  const made = await makeDraft(api, draft);
  const now = await releasesOf(api, draft.tag);
  const release = await theOne(api, withRelease(now, made), draft.tag);
  return { release, made: release.id === made?.id };
}

/** The release of a tag as `findOrMakeRelease` would choose it, without making or deleting anything. */
export async function findRelease(api: GitHubApi, tag: string): Promise<Release | undefined> {
  return inOrder(await releasesOf(api, tag))[0];
}

/** The published ones, or the drafts where none is; oldest first. */
function inOrder(releases: readonly Release[]): Release[] {
  const published = releases.filter((release) => !release.draft);
  return [...(published.length > 0 ? published : releases)].sort((a, b) => a.id - b.id);
}

async function releasesOf(api: GitHubApi, tag: string): Promise<Release[]> {
  const all = await api.list(releaseSchema, {
    what: "list the releases of the repository",
    permission: PERMISSION,
    path: "/releases?per_page=30",
    hidesBy404: true,
  });
  return all.filter((release) => release.tag_name === tag);
}

/** Undefined where GitHub's answer got lost: then the list tells. */
async function makeDraft(api: GitHubApi, { tag, commit, prerelease }: Draft): Promise<Release | undefined> {
  const request = {
    what: "make the draft of the release",
    permission: PERMISSION,
    hidesBy404: true,
    method: "POST",
    path: "/releases",
    body: {
      tag_name: tag,
      target_commitish: commit,
      name: tag,
      draft: true,
      prerelease,
      generate_release_notes: true,
    } satisfies NewRelease,
  } as const;
  for (let n = 1; ; n++) {
    const response = await api
      .sendOnce(request)
      .catch((fault: unknown) => (isLost(fault) && n < 4 ? undefined : raise(fault)));
    if (response?.status === 201) return readAnswer(releaseSchema, response, request.what);
    // 422 is also the answer to a release that another run published meanwhile.
    if (response !== undefined && response.status < 500 && response.status !== 422) throw api.fault(response, request);
    if ((await releasesOf(api, tag)).length > 0) return undefined;
    if (response !== undefined && (response.status === 422 || n >= 4)) throw api.fault(response, request);
    await api.ports.clock.sleep(500 * 2 ** n);
  }
}

function isLost(fault: unknown): boolean {
  return fault instanceof Fault && (fault.code === "network-unreachable" || fault.code === "network-timeout");
}

function raise(fault: unknown): never {
  throw fault;
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
  const assets = await api.list(assetSchema, {
    what: "list the files of another draft",
    permission: PERMISSION,
    path: `/releases/${twin.id}/assets?per_page=100`,
  });
  if (assets.length > 0 || (twin.body ?? "") !== (oldest.body ?? "")) {
    throw ambiguous(tag, oldest.draft ? "several drafts" : "a draft beside the published release");
  }
  await deleteRelease(api, twin.id);
}

export async function deleteRelease(api: GitHubApi, id: number): Promise<void> {
  const asked = { what: "delete a draft that was made twice", permission: PERMISSION };
  await api.send({ ...asked, method: "DELETE", path: `/releases/${id}`, allowed: [404] });
}

function ambiguous(tag: string, what: string): Fault {
  return new Fault("release-conflict", `there are ${what} for the tag ${printable(tag)}, one was expected`, {
    hint: "delete those that are not meant, then run again",
  });
}
