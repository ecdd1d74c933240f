import {
  type AnnouncementFile,
  MAX_ANNOUNCEMENT_BYTES,
  parseAnnouncementFile,
} from "../../domain/announcement/announcement-file.ts";
import type { Verification, VerifiedRoot } from "../../domain/verification/verification.ts";
import type { Files } from "../../ports/files.ts";
import { verifyCapsule } from "../verify/verify.ts";
import type { VerifyOrder, VerifyPorts } from "../verify/verify-order.ts";

/** What every action on an embargo is about. Paths are absolute. */
export interface EmbargoOrder {
  readonly announcement: string;
  /** The release with the fix. */
  readonly verify: VerifyOrder & { readonly capsule: { readonly path: string } };
}

/** With what was announced of it. */
export interface EmbargoedRelease {
  readonly file: AnnouncementFile;
  readonly root: VerifiedRoot;
}

/** Nothing was done, since the release does not verify. */
export interface RefusedRelease {
  readonly refused: Verification;
}

/** Fault: `announcement-malformed`. */
export async function readAnnouncement({ announcement }: EmbargoOrder, files: Files): Promise<AnnouncementFile> {
  return parseAnnouncementFile(await files.read(announcement, MAX_ANNOUNCEMENT_BYTES), files.nameOf(announcement));
}

/** Of what does not verify nothing is said, handed over or published. */
export async function verifyFix(
  order: VerifyOrder,
  ports: VerifyPorts,
): Promise<{ readonly root: VerifiedRoot; readonly verification: Verification } | RefusedRelease> {
  const verification = await verifyCapsule(order, ports);
  const { root, verdict } = verification;
  return verdict === "verified" && root !== undefined ? { root, verification } : { refused: verification };
}

/** A file beside the announcement that is called for its id. */
export function besideAnnouncement({ announcement }: EmbargoOrder, name: string, files: Files): string {
  return files.join(files.folderOf(announcement), name);
}
