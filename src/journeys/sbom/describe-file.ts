import { basename, dirname, join } from "node:path";
import { hashByNode } from "../../crypto/node-digest.ts";
import { describeAsset } from "../../domain/sbom/describe/describe-asset.ts";
import { companionsOf, formatsOf } from "../../domain/sbom/describe/lockfiles.ts";
import type { Inventory } from "../../domain/sbom/model/inventory.ts";
import type { Files } from "../../ports/files.ts";

const MAX_COMPANION_BYTES = 64 << 20;

/** Describes one file as an asset; a lockfile is read with the manifest beside it. Faults: those of `describeAsset`. */
export async function describeFile(path: string, files: Files, name = basename(path)): Promise<Inventory> {
  const file = await files.open(path);
  try {
    const { sha256, sha512 } = await hashByNode(file, ["sha256", "sha512"]);
    const beside = await companions(path, files);
    return await describeAsset({ name, size: file.size, sha256, sha512, source: file, beside });
  } finally {
    await file.close();
  }
}

async function companions(path: string, files: Files): Promise<Map<string, Uint8Array>> {
  const found = new Map<string, Uint8Array>();
  for (const name of formatsOf(basename(path)).length === 0 ? [] : companionsOf(basename(path))) {
    const place = join(dirname(path), name);
    if ((await files.facts(place))?.kind === "file") found.set(name, await files.read(place, MAX_COMPANION_BYTES));
  }
  return found;
}
