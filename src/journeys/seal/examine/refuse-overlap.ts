import { dirname, relative, resolve, sep } from "node:path";
import { advice, option } from "../../../kernel/advice.ts";
import { Fault } from "../../../kernel/fault.ts";
import { printable } from "../../../kernel/printable.ts";
import type { Files } from "../../../ports/files.ts";
import type { CollectedAsset, SealOrder } from "../order/seal-order.ts";

/** Refuses an output folder that holds an asset, or that lies in a folder given as assets (`out-overlaps`). */
export async function refuseOverlap(
  out: string,
  order: Pick<SealOrder, "assets" | "folder">,
  assets: readonly CollectedAsset[],
  files: Files,
): Promise<void> {
  const place = await realPlace(out, files);
  for (const asset of assets) {
    if (isInside(await files.realPath(asset.path), place))
      throw overlaps(out, `holds the asset ${printable(asset.name)}`);
  }
  for (const given of order.assets) {
    const path = resolve(order.folder, given);
    if ((await files.facts(path))?.kind !== "directory") continue;
    if (isInside(place, await files.realPath(path))) throw overlaps(out, `lies inside the assets ${printable(given)}`);
  }
}

/** The path without links, of a folder that need not exist yet. */
async function realPlace(path: string, files: Files): Promise<string> {
  if ((await files.facts(path)) !== undefined) return files.realPath(path);
  const parent = dirname(path);
  return parent === path ? path : resolve(await realPlace(parent, files), relative(parent, path));
}

function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way === "" || !(way === ".." || way.startsWith(`..${sep}`) || resolve(way) === way);
}

function overlaps(out: string, how: string): Fault {
  return new Fault("out-overlaps", `the output folder ${printable(out)} ${how}`, {
    hint: advice`choose a folder outside the assets with ${option("out")}`,
  });
}
