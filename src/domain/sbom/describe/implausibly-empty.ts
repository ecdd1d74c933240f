import type { Inventory } from "../model/inventory.ts";

/** True if something recognisable was found and yet no component is listed: such an SBOM must not be sealed. */
export function isImplausiblyEmpty(inventory: Inventory): boolean {
  return inventory.components.length === 0 && inventory.recognised.length > 0;
}
