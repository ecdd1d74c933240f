import nodePath from "node:path";
import picomatch from "picomatch";
import { compareUtf8 } from "../../../kernel/bytewise.ts";
import { hashSource } from "../../../kernel/digest.ts";
import { Fault } from "../../../kernel/fault.ts";
import { printable } from "../../../kernel/printable.ts";

import type { Files } from "../../../ports/files.ts";
import type { Progress } from "../../../ports/progress.ts";
import type { CollectedAsset } from "../order/seal-order.ts";
import { planPattern } from "./plan-pattern.ts";
import { type NamedAsset, requireAsListed } from "./require-as-listed.ts";

/** An in-toto statement holds at most this many subjects (sigstore-go, actions/attest). */
export const MAX_ASSETS = 1024;

export interface CollectOrder {
  readonly assets: readonly string[];
  /** Absolute. */
  readonly folder: string;
  /** What other tools' lists name; default none. */
  readonly listed?: readonly NamedAsset[];
}

/**
 * Finds the assets and hashes each once, as a stream. The order is that of their names, bytewise. A path that exists is
 * taken literally, whatever characters it holds (N23); a folder stands for every file below it; anything else is a glob.
 * Links are refused, and so is a file that changes while it is read (`asset-changed`). A file that a list names has the name
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

  progress.step(found.length === 1 ? "hashing 1 asset" : `hashing ${found.length} assets`);
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
  listed: readonly NamedAsset[],
  files: Files,
): Promise<readonly FoundFile[]> {
  const found = new Map<string, FoundFile>();
  for (const { path, name } of listed) if (path !== undefined) found.set(`${name}\0${path}`, { path, name });
  const known = new Set(listed.map(({ path }) => path));
  for (const pattern of assets) {
    for (const path of await expand(pattern, folder, files)) {
      if (!known.has(path)) found.set(path, { path, name: nodePath.basename(path) });
    }
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

/** Refuses where one of the files is not what was hashed any more. */
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

async function expand(pattern: string, folder: string, files: Files): Promise<string[]> {
  const literal = nodePath.resolve(folder, pattern);
  const facts = await files.facts(literal);
  if (facts?.kind === "directory") return (await walk(literal, files)).map((found) => nodePath.join(literal, found));
  if (facts !== undefined) return [literal];

  const plan = planPattern(pattern, folder, nodePath);
  if (plan === undefined) throw missing(pattern);
  if ((await files.facts(plan.base))?.kind !== "directory") throw matchesNothing(pattern);
  const matches = picomatch(plan.glob);
  const found = (await walk(plan.base, files, plan.deep)).filter((path) => matches(path));
  if (found.length === 0) throw matchesNothing(pattern);
  return found.map((path) => nodePath.join(plan.base, path));
}

/** Every file below a folder, as relative paths with `/`; a name that is not UTF-8 is refused, not skipped (N17). */
async function walk(base: string, files: Files, deep = true, prefix = ""): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await files.list(nodePath.join(base, prefix))) {
    if (entry.name === undefined) throw notUtf8(entry.hex);
    const path = `${prefix}${entry.name}`;
    if (entry.kind !== "directory") found.push(path);
    else if (deep) found.push(...(await walk(base, files, deep, `${path}/`)));
  }
  return found;
}

/** Hashes one file in one pass. Fault: `asset-changed`. */
export async function hashAsset(path: string, name: string, files: Files): Promise<CollectedAsset> {
  const file = await files.open(path);
  try {
    const { sha256, sha512 } = await hashSource(file, ["sha256", "sha512"]);
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
  return new Fault("assets-none", "no asset was named", { hint: "name files, for example dist/*" });
}

function missing(pattern: string): Fault {
  return new Fault("file-missing", `there is no file ${printable(pattern)}`, {
    hint: "check the path, and that the build ran before sealing",
  });
}

function matchesNothing(pattern: string): Fault {
  return new Fault("assets-none", `the pattern ${printable(pattern)} matches no file`, {
    hint: "check the path, and that the build ran before sealing",
  });
}

function notUtf8(hex: string): Fault {
  return new Fault("asset-name-invalid", `a file name is not UTF-8 (its bytes are ${printable(hex)})`, {
    hint: "rename the file",
  });
}

function tooMany(count: number): Fault {
  return new Fault("assets-too-many", `${count} assets were named, a release holds at most ${MAX_ASSETS}`, {
    hint: "put small files together into an archive",
  });
}
