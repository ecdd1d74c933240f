import type { ExpectedDigests } from "../../../domain/asset/listed-asset.ts";
import { Fault } from "../../../kernel/fault.ts";
import { printable } from "../../../kernel/printable.ts";
import type { CollectedAsset } from "../order/seal-order.ts";

/** A file that a list names, found or to be found among the other assets. */
export interface FileInList {
  readonly name: string;
  /** Absolute; undefined if the list does not say where the file is. */
  readonly path: string | undefined;
  readonly expected: ExpectedDigests;
  /** For messages: which list says so. */
  readonly list: string;
}

/**
 * Requires of every file that a list names that it was collected and has the digests that the list states. Faults:
 * `checksums-disagree`, and `file-missing` for a file that a list names without saying where it is.
 */
export function requireAsListed(assets: readonly CollectedAsset[], listed: readonly FileInList[]): void {
  const byName = new Map(assets.map((asset) => [asset.name, asset]));
  const byPlace = new Map(assets.map((asset) => [`${asset.name}\0${asset.path}`, asset]));
  for (const { name, path, expected, list } of listed) {
    const asset = path === undefined ? byName.get(name) : byPlace.get(`${name}\0${path}`);
    if (asset === undefined) {
      throw new Fault("file-missing", `${printable(list)} names ${printable(name)}, which is not among the assets`, {
        hint: "name the file with assets: this list does not say where it is",
      });
    }
    for (const algorithm of ["sha256", "sha512"] as const) {
      const digest = expected[algorithm];
      if (digest === undefined || digest === asset[algorithm]) continue;
      const what = `${printable(list)} states another ${algorithm} for ${printable(name)}`;
      throw new Fault("checksums-disagree", `${what}: found ${asset[algorithm]}, expected ${digest}`, {
        hint: "make the list again after the last change of the assets, or find out what changed them",
      });
    }
  }
}
