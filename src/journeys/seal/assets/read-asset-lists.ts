import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { MAX_LIST_BYTES, parseAssetList } from "../../../domain/asset/asset-list.ts";
import type { AssetList, ListedAsset } from "../../../domain/asset/listed-asset.ts";
import { Fault } from "../../../kernel/fault.ts";
import { printable } from "../../../kernel/printable.ts";
import type { Env } from "../../../ports/env.ts";
import type { Files } from "../../../ports/files.ts";
import type { Progress } from "../../../ports/progress.ts";
import { requireRoom } from "./collect-assets.ts";
import type { FileInList } from "./require-as-listed.ts";

/** In place of a path: the files that another tool put on the release, see `receive-assets.ts`. */
export const FROM_RELEASE = "release";
/** In place of a path: the list that the runner keeps of what earlier steps declared. */
const FROM_RUNNER = "artifacts-list";

export interface ListOrder {
  /** Paths of lists, `artifacts-list`, and `release`, which is passed over here. */
  readonly assetsFrom: readonly string[];
  /** Absolute. */
  readonly folder: string;
}

/**
 * Reads the lists of assets that other tools wrote. A file must lie where its list says, below the folder that the list
 * speaks of, also when links are followed. Faults: `file-missing`, `asset-list-escapes`, `assets-too-many`,
 * `configuration-invalid`, those of `parseAssetList`.
 */
export async function readAssetLists(
  { assetsFrom, folder }: ListOrder,
  { files, env, progress }: { readonly files: Files; readonly env: Env; readonly progress: Progress },
): Promise<readonly FileInList[]> {
  const named: FileInList[] = [];
  for (const from of assetsFrom) {
    if (from === FROM_RELEASE) continue;
    const path = from === FROM_RUNNER ? runnerList(env) : resolve(folder, from);
    const list = parseAssetList(await readList(path, from, files));
    requireRoom(list.assets.length);
    for (const other of list.others) progress.warn(`${printable(from)} lists ${printable(other)}, which is not a file`);
    named.push(...(await locate(list, { path, from, folder }, files)));
  }
  return named;
}

function runnerList(env: Env): string {
  const path = env("GITHUB_ARTIFACTS_LIST");
  if (path !== undefined) return path;
  throw new Fault("configuration-invalid", "the runner keeps no list of artifacts (GITHUB_ARTIFACTS_LIST is not set)", {
    hint: "name the files with assets, or use a runner that has this list",
  });
}

async function readList(path: string, from: string, files: Files): Promise<Uint8Array> {
  if ((await files.facts(path)) === undefined) {
    throw new Fault("file-missing", `there is no list of assets ${printable(from)}`, {
      hint: "check the path, and that the tool which writes it ran before",
    });
  }
  const bytes = await files.read(path, MAX_LIST_BYTES);
  // The runner leaves the file empty if the list is switched off.
  if (bytes.length > 0 || from !== FROM_RUNNER) return bytes;
  throw new Fault("configuration-invalid", "the runner's list of artifacts is empty: it is switched off", {
    hint: "name the files with assets",
  });
}

async function locate(
  list: AssetList,
  { path, from, folder }: { readonly path: string; readonly from: string; readonly folder: string },
  files: Files,
): Promise<FileInList[]> {
  if (list.base === "none") {
    return list.assets.map(({ name, expected }) => ({ name, path: undefined, expected, list: from }));
  }
  const own = dirname(path);
  const base =
    list.base === "folder" ? own : projectFolder(own, list.assets, isInside(path, folder) ? folder : dirname(own));
  const named: FileInList[] = [];
  for (const asset of list.assets) {
    named.push({ name: asset.name, path: await locateOne(asset, base, files), expected: asset.expected, list: from });
  }
  if (list.isAsset) named.push({ name: basename(path), path, expected: {}, list: from });
  return named;
}

/**
 * The folder in which the tool ran. It writes its own folder into the paths (`dist/tool.tgz`, listed in `dist`), so the
 * longest end of the folder's path that begins one of them is what to take away, but never as much as leads out of `top`:
 * a list must not open the whole disk by writing out where it lies.
 */
export function projectFolder(own: string, assets: readonly Pick<ListedAsset, "path">[], top: string): string {
  const parts = own.split(sep);
  const starts = assets.map(({ path }) => path.split("/").slice(0, -1));
  for (let count = Math.max(0, ...starts.map(({ length }) => length)); count > 0; count--) {
    const end = parts.slice(-count);
    const begins = (start: readonly string[]): boolean => end.every((part, index) => start[index] === part);
    if (count >= parts.length || !starts.some(begins)) continue;
    const project = parts.slice(0, -count).join(sep) || sep;
    if (project === top || isInside(project, top)) return project;
  }
  return own;
}

async function locateOne({ name, path }: ListedAsset, base: string, files: Files): Promise<string> {
  if (path.includes("\0")) throw escapes(name);
  const place = isAbsolute(path) ? path : join(base, path);
  if (!isInside(place, base)) throw escapes(name);
  if ((await files.facts(place)) === undefined) {
    throw new Fault("file-missing", `the list names ${printable(name)}, and there is no file ${printable(place)}`, {
      hint: "list only files that are there, and keep them where their tool put them",
    });
  }
  if (!isInside(await files.realPath(place), await files.realPath(base))) throw escapes(name);
  return place;
}

function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== "" && way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

function escapes(name: string): Fault {
  return new Fault("asset-list-escapes", `the list names ${printable(name)} outside the folder that it speaks of`, {
    hint: "name such a file with assets, if it is meant",
  });
}
