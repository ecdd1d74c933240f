import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import type { RootPredicate, RootStatement } from "../capsule/root-schema.ts";
import { isFile } from "../capsule/root-schema.ts";
import { formatPurl, parsePurl } from "../sbom/model/purl.ts";
import { compareVersions } from "../source/version-order.ts";
import { type Severity, severityOfVector, worstSeverity } from "../vulnerability/severity.ts";
import type { AnnouncementFile } from "./announcement-file.ts";

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

/** Everything that any format says of a security release; each is written from this and nothing else. */
export interface Announcement {
  readonly file: AnnouncementFile;
  /** Of the release: what the product is called. */
  readonly product: string;
  /** Web address of the sources; null if the capsules name none. */
  readonly repository: string | null;
  readonly versioning: RootPredicate["release"]["versioning"];
  /** The oldest first. */
  readonly affected: readonly AnnouncedRelease[];
  readonly fixed: AnnouncedRelease;
  readonly severity: Severity;
  /** RFC 3339: when it becomes public. */
  readonly published: string;
}

/** The root of a verified capsule. */
export interface AnnouncedRoot {
  readonly statement: RootStatement;
  /** Hex. */
  readonly sha256: string;
}

/**
 * Holds the human part against the capsules. Fault: `announcement-contradicts`, if they are not of one project, the fix is not the later
 * one, a file of the fix is also one of the affected, or a version or day says otherwise.
 */
export function announcementOf(
  file: AnnouncementFile,
  affected: readonly AnnouncedRoot[],
  fixed: AnnouncedRoot,
): Announcement {
  const { name, repository, versioning } = fixed.statement.predicate.release;
  for (const { statement } of affected) {
    const other = statement.predicate.release;
    if (other.name !== name || other.repository !== repository || other.versioning !== versioning) {
      throw contradiction(`${shown(other)} and ${shown(fixed.statement.predicate.release)} are not of one project`);
    }
  }
  const order = (a: string, b: string) => compareVersions(versioning, a, b);
  const [fix, ...releases] = withoutUnchanged(releaseOf(fixed), affected.map(releaseOf));
  releases.sort((a, b) => order(a.version, b.version) ?? 0);
  if (new Set(releases.map(({ version }) => version)).size !== releases.length) {
    throw contradiction("two capsules of affected releases are of one version");
  }
  for (const one of releases) requireBefore(one, fix, file, order(one.version, fix.version));
  requireIntroduced(file, releases, order);
  requireOrderOfDays(file);
  return {
    ...{ file, product: name, repository, versioning, affected: releases, fixed: fix, published: file.publish },
    severity: worstSeverity(file.cvss.map(severityOfVector)),
  };
}

/** Every name of the vulnerability, the one that most databases know first. */
export function idsOf({ file }: Announcement): readonly string[] {
  return [file.cve, file.ghsa, file.id].filter((id) => id !== undefined);
}

/** The package URL of a file: that of its release with the name and the digest in it (purl-spec, "checksum"). */
export function purlOfFile({ purl }: AnnouncedRelease, { name, sha256 }: AnnouncedFile): string {
  const { qualifiers, ...parts } = parsePurl(purl);
  return formatPurl({ ...parts, qualifiers: { ...qualifiers, checksum: `sha256:${sha256}`, file_name: name } });
}

/** The range of the affected versions in words, for people. */
export function rangeInWords({ file, fixed }: Announcement): string {
  return file.introduced === undefined
    ? `every version before ${fixed.version}`
    : `every version from ${file.introduced} on, before ${fixed.version}`;
}

function releaseOf({ statement, sha256 }: AnnouncedRoot): AnnouncedRelease {
  const { version, tag, commit, purl } = statement.predicate.release;
  const files = statement.subject.map((subject) => ({
    name: subject.name,
    sha256: subject.digest.sha256,
    sha512: isFile(subject) ? subject.digest.sha512 : undefined,
  }));
  return { version, tag, commit, purl, rootSha256: sha256, files };
}

/** The fix, then the affected ones, without what has the same bytes in both, such as a licence: who has it is neither affected nor fixed. */
function withoutUnchanged(
  fixed: AnnouncedRelease,
  affected: readonly AnnouncedRelease[],
): [AnnouncedRelease, ...AnnouncedRelease[]] {
  const digests = (releases: readonly AnnouncedRelease[]) =>
    new Set(releases.flatMap(({ files }) => files.map(({ sha256 }) => sha256)));
  const [before, after] = [digests(affected), digests([fixed])];
  const changed = (release: AnnouncedRelease) => ({
    ...release,
    files: release.files.filter(({ sha256 }) => !before.has(sha256) || !after.has(sha256)),
  });
  return [changed(fixed), ...affected.map(changed)];
}

function requireBefore(
  affected: AnnouncedRelease,
  fixed: AnnouncedRelease,
  { introduced }: AnnouncementFile,
  order: number | undefined,
): void {
  if (affected.version === fixed.version || (order !== undefined && order >= 0)) {
    throw contradiction(
      `the fixed version ${printable(fixed.version)} is not later than ${printable(affected.version)}`,
    );
  }
  if (introduced === fixed.version) throw contradiction("the first affected version is the fixed one");
  if (affected.files.length === 0) {
    throw contradiction(`every file of ${printable(affected.version)} has the same bytes in the fix`);
  }
}

function requireIntroduced(
  { introduced }: AnnouncementFile,
  affected: readonly AnnouncedRelease[],
  order: (a: string, b: string) => number | undefined,
): void {
  if (introduced === undefined) return;
  const earlier = affected.find(({ version }) => (order(version, introduced) ?? 0) < 0);
  if (earlier === undefined) return;
  throw contradiction(`${printable(earlier.version)} is named as affected, but comes before ${printable(introduced)}`);
}

function requireOrderOfDays({ publish, timeline, reported }: AnnouncementFile): void {
  const day = publish.slice(0, 10);
  if (reported !== undefined && reported > day) throw contradiction("it was reported after it is published");
  const late = timeline.find((entry) => entry.day > day);
  if (late !== undefined) throw contradiction(`the timeline has ${late.day}, which is after the day of publication`);
}

function shown({ name, version }: RootPredicate["release"]): string {
  return printable(`${name} ${version}`);
}

function contradiction(problem: string): Fault {
  return new Fault("announcement-contradicts", `the announcement and the capsules do not fit: ${problem}`);
}
