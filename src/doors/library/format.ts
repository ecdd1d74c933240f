import { webCryptography } from "../../crypto/web.ts";
import * as lists from "../../domain/asset/checksums.ts";
import { capsuleFileName as fileNameOf } from "../../domain/capsule/capsule-file-name.ts";
import { CAPSULE_PREDICATE_TYPE as PREDICATE_TYPE } from "../../domain/home.ts";
import { showCapsule } from "../../journeys/show/show.ts";
import { capsuleJson } from "../../views/capsule/capsule-json.ts";
import { answer } from "./answer.ts";
import type { CapsuleContent } from "./capsule-content.ts";
import type { NamedFile } from "./file-bytes.ts";
import { givenFiles, ROOT } from "./given-files.ts";
import { givenFile } from "./named-files.ts";
import type { Answer } from "./problem.ts";

export type { CapsuleContent, CapsuleEntry, CapsuleRelease, CapsuleRoot, CapsuleSubject } from "./capsule-content.ts";
export type { FileBytes, NamedFile } from "./file-bytes.ts";
export type { Answer, Problem } from "./problem.ts";

/** Predicate type of the root statement of a capsule. It never changes: a new field is a new type. */
export const CAPSULE_PREDICATE_TYPE: string = PREDICATE_TYPE;

/** One line of a checksum list. */
export interface ListedChecksum {
  /** A file name, never a path. */
  readonly name: string;
  /** Lower-case hex. */
  readonly digest: string;
}

/**
 * What a capsule says of itself. Nothing of it is verified but its form: anybody can write a capsule, and this is for those who
 * want to know what to ask `verify`.
 */
export function readCapsule(capsule: NamedFile): Promise<Answer<{ readonly content: CapsuleContent }>> {
  return answer(async () => {
    const given = givenFile(capsule);
    const ports = { files: givenFiles([given]), crypto: webCryptography };
    return { content: capsuleJson(await showCapsule(`${ROOT}/${given.path}`, ports)) };
  });
}

/** The file name that a capsule of a release must have. */
export function capsuleFileName(release: { readonly name: string; readonly version: string }): string {
  return fileNameOf(release, false);
}

/**
 * Reads a list as `sha256sum` or `shasum` writes it, GNU or BSD; whatever could mislead is refused, such as paths, or two digests
 * of one name.
 */
export function parseChecksums(
  text: string,
  algorithm: "sha256" | "sha512",
): Promise<Answer<{ readonly checksums: readonly ListedChecksum[] }>> {
  return answer(() => ({ checksums: lists.parseChecksums(text, algorithm) }));
}

/** The list that `sha256sum --strict -c` accepts, in bytewise order of the names, which must be plain ones. */
export function formatChecksums(checksums: readonly ListedChecksum[]): string {
  return lists.formatChecksums(checksums);
}
