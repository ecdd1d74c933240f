const ENDING = ".approval.sigstore.json";

/**
 * The name of a file by which somebody vouches for the release of a capsule, beside it. It begins as the capsule does, and a
 * part of its own digest keeps the files of several people apart:
 *
 *     tool-1.2.3.9f86d081884c.approval.sigstore.json
 */
export function approvalFileName(capsule: string, sha256: string): string {
  return `${stemOf(capsule)}.${sha256.slice(0, 12)}${ENDING}`;
}

/** Whether a file vouches, by its name, for the release of this capsule. What follows the capsule's own name is free. */
export function isApprovalName(name: string, capsule: string): boolean {
  return name.startsWith(`${stemOf(capsule)}.`) && name.endsWith(ENDING);
}

function stemOf(capsule: string): string {
  return capsule.replace(/\.capsule$/i, "");
}
