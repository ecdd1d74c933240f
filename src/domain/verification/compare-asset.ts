import { printable } from "../../kernel/printable.ts";
import { foldName } from "../asset/collisions.ts";
import { githubName } from "../asset/github-name.ts";
import { isFile, type ReleaseSubject } from "../capsule/root-schema.ts";
import type { AssetResult } from "./verification.ts";

/** A file as it was found. Digests are hex. */
export interface LookedAsset {
  /** File name, or undefined if only a digest is known. */
  readonly name: string | undefined;
  /** Path or digest. */
  readonly looked: string;
  readonly sha256: string;
  readonly sha512: string | undefined;
}

/**
 * Compares a file with what was sealed. Names are compared exactly, and a name decides alone: under it only its own bytes are
 * right. A file that was renamed is found by its digest and said to be renamed; a name that any consumer could take for
 * another sealed one is refused (X10).
 */
export function compareAsset(found: LookedAsset, subjects: readonly ReleaseSubject[]): AssetResult {
  const { looked, name } = found;
  const shown = printable(name ?? looked);
  const named = subjects.find((subject) => subject.name === name);
  const subject = named ?? subjects.find(({ digest }) => digest.sha256 === found.sha256);
  const result = (status: AssetResult["status"], reason: string) => ({
    ...{ sealedName: subject?.name, looked, status, reason },
  });
  if (subject === undefined) return result("failed", `${shown} is no asset of this release`);
  if (!hasSameDigests(subject, found)) return result("failed", `${shown} is not the sealed file`);
  if (named !== undefined || name === undefined) return result("verified", `${shown} is the sealed file`);
  const sealed = printable(subject.name);
  const imitated = subjects.find((other) => other.digest.sha256 !== found.sha256 && isTakenFor(name, other.name));
  if (imitated === undefined) return result("renamed", `${shown} was sealed as ${sealed}`);
  return result("failed", `${shown} is sealed as ${sealed}, and its name is that of ${printable(imitated.name)}`);
}

function hasSameDigests(subject: ReleaseSubject, { sha256, sha512 }: LookedAsset): boolean {
  const second = !isFile(subject) || sha512 === undefined || subject.digest.sha512 === sha512;
  return subject.digest.sha256 === sha256 && second;
}

/** Whether some file system, or GitHub, has one file for both names. */
export function isTakenFor(name: string, other: string): boolean {
  return foldEnd(name) === foldEnd(other) || foldEnd(githubName(name)) === foldEnd(githubName(other));
}

/** Windows leaves out dots and spaces at the end of a name. */
function foldEnd(name: string): string {
  return foldName(name)
    .normalize("NFKC")
    .replace(/[. ]{1,255}$/, "");
}
