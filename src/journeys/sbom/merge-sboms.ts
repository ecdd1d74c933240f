import { bindSbom } from "../../domain/sbom/merge/bind-sbom.ts";
import { mergeSbom } from "../../domain/sbom/merge/merge-sbom.ts";
import type { Inventory } from "../../domain/sbom/model/inventory.ts";
import { MAX_SOURCE_BYTES } from "../../kernel/documents/source-limits.ts";
import type { Files } from "../../ports/files.ts";

/** Adds what SBOMs of other tools say about the same asset or folder. Faults: those of `bindSbom`. */
export async function mergeSboms(inventory: Inventory, paths: readonly string[], files: Files): Promise<Inventory> {
  let merged = inventory;
  for (const path of paths) {
    const { sbom } = bindSbom(await files.read(path, MAX_SOURCE_BYTES), subjectOf(inventory));
    merged = mergeSbom(merged, sbom);
  }
  return merged;
}

/** A folder has no digest, so an SBOM of it cannot disagree. */
function subjectOf({ root }: Inventory): { name: string; sha256: string; sha512: string } {
  const hex = (algorithm: string) => root.hashes.find((hash) => hash.algorithm === algorithm)?.hex ?? "";
  return { name: root.name, sha256: hex("SHA-256"), sha512: hex("SHA-512") };
}
