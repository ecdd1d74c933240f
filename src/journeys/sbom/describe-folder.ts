import { basename, join } from "node:path";
import { isProgramOrArchive } from "../../domain/sbom/describe/describe-asset.ts";
import { describeRelease } from "../../domain/sbom/describe/describe-release.ts";
import { formatsOf, isDocument } from "../../domain/sbom/describe/lockfiles.ts";
import { unreadManifests } from "../../domain/sbom/describe/unread-manifests.ts";
import type { Inventory, Unread } from "../../domain/sbom/model/inventory.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import { readAt } from "../../kernel/read-at.ts";
import type { Files } from "../../ports/files.ts";
import { describeFile } from "./describe-file.ts";

const MAX_FILES = 200_000;
const MAX_DOCUMENT_BYTES = 256 << 20;
const TOO_LARGE = `has more than ${MAX_DOCUMENT_BYTES >> 20} MiB, which is too large for a lockfile`;
/** Installed by package managers, made by builds, or git's own: what a lockfile beside them says better. */
const NOT_ENTERED = new Set([".git", "node_modules", ".venv", "venv", "target", "__pycache__", ".gradle", "vendor"]);

/**
 * Describes a folder: the lockfiles in it and below, and every program and archive. Links are not followed. Faults: those of
 * `describeAsset` and `describeRelease`; `archive-limit` for too many files.
 */
export async function describeFolder(folder: string, files: Files): Promise<Inventory> {
  const assets: Inventory[] = [];
  const sources: { path: string; bytes: Uint8Array }[] = [];
  const tooLarge: Unread[] = [];
  let others = 0;
  const paths = await listFiles(folder, files);
  for (const path of paths) {
    const place = join(folder, path);
    const isNamed = isDocument(path);
    if (isNamed || /\.ya?ml$/.test(path)) {
      const bytes = await readDocument(place, files);
      if (bytes === undefined && isNamed) tooLarge.push({ path, reason: TOO_LARGE, limit: true });
      else if (bytes !== undefined && (isNamed || formatsOf(path, bytes).length > 0)) sources.push({ path, bytes });
      else others++;
    } else if (await isShipped(place, files)) assets.push(await describeFile(place, files, path));
    else others++;
  }
  const unread = [...unreadManifests(paths), ...tooLarge];
  return describeRelease({ name: basename(folder), version: "", purl: undefined, assets, sources, unread, others });
}

/** Undefined if it is too large to be one. */
async function readDocument(path: string, files: Files): Promise<Uint8Array | undefined> {
  const size = (await files.facts(path))?.size ?? 0;
  return size > MAX_DOCUMENT_BYTES ? undefined : files.read(path, MAX_DOCUMENT_BYTES);
}

/** Paths of all regular files, relative to the folder, with `/`, in bytewise order of their segments. */
async function listFiles(folder: string, files: Files): Promise<string[]> {
  const found: string[] = [];
  const waiting = [""];
  while (waiting.length > 0) {
    const at = waiting.shift() ?? "";
    for (const { name, kind, hex } of await files.list(join(folder, at))) {
      if (name === undefined) throw new Fault("file-unreadable", `a file name is not UTF-8: ${hex}`);
      const path = at === "" ? name : `${at}/${name}`;
      if (kind === "directory" && !NOT_ENTERED.has(name)) waiting.push(path);
      if (kind === "file") found.push(path);
      if (found.length > MAX_FILES)
        throw new Fault("archive-limit", `${printable(folder)} holds more than ${MAX_FILES} files`);
    }
  }
  return found;
}

async function isShipped(path: string, files: Files): Promise<boolean> {
  const file = await files.open(path);
  try {
    return isProgramOrArchive(await readAt(file, 0, 512));
  } finally {
    await file.close();
  }
}
