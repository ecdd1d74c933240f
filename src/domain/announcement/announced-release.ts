import type { RootStatement } from "../capsule/root-schema.ts";
import { isFile } from "../capsule/root-schema.ts";
import { formatPurl, parsePurl } from "../sbom/model/purl.ts";

/** A release that an announcement speaks of, as its verified root states it. */
export interface AnnouncedRelease {
  readonly version: string;
  readonly tag: string | null;
  readonly commit: string | null;
  /** Package URL. */
  readonly purl: string;
  /** Hex: the name of the release in logs. */
  readonly rootSha256: string;
  /** Files and images; `name` as the release has it, hex digests. */
  readonly files: readonly AnnouncedFile[];
}

export interface AnnouncedFile {
  readonly name: string;
  readonly sha256: string;
  /** Absent for an image. */
  readonly sha512: string | undefined;
}

/** The root of a verified capsule. */
export interface AnnouncedRoot {
  readonly statement: RootStatement;
  /** Hex. */
  readonly sha256: string;
}

export function releaseOf({ statement, sha256 }: AnnouncedRoot): AnnouncedRelease {
  const { version, tag, commit, purl } = statement.predicate.release;
  const files = statement.subject.map((subject) => ({
    name: subject.name,
    sha256: subject.digest.sha256,
    sha512: isFile(subject) ? subject.digest.sha512 : undefined,
  }));
  return { version, tag, commit, purl, rootSha256: sha256, files };
}

/** The releases without what has the same bytes before and after, such as a licence: who has it is neither affected nor fixed. */
export function withoutUnchanged(
  affected: readonly AnnouncedRelease[],
  fixed: readonly AnnouncedRelease[],
): { affected: AnnouncedRelease[]; fixed: AnnouncedRelease[] } {
  const digests = (releases: readonly AnnouncedRelease[]) =>
    new Set(releases.flatMap(({ files }) => files.map(({ sha256 }) => sha256)));
  const [before, after] = [digests(affected), digests(fixed)];
  const changed = (release: AnnouncedRelease) => ({
    ...release,
    files: release.files.filter(({ sha256 }) => !before.has(sha256) || !after.has(sha256)),
  });
  return { affected: affected.map(changed), fixed: fixed.map(changed) };
}

/** The package URL of a file: that of its release with the name and the digest in it (purl-spec, "checksum"). */
export function purlOfFile({ purl }: AnnouncedRelease, { name, sha256 }: AnnouncedFile): string {
  const { qualifiers, ...parts } = parsePurl(purl);
  return formatPurl({ ...parts, qualifiers: { ...qualifiers, checksum: `sha256:${sha256}`, file_name: name } });
}

/** The package URL of a version of a package; versions of Go modules begin with `v` there (purl-spec, "golang"). */
export function purlOfVersion(purl: string, version: string): string {
  const parts = parsePurl(purl);
  return formatPurl({ ...parts, version: parts.type === "golang" ? `v${version.replace(/^v/, "")}` : version });
}

/** Where the release is on GitHub; undefined if its capsule names no repository or no tag. */
export function pageOfRelease(repository: string | null, { tag }: AnnouncedRelease): string | undefined {
  return repository === null || tag === null ? undefined : `${repository}/releases/tag/${encodeURIComponent(tag)}`;
}
