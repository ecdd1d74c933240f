import { Fault } from "../../../kernel/fault.ts";
import { printable } from "../../../kernel/printable.ts";
import type { PublishingSettings } from "../../../ports/publishing-settings.ts";
import type { Publication, PublishedFile } from "../../../ports/release-host.ts";
import { type GitHubApi, readAnswer } from "../api/github-api.ts";
import { isImmutable, refusalIn } from "../api/refusal.ts";
import type { ReleaseChange } from "../api/request-bodies.ts";
import { wantedText } from "./locate-release.ts";
import { deleted, type ReleaseFiles } from "./release-files.ts";
import { isWhole } from "./release-memory.ts";
import { lackingText, type TextChange } from "./release-notes.ts";
import { digestOf, type Release, type ReleaseAsset, releaseSchema } from "./release-schemas.ts";
import { lookAgain } from "./replica-lag.ts";
import { requireTagTarget } from "./tag-target.ts";

export interface DraftToPublish {
  readonly api: GitHubApi;
  readonly release: Release;
  /** Whether this run made it. */
  readonly made: boolean;
  readonly files: ReleaseFiles;
  readonly tag: string;
  readonly commit: string;
  readonly defaultBranch: string;
  readonly unexpected: ReadonlySet<string>;
  readonly settings: PublishingSettings;
  /** Ids of the files by name, as they were read back: bytes cannot change without them. */
  readonly ids: ReadonlyMap<string, number>;
  warn(text: string): void;
}

/**
 * Makes a draft public, as the last call:
 *
 *   1. the release is still the one that was opened (G12)
 *   2. it holds exactly the expected files (G16), and the tag leads to the same commit (G17)
 *   3. it becomes public, with its flags (G23), and with what its text lacks, such as our part of it, `footer`; an answer that gets
 *      lost is found out by looking
 *   4. it is looked at once more with its files and its tag
 *
 * GitHub's answer to step 3 is the truth. What step 4 does not show within a minute is lag, and said as a warning; what
 * contradicts is a fault that says that the release is public. A release that is public already, by itself or by a run
 * that was faster, is compared and left as it is (P03).
 */
export async function publishDraft(
  draft: DraftToPublish,
  expected: readonly PublishedFile[],
  footer?: string,
): Promise<Publication> {
  const { api, tag, commit, settings } = draft;
  const found = await readRelease(draft);
  requireWhole(await compareFiles(draft, expected), found);
  await requireTagTarget(api, tag, commit);
  if (!found.draft) return publication(found);
  const text = wantedText(settings);
  const lacking = await lackingText(api, { ...draft, found, text, footer: text.footer ? footer : undefined });
  if (settings.keepDraft) return publication(await change(draft, found, lacking));
  const published = await makePublic(draft, found, lacking);
  requireTag(published, tag);
  return publication((await confirm(draft, expected)) ?? published);
}

/** All work is done by then, so that some patience is worth it. */
const ATTEMPTS = 6;
const PERMISSION = "contents: write";

async function readRelease(draft: DraftToPublish): Promise<Release> {
  const found = await readAny(draft);
  requireTag(found, draft.tag);
  return found;
}

function readAny({ api, release }: DraftToPublish): Promise<Release> {
  const path = `/releases/${release.id}`;
  return api.json(releaseSchema(api.address), {
    what: "read the release again",
    permission: PERMISSION,
    path,
    missing: deleted,
  });
}

function requireTag(release: Release, tag: string): void {
  if (release.tag_name === tag) return;
  throw changed(`got the tag ${printable(release.tag_name)}`, !release.draft);
}

/** What of the expected files is not there, and what contradicts them; lists that lag were read again by then. */
interface Comparison {
  readonly lost: string | undefined;
  readonly contradiction: string | undefined;
}

async function compareFiles(
  { files, unexpected, ids }: DraftToPublish,
  expected: readonly PublishedFile[],
): Promise<Comparison> {
  const there = new Map((await files.all()).map((asset) => [asset.name, asset]));
  const isOther = (file: PublishedFile): boolean => {
    const asset = there.get(file.name);
    return asset !== undefined && !(asset.id === ids.get(file.name) && isWhole(asset) && sameFile(asset, file));
  };
  const names = new Set(expected.map(({ name }) => name));
  const lost = expected.find(({ name }) => !there.has(name));
  const other = expected.find(isOther);
  const further = [...there.keys()].find((name) => !names.has(name) && !unexpected.has(name));
  return {
    lost: lost && `lost the file ${printable(lost.name)}`,
    contradiction:
      (other && `got another file ${printable(other.name)}`) ??
      (further === undefined ? undefined : `got a further file ${printable(further)}`),
  };
}

function requireWhole({ lost, contradiction }: Comparison, { draft }: Release): void {
  const problem = contradiction ?? lost;
  if (problem !== undefined) throw changed(problem, !draft);
}

/** Where the server says no digest (G19), the id must do: the bytes were read back under it. */
function sameFile(asset: ReleaseAsset, file: PublishedFile): boolean {
  return asset.size === file.size && (digestOf(asset) ?? file.sha256) === file.sha256;
}

/** A draft that stays one: without its tag, GitHub would take that away. */
async function change({ api, release, tag, defaultBranch }: DraftToPublish, found: Release, text: TextChange) {
  if (Object.keys(text).length === 0) return found;
  const body = { draft: true, tag_name: tag, target_commitish: defaultBranch, ...text } satisfies ReleaseChange;
  const purpose = { what: "write the text of the draft", permission: PERMISSION, path: `/releases/${release.id}` };
  return api.json(releaseSchema(api.address), { ...purpose, method: "PATCH", body, missing: deleted });
}

/** The release as GitHub answers that it is. */
async function makePublic(draft: DraftToPublish, found: Release, text: TextChange): Promise<Release> {
  const { api, release, tag, defaultBranch, settings } = draft;
  const { prerelease = found.prerelease, latest } = settings;
  const body = {
    draft: false,
    tag_name: tag,
    // Unused, because the tag is there; a commit of which workflow files differ would be refused to the token of a job.
    target_commitish: defaultBranch,
    prerelease,
    ...text,
    ...(latest === undefined ? {} : { make_latest: latest && !prerelease ? "true" : "false" }),
  } satisfies ReleaseChange;
  const purpose = { what: "publish the release", permission: PERMISSION, path: `/releases/${release.id}` };
  const allowed = [403, 404, 409, 422];
  const response = await api.send({ ...purpose, method: "PATCH", body, attempts: ATTEMPTS, allowed, missing: deleted });
  if (response.status === 200) return readAnswer(releaseSchema(api.address), response, purpose.what);
  // An attempt whose answer was lost may have made it immutable, and then the next one is refused.
  const now = await lookAgain(
    api.ports.clock,
    () => readRelease(draft),
    (seen) => seen.draft && isImmutable(refusalIn(response)),
  );
  if (!now.draft) return now;
  throw api.fault(response, { ...purpose, hidesBy404: true, weighsWorkflows: true });
}

/**
 * Looks until everybody sees what was made public, for about a minute at each of its parts; returns the release where it is
 * shown as public. What cannot be seen is a warning, for the release is public; only what contradicts is a fault.
 */
async function confirm(draft: DraftToPublish, expected: readonly PublishedFile[]): Promise<Release | undefined> {
  const { api, tag, commit, warn } = draft;
  const late = (what: string): void =>
    warn(`the release is public, but GitHub does not show ${what} everywhere yet: look at it in a few minutes`);
  const seen = <T>(what: string, look: Promise<T>): Promise<T | undefined> =>
    look.catch((fault: unknown) => {
      if (!(fault instanceof Fault)) throw fault;
      if (fault.code === "tag-moved") throw nowPublic(fault);
      late(what);
      return undefined;
    });
  await seen("its tag", requireTagTarget(api, tag, commit));
  const isDraft = (release: Release): boolean => release.draft;
  const shown = await seen(
    "it",
    lookAgain(api.ports.clock, () => readAny(draft), isDraft),
  );
  if (shown?.draft === true) late("it as public");
  else if (shown !== undefined) requireTag(shown, tag);
  const files = await seen("its files", compareFiles(draft, expected));
  if (files?.contradiction !== undefined) throw changed(files.contradiction, true);
  if (files?.lost !== undefined) late("all of its files");
  return shown?.draft === true ? undefined : shown;
}

function publication({ id, html_url, draft, immutable }: Release): Publication {
  return { location: html_url, isPublic: !draft, id: String(id), ...(immutable === undefined ? {} : { immutable }) };
}

function changed(how: string, isPublic: boolean): Fault {
  const what = `the release ${how} while it was being published`;
  return isPublic
    ? nowPublic(new Fault("release-changed", what))
    : new Fault("release-changed", what, { hint: "let only one job change a release; look at it, then run again" });
}

function nowPublic({ code, message }: Fault): Fault {
  return new Fault(code, `the release is public, and: ${message}`, {
    hint: "look at it and find out who changed it; publish a new version if it is not what was sealed",
  });
}
