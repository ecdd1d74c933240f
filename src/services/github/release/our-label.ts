import type { ReleaseAsset } from "./release-schemas.ts";

/**
 * The label of a file of evidence, by which a later run knows it as ours. GitHub shows it in place of the name, so it
 * begins with that; other tools label files too, many with the mere name, and none with this.
 */
export function ourLabel(name: string): string {
  return `${name} (Release Capsule)`;
}

export function isOurs({ name, label }: Pick<ReleaseAsset, "name" | "label">): boolean {
  return label === ourLabel(name);
}
