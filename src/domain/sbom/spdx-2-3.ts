import { Fault } from "../../kernel/fault.ts";
import type { Inventory } from "./inventory.ts";
import type { SbomDocument } from "./sbom-document.ts";

/** Writes SPDX 2.3 JSON: UTF-8, sorted, byte-equal for equal input. */
export function formatSpdx23(inventory: Inventory, document: SbomDocument): Uint8Array {
  throw new Fault("internal", `not written yet: ${inventory.components.length} ${document.epoch}`);
}
