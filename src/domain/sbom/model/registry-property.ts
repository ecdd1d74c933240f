import type { Property } from "./inventory.ts";
import { safeOrigin } from "./safe-origin.ts";

/**
 * Names the registry of a package if it is not one of those that its package URL means by itself: a package of the same name there is
 * another one.
 */
export function registryProperty(address: string | undefined, usual: readonly RegExp[]): Property[] {
  const registry = safeOrigin(address);
  if (registry === undefined || usual.some((one) => one.test(registry))) return [];
  return [{ name: "release-capsule:registry", value: registry }];
}
