import { foldName } from "../../../domain/asset/collisions.ts";
import { INSTALLER_NAMES } from "../../../domain/asset/installer-names.ts";
import { readInstallerMark } from "../../../domain/installer/installer-text.ts";
import { Fault } from "../../../kernel/fault.ts";
import { printable } from "../../../kernel/printable.ts";
import type { Files } from "../../../ports/files.ts";
import type { CollectedAsset } from "../order/seal-order.ts";

/** No script of ours is longer. */
const MAX_BYTES = 1 << 20;

/**
 * Leaves out the installers that an earlier run of sealing wrote, which are made again. Fault: `asset-name-reserved` for a
 * file of their name that somebody else wrote.
 */
export async function withoutInstallers(
  assets: readonly CollectedAsset[],
  files: Files,
): Promise<readonly CollectedAsset[]> {
  const kept: CollectedAsset[] = [];
  for (const asset of assets) {
    if (!INSTALLER_NAMES.some((name) => name === foldName(asset.name))) kept.push(asset);
    else if (asset.size > MAX_BYTES || !readInstallerMark(await files.read(asset.path, MAX_BYTES)))
      throw taken(asset.name);
  }
  return kept;
}

function taken(name: string): Fault {
  return new Fault(
    "asset-name-reserved",
    `the asset ${printable(name)} has the name of an installer that sealing writes`,
    {
      hint: "leave it out, rename it, or seal without the installers",
    },
  );
}
