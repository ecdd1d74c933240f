import type { Property } from "./inventory.ts";

/** Requirements as a package declares them, ranges and all: what satisfies them is not in the package. */
export function requiresProperties(requirements: readonly string[]): Property[] {
  return requirements.map((value) => ({ name: "release-capsule:requires", value }));
}
