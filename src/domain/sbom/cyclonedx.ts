import { Fault } from "../../kernel/fault.ts";
import type { Inventory } from "./inventory.ts";
import type { SbomDocument } from "./sbom-document.ts";

export type CycloneDxVersion = "1.6" | "1.7";

/** Writes CycloneDX JSON: UTF-8, sorted, byte-equal for equal input. */
export function formatCycloneDx(
  inventory: Inventory,
  document: SbomDocument,
  version: CycloneDxVersion = "1.6",
): Uint8Array {
  throw new Fault("internal", `not written yet: ${inventory.components.length} ${document.epoch} ${version}`);
}
