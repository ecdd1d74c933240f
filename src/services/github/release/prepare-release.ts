import { parseChecksums } from "../../../domain/asset/checksums.ts";
import { mapBounded } from "../../../kernel/bounded.ts";
import { counted } from "../../../kernel/counted.ts";
import { Fault } from "../../../kernel/fault.ts";
import { printable } from "../../../kernel/printable.ts";
import { decodeUtf8 } from "../../../kernel/utf8.ts";
import type { PublishedFile, ReleaseKey } from "../../../ports/release-host.ts";
import { isOurs } from "./our-label.ts";
import type { ReleaseFiles } from "./release-files.ts";
import { isWhole } from "./release-memory.ts";
import type { Release, ReleaseAsset } from "./release-schemas.ts";

const PARALLEL = 6;
const MAX_RELEASE_FILES = 1000;
const MAX_LIST_BYTES = 1 << 20;

export interface ReleaseToPrepare {
  readonly key: ReleaseKey;
  readonly release: Release;
  readonly files: ReleaseFiles;
  /** What the release holds, by name; what is taken away leaves it. */
  readonly known: Map<string, ReleaseAsset>;
  readonly replace: boolean;
}

export interface PreparedRelease {
  readonly evidence: readonly PublishedFile[];
  /** Files of a public release that are not part of what is sealed. */
  readonly unexpected: ReadonlySet<string>;
  /** Evidence of ours that was taken away because no capsule says what it is of. */
  readonly leftovers: readonly string[];
  /** What was taken away because its upload failed. */
  readonly unfinished: readonly string[];
}

/**
 * Makes sure that a release holds nothing that hinders, before anything is signed: leftovers of our uploads are deleted
 * (P04), other files must be the ones to publish. Because evidence is put capsule first and removed capsule last, evidence
 * without a capsule is somebody else's, unless it bears our mark: then somebody took the capsule away. Faults: `release-conflict`, `release-immutable` (G11), `published-too-many`.
 */
export async function prepareRelease(given: ReleaseToPrepare): Promise<PreparedRelease> {
  const { key, release, known } = given;
  const unexpected = unexpectedFiles(key, known);
  const [first] = unexpected;
  if (release.draft && first !== undefined) throw unexpectedFile(first);
  refuseTooMany(key, unexpected.size);
  if (!release.draft && release.immutable === true) refuseIncomplete(key, known);
  if (!release.draft && given.replace) throw publicReplace();
  const unfinished = await deleteUnfinished(given);
  await prepareAssets(given);
  const leftovers = await removeLeftEvidence(given);
  return { evidence: await evidenceOf(given), unexpected, leftovers, unfinished };
}

function unexpectedFiles(key: ReleaseKey, known: ReadonlyMap<string, ReleaseAsset>): Set<string> {
  const expected = new Set([...key.assets.map(({ name }) => name), ...key.ours]);
  return new Set([...known.keys()].filter((name) => !expected.has(name)));
}

async function deleteUnfinished({ known, files }: ReleaseToPrepare): Promise<string[]> {
  const unfinished = [...known.values()].filter((one) => !isWhole(one));
  for (const asset of unfinished) {
    await files.delete(asset);
    known.delete(asset.name);
  }
  return unfinished.map(({ name }) => name);
}

async function prepareAssets({ key, release, files, known, replace }: ReleaseToPrepare): Promise<void> {
  await mapBounded(key.assets, PARALLEL, async (asset) => {
    const there = known.get(asset.name);
    if (there === undefined) return;
    const found = there.size === asset.size ? (await files.describe(there)).sha256 : undefined;
    if (found === asset.sha256) return;
    // What was received is nowhere else: nothing could take its place.
    const mayReplace = release.draft && replace && asset.received !== true;
    if (!mayReplace) throw otherAsset(asset, found ?? `of ${there.size} bytes`, release.draft);
    await files.delete(there);
    known.delete(asset.name);
  });
}

/** Returns the names of what was ours; a list of another tool gives way without a word, for ours says the same. */
async function removeLeftEvidence(given: ReleaseToPrepare): Promise<string[]> {
  const { key, release, files, known, replace } = given;
  const removed: string[] = [];
  if (known.has(key.capsule)) return removed;
  for (const name of key.ours) {
    const there = known.get(name);
    if (there === undefined) continue;
    if (!release.draft || !(isOurs(there) || replace || (await isAgreeingList(given, there))))
      throw foreign(name, release.draft);
    await files.delete(there);
    known.delete(name);
    if (isOurs(there)) removed.push(name);
  }
  return removed;
}

/** A checksum list that another tool put there, and that says nothing but what ours will say, gives way to ours. */
async function isAgreeingList({ key, files }: ReleaseToPrepare, there: ReleaseAsset): Promise<boolean> {
  if (there.name !== key.checksums || there.size > MAX_LIST_BYTES) return false;
  const digests = new Map(key.assets.map(({ name, sha256 }) => [name, sha256]));
  try {
    const list = parseChecksums(decodeUtf8(await files.read(there, MAX_LIST_BYTES)), "sha256");
    return list.every(({ name, digest }) => digests.get(name) === digest);
  } catch (fault) {
    if (fault instanceof Fault && /^(checksums|utf8)-/.test(fault.code)) return false;
    throw fault;
  }
}

function evidenceOf({ key, files, known }: ReleaseToPrepare): Promise<PublishedFile[]> {
  const there = key.ours.map((name) => known.get(name)).filter((asset) => asset !== undefined);
  return mapBounded(there, PARALLEL, (asset) => files.describe(asset));
}

function refuseTooMany(key: ReleaseKey, unexpected: number): void {
  const count = key.assets.length + key.planned.length + unexpected;
  if (count <= MAX_RELEASE_FILES) return;
  throw new Fault("published-too-many", `the release would hold ${count} files, GitHub allows ${MAX_RELEASE_FILES}`, {
    hint: "publish less: publish: capsule adds two files, publish: none adds nothing",
  });
}

/** An immutable release takes nothing more; one that is complete is merely verified again (P02). */
function refuseIncomplete(key: ReleaseKey, known: ReadonlyMap<string, ReleaseAsset>): void {
  const missing = [...key.assets.map(({ name }) => name), ...key.planned].filter((name) => !known.has(name));
  if (missing[0] === undefined) return;
  throw new Fault(
    "release-immutable",
    `the release is published and immutable, and lacks ${counted(missing.length, "file")}, first ${printable(missing[0])}`,
    { hint: "publish a new version; make releases as drafts, and let this Action publish them" },
  );
}

function unexpectedFile(name: string): Fault {
  return new Fault("release-conflict", `the draft holds ${printable(name)}, which is not among the assets`, {
    hint: "add it to assets, or remove it from the draft: nothing unsealed is published",
  });
}

function otherAsset(asset: PublishedFile, found: string, isDraft: boolean): Fault {
  const what = `the release holds another ${printable(asset.name)}: found SHA-256 ${found}, expected ${asset.sha256}`;
  return new Fault("release-conflict", what, {
    hint: isDraft
      ? "remove it from the draft, or set replace: true"
      : "a published file is never replaced: publish a new version",
  });
}

function foreign(name: string, isDraft: boolean): Fault {
  return new Fault("release-conflict", `the release holds ${printable(name)} of another tool, instead of ours`, {
    hint: isDraft
      ? "rename or remove it, or set replace: true"
      : "a published file is never replaced: publish a new version",
  });
}

function publicReplace(): Fault {
  return new Fault("release-conflict", "the release is published, and replace is for drafts only", {
    hint: "remove replace, or publish a new version",
  });
}
