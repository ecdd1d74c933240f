import { type CarriedRoot, formatRootsFile } from "../../domain/sigstore/roots-file.ts";
import type { CarriedRoots } from "../../ports/carried-roots.ts";
import type { Files } from "../../ports/files.ts";

export interface RootsToExport {
  /** Absolute. */
  readonly path: string;
  readonly instances: readonly CarriedRoot["instance"][];
}

export interface RootsPorts {
  readonly files: Files;
  readonly roots: CarriedRoots;
}

/**
 * Carries the newest trusted roots out of a network.
 *
 *   1. fetch  each of them, with all that proves it
 *   2. write  them into one file
 *
 * Faults: those of `CarriedRoots.fetch`.
 */
export async function exportRoots(
  { path, instances }: RootsToExport,
  { files, roots }: RootsPorts,
): Promise<readonly CarriedRoot[]> {
  const carried: CarriedRoot[] = [];
  for (const instance of instances) carried.push(await roots.fetch(instance));
  await files.write(path, formatRootsFile(carried));
  return carried;
}
