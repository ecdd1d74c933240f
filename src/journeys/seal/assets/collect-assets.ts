import nodePath from "node:path";
import { hashByNode } from "../../../crypto/node-digest.ts";
import { advice, option } from "../../../kernel/advice.ts";
import { compareUtf8 } from "../../../kernel/bytewise.ts";
import { Fault } from "../../../kernel/fault.ts";
import { printable } from "../../../kernel/printable.ts";

import type { Files } from "../../../ports/files.ts";
import type { Progress } from "../../../ports/progress.ts";
import type { CollectedAsset } from "../order/seal-order.ts";
import { expandPatterns } from "./expand-patterns.ts";
import { type FileInList, requireAsListed } from "./require-as-listed.ts";

/** An in-toto statement holds at most this many subjects (sigstore-go, actions/attest). */
export const MAX_ASSETS = 1024;

export interface CollectOrder {
  readonly assets: readonly string[];
  /** Absolute. */
  readonly folder: string;
  /** What other tools' lists name; default none. */
  readonly listed?: readonly FileInList[];
}

/**
 * Finds the assets (`expandPatterns`) and hashes each once, as a stream. The order is that of their names, bytewise. Links are refused, and so is a file that changes while it is read (`asset-changed`). A file that a list names has the name
 * and the digests that the list says (`checksums-disagree`), or none of it is sealed.
 */
export async function collectAssets(
  order: CollectOrder,
  files: Files,
  progress: Progress,
): Promise<readonly CollectedAsset[]> {
  const { listed = [] } = order;
  const found = await findFiles(order, listed, files);
  if (found.length === 0) throw noAssetNamed();
  requireRoom(found.length);

  progress.step(found.length === 1 ? "hashing 1 file" : `hashing ${found.length} files`);
  const assets: CollectedAsset[] = [];
  for (const { path, name } of found) {
    assets.push(await hashAsset(path, name, files));
    progress.advance(assets.length, found.length);
  }
  requireAsListed(assets, listed);
  return inOrder(assets);
}

interface FoundFile {
  readonly path: string;
  readonly name: string;
}

/** What lists and patterns name, each file once under each of its names; a pattern gives no further name to a listed file. */
async function findFiles(
  { assets, folder }: CollectOrder,
  listed: readonly FileInList[],
  files: Files,
): Promise<readonly FoundFile[]> {
  const found = new Map<string, FoundFile>();
  for (const { path, name } of listed) if (path !== undefined) found.set(`${name}\0${path}`, { path, name });
  const known = new Set(listed.map(({ path }) => path));
  for (const path of await expandPatterns(assets, folder, files)) {
    if (!known.has(path)) found.set(path, { path, name: nodePath.basename(path) });
  }
  return [...found.values()];
}

/** Refuses more assets than a statement can be about. */
export function requireRoom(count: number): void {
  if (count > MAX_ASSETS) throw tooMany(count);
}

export function inOrder(assets: readonly CollectedAsset[]): CollectedAsset[] {
  return [...assets].sort((a, b) => compareUtf8(a.name, b.name));
}

/** Refuses if one of the files is not what was hashed any more. */
export async function requireUnchanged(assets: readonly CollectedAsset[], files: Files): Promise<void> {
  for (const asset of assets) {
    const now = await files.facts(asset.path);
    if (now?.kind !== "file" || now.revision !== asset.revision) throw changed(asset.name);
  }
}

export function changed(name: string): Fault {
  return new Fault("asset-changed", `the asset ${printable(name)} changed while the release was being sealed`, {
    hint: "seal after the build has finished writing",
  });
}

/** Hashes one file in one pass. Fault: `asset-changed`. */
export async function hashAsset(path: string, name: string, files: Files): Promise<CollectedAsset> {
  const file = await files.open(path);
  try {
    const { sha256, sha512 } = await hashByNode(file, ["sha256", "sha512"]);
    const { revision } = file.facts;
    if ((await file.factsNow()).revision !== revision) throw changed(name);
    return { name, path, size: file.size, sha256, sha512, revision };
  } catch (fault) {
    throw fault instanceof Fault && fault.code === "source-truncated" ? changed(name) : fault;
  } finally {
    await file.close();
  }
}

export function noAssetNamed(): Fault {
  return new Fault("assets-none", "no file and no image was named", {
    hint: advice`name files, for example dist/*, or container images with ${option("images")}`,
  });
}

function tooMany(count: number): Fault {
  return new Fault("assets-too-many", `${count} assets were named, a release holds at most ${MAX_ASSETS}`, {
    hint: "put small files together into an archive",
  });
}
