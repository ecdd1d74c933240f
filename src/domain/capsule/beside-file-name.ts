/** What somebody signs about a release after it was sealed: that they vouch for it, or what a scan of it found and what was decided about that. */
export type BesideKind = "approval" | "scan";

const KINDS: readonly BesideKind[] = ["approval", "scan"];

/**
 * The name of a file that somebody signed about the release of a capsule, beside it. It begins as the capsule does, and a
 * part of its own digest keeps the files of several people apart:
 *
 *     tool-1.2.3.9f86d081884c.approval.sigstore.json
 */
export function besideFileName(kind: BesideKind, capsule: string, sha256: string): string {
  return `${stemOf(capsule)}.${sha256.slice(0, 12)}${endingOf(kind)}`;
}

/** Whether a file is of this kind and about the release of this capsule, by its name. What follows the capsule's own name is free. */
export function isBesideName(kind: BesideKind | "any", name: string, capsule: string): boolean {
  const endings = kind === "any" ? KINDS.map(endingOf) : [endingOf(kind)];
  return name.startsWith(`${stemOf(capsule)}.`) && endings.some((ending) => name.endsWith(ending));
}

function endingOf(kind: BesideKind): string {
  return `.${kind}.sigstore.json`;
}

function stemOf(capsule: string): string {
  return capsule.replace(/\.capsule$/i, "");
}
