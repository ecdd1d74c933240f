import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import type { PublishingSettings } from "../../ports/publishing-settings.ts";
import type { Publication, PublishedFile } from "../../ports/release-host.ts";
import type { GitHubApi } from "./github-api.ts";
import { deleted, isWhole, type ReleaseFiles } from "./release-files.ts";
import { digestOf, type Release, type ReleaseAsset, releaseSchema } from "./release-schemas.ts";
import type { ReleaseChange } from "./request-bodies.ts";
import { requireTagTarget } from "./tag-target.ts";

export interface DraftToPublish {
  readonly api: GitHubApi;
  readonly release: Release;
  readonly files: ReleaseFiles;
  readonly tag: string;
  readonly commit: string;
  readonly strangers: ReadonlySet<string>;
  readonly settings: PublishingSettings;
  /** Ids of the files by name, as they were read back: bytes cannot change without them. */
  readonly ids: ReadonlyMap<string, number>;
}

/**
 * Makes a draft public, as the last call:
 *
 *   1. the release is still the one that was adopted (G12)
 *   2. it holds exactly the expected files (G16), and the tag leads to the same commit (G17)
 *   3. it becomes public, with its flags (G23); an answer that gets lost is found out by looking
 *   4. it is read back, once more with its files
 *
 * A release that is public already, by itself or by a run that was faster, is compared and left as it is (P03).
 */
export async function publishDraft(draft: DraftToPublish, expected: readonly PublishedFile[]): Promise<Publication> {
  const { api, tag, commit, settings } = draft;
  const found = await readRelease(draft);
  await requireFiles(draft, expected);
  await requireTagTarget(api, tag, commit);
  if (!found.draft || settings.keepDraft) return publication(found);
  await makePublic(draft, found);
  const published = await readRelease(draft);
  if (published.draft) throw new Fault("release-changed", "the release was made a draft again while it was published");
  await requireFiles(draft, expected);
  return publication(published);
}

/** All work is done by then, so that some patience is worth it. */
const ATTEMPTS = 6;
const PERMISSION = "contents: write";

async function readRelease({ api, release, tag }: DraftToPublish): Promise<Release> {
  const path = `/releases/${release.id}`;
  const asked = { what: "read the release again", permission: PERMISSION, path, missing: deleted };
  const found = await api.json(releaseSchema, asked);
  if (found.id !== release.id || found.tag_name !== tag) throw changed(`got the tag ${printable(found.tag_name)}`);
  return found;
}

async function requireFiles(
  { files, strangers, ids }: DraftToPublish,
  expected: readonly PublishedFile[],
): Promise<void> {
  const there = new Map((await files.all()).map((asset) => [asset.name, asset]));
  for (const file of expected) {
    const asset = there.get(file.name);
    if (asset === undefined) throw changed(`lost the file ${printable(file.name)}`);
    const same = asset.id === ids.get(file.name) && isWhole(asset) && sameFile(asset, file);
    if (!same) throw changed(`got another file ${printable(file.name)}`);
    there.delete(file.name);
  }
  const [stranger] = [...there.keys()].filter((name) => !strangers.has(name));
  if (stranger !== undefined) throw changed(`got a further file ${printable(stranger)}`);
}

/** Where the server says no digest (G19), the id must do: the bytes were read back under it. */
function sameFile(asset: ReleaseAsset, file: PublishedFile): boolean {
  return asset.size === file.size && (digestOf(asset) ?? file.sha256) === file.sha256;
}

async function makePublic({ api, release, settings }: DraftToPublish, found: Release): Promise<void> {
  const { prerelease = found.prerelease, latest } = settings;
  const body = {
    draft: false,
    prerelease,
    ...(latest === undefined ? {} : { make_latest: latest && !prerelease ? "true" : "false" }),
  } satisfies ReleaseChange;
  const path = `/releases/${release.id}`;
  const asked = { what: "publish the release", permission: PERMISSION, path, missing: deleted };
  const response = await api.send({ ...asked, method: "PATCH", body, attempts: ATTEMPTS, allowed: [409, 422] });
  if (response.status === 200) return;
  // An attempt whose answer was lost may have made it immutable, and then the next one is refused.
  const now = await api.json(releaseSchema, asked);
  if (now.draft) throw api.fault(response, asked);
}

function publication({ id, html_url, draft, immutable }: Release): Publication {
  return { location: html_url, isPublic: !draft, id: String(id), ...(immutable === undefined ? {} : { immutable }) };
}

function changed(how: string): Fault {
  return new Fault("release-changed", `the release ${how} while it was being published`, {
    hint: "let only one job change a release; look at it, then run again",
  });
}
