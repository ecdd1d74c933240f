import { printable } from "../../../kernel/printable.ts";
import { foldName } from "../../asset/collisions.ts";
import { githubName } from "../../asset/github-name.ts";
import { isWebPage } from "../../capsule/not-a-capsule.ts";
import { isFile, type ReleaseSubject } from "../../capsule/root-schema.ts";
import type { ReleaseDocument } from "../evidence/release-documents.ts";
import type { AssetResult } from "../verification.ts";

/** A file as it was found. Digests are hex. */
export interface LookedAsset {
  /** File name, or undefined if only a digest is known. */
  readonly name: string | undefined;
  /** Path or digest. */
  readonly looked: string;
  readonly sha256: string;
  readonly sha512: string | undefined;
  /** Bytes; undefined if only a digest is known. */
  readonly size?: number | undefined;
  /** Its first bytes, if they are at hand. */
  readonly start?: Uint8Array | undefined;
}

/**
 * Compares a file with what was sealed. Names are compared exactly, and a name decides alone: under it only its own bytes are
 * right. A file that was renamed is found by its digest and said to be renamed; a name that any consumer could take for
 * another sealed one is refused (X10). A document that the release put beside its assets is verified as such; what is neither
 * is not part of the release.
 */
export async function compareAsset(
  found: LookedAsset,
  subjects: readonly ReleaseSubject[],
  documents: () => Promise<readonly ReleaseDocument[]>,
): Promise<AssetResult> {
  const { looked, name, sha256, size } = found;
  const shown = printable(name ?? looked);
  const named = subjects.find((subject) => subject.name === name);
  const subject = named ?? subjects.find(({ digest }) => digest.sha256 === sha256);
  const here = size === undefined ? { looked, sha256 } : { looked, sha256, size };
  const result = (status: AssetResult["status"], reason: string, sealed = subject) => ({
    ...{ ...here, sealedName: sealed?.name, status, reason },
    ...(sealed === undefined ? {} : { sealedSha256: sealed.digest.sha256 }),
  });
  if (subject === undefined) {
    const document = compareDocument(found, await documents());
    if (document !== undefined) return { ...here, ...document, isDocument: true };
    const taken = name === undefined ? undefined : subjects.find((other) => isTakenFor(name, other.name));
    if (taken === undefined) return result("not-part", `${shown} is not part of this release`);
    return result("failed", `${shown} is not the sealed file ${printable(taken.name)}`, taken);
  }
  if (!hasSameDigests(subject, found)) {
    if (found.start === undefined || !isWebPage(found.start))
      return result("failed", `${shown} is not the sealed file`);
    return { ...result("failed", `${shown} is a web page, not the sealed file`), isWebPage: true };
  }
  if (named !== undefined || name === undefined) return result("verified", `${shown} is the sealed file`);
  const sealed = printable(subject.name);
  const imitated = subjects.find((other) => other.digest.sha256 !== sha256 && isTakenFor(name, other.name));
  if (imitated === undefined) return result("renamed", `${shown} was sealed as ${sealed}`);
  return result("failed", `${shown} is sealed as ${sealed}, and its name is that of ${printable(imitated.name)}`);
}

/** Undefined for what is not a document of the release. Its own name comes first, then its bytes under any other. */
function compareDocument(
  { name, looked, sha256 }: LookedAsset,
  documents: readonly ReleaseDocument[],
): Pick<AssetResult, "sealedName" | "sealedSha256" | "status" | "reason"> | undefined {
  const shown = printable(name ?? looked);
  const reserved = documents.find((document) => document.name === name && document.isReserved);
  const same = documents.filter((document) => document.sha256 === sha256);
  const document = reserved ?? same.find((one) => one.name === name) ?? same[0];
  if (document === undefined) return undefined;
  const of = { sealedName: document.name, sealedSha256: document.sha256 };
  if (document.sha256 !== sha256) {
    return { ...of, status: "failed", reason: `${shown} is not the document that was sealed` };
  }
  return { ...of, status: "verified", reason: `${shown} is a document of this release` };
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
