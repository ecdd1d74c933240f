import type { CapsuleContent } from "./capsule-content.mjs";
import type { NamedFile } from "./file-bytes.mjs";
import type { Answer } from "./problem.mjs";
export type { CapsuleContent, CapsuleEntry, CapsuleRelease, CapsuleRoot, CapsuleSubject } from "./capsule-content.mjs";
export type { FileBytes, NamedFile } from "./file-bytes.mjs";
export type { Answer, Problem } from "./problem.mjs";
/** Predicate type of the root statement of a capsule. It never changes: a new field is a new type. */
export declare const CAPSULE_PREDICATE_TYPE: string;
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
export declare function readCapsule(capsule: NamedFile): Promise<Answer<{
	readonly content: CapsuleContent;
}>>;
/** The file name that a capsule of a release must have. */
export declare function capsuleFileName(release: {
	readonly name: string;
	readonly version: string;
}): string;
/**
* Reads a list as `sha256sum` or `shasum` writes it, GNU or BSD; whatever could mislead is refused, such as paths, or two digests
* of one name.
*/
export declare function parseChecksums(text: string, algorithm: "sha256" | "sha512"): Promise<Answer<{
	readonly checksums: readonly ListedChecksum[];
}>>;
/** The list that `sha256sum --strict -c` accepts, in bytewise order of the names, which must be plain ones. */
export declare function formatChecksums(checksums: readonly ListedChecksum[]): string;
