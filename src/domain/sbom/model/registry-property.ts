import type { Property } from "./inventory.ts";
import { safeOrigin } from "./safe-origin.ts";

/**
 * Names the registry of a package if it is not one of those that its package URL means by itself: a package of the same name there is
 * another one. A folder, or another place that only the building machine knows, is `local`.
 */
export function registryProperty(address: string | undefined, usual: readonly RegExp[]): Property[] {
  if (address === undefined) return [];
  const registry = safeOrigin(address) ?? "local";
  if (usual.some((one) => one.test(registry))) return [];
  return [{ name: "release-capsule:registry", value: registry }];
}

/** The same of an archive that lies in the project, by its `file:` address. */
export function localProperty(address: string | undefined): Property[] {
  return address?.startsWith("file:") === true ? registryProperty(address, []) : [];
}
