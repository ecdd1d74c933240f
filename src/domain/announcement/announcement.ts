import { printable } from "../../kernel/printable.ts";
import type { RootPredicate } from "../capsule/root-schema.ts";
import { compareVersions } from "../source/version-order.ts";
import { type Severity, severityOfVector, worstSeverity } from "../vulnerability/severity.ts";
import { type AffectedLine, affectedLines, contradiction, lineInWords } from "./affected-line.ts";
import { type AnnouncedRelease, type AnnouncedRoot, releaseOf, withoutUnchanged } from "./announced-release.ts";
import type { AnnouncementFile } from "./announcement-file.ts";

/** Everything that any format says of a security release; each is written from this and nothing else. */
export interface Announcement {
  readonly file: AnnouncementFile;
  /** Of the release: what the product is called. */
  readonly product: string;
  /** Web address of the sources; null if the capsules name none. */
  readonly repository: string | null;
  readonly versioning: RootPredicate["release"]["versioning"];
  /** The lines of versions that are affected, in the order of their ends. */
  readonly lines: readonly AffectedLine[];
  /** The oldest first. */
  readonly affected: readonly AnnouncedRelease[];
  /** Of each line that gets one, the oldest first. */
  readonly fixed: readonly AnnouncedRelease[];
  readonly severity: Severity;
  /** RFC 3339: when it becomes public. */
  readonly published: string;
  /** RFC 3339: when it was corrected last, or became public. */
  readonly modified: string;
}

/**
 * Holds the human part against the capsules. Fault: `announcement-contradicts`, if they are not of one project, a fix is not the later
 * one, an affected release has nothing that a fix changed, or a version or day says otherwise.
 */
export function announcementOf(
  file: AnnouncementFile,
  affected: readonly AnnouncedRoot[],
  fixed: readonly AnnouncedRoot[],
): Announcement {
  const { name, repository, versioning } = projectOf([...fixed, ...affected]);
  const order = (a: string, b: string) => compareVersions(versioning, a, b);
  const releases = withoutUnchanged(affected.map(releaseOf), fixed.map(releaseOf));
  for (const some of [releases.affected, releases.fixed]) some.sort((a, b) => order(a.version, b.version) ?? 0);
  requireDistinct(releases);
  const lines = affectedLines(file, releases, order);
  const modified = file.corrections.at(-1)?.at ?? file.publish;
  requireOrderOfDays(file, modified);
  return {
    ...{ file, product: name, repository, versioning, lines, ...releases },
    ...{ published: file.publish, modified, severity: worstSeverity(file.cvss.map(severityOfVector)) },
  };
}

/** Every name of the vulnerability, the one that most databases know first. */
export function idsOf({ file }: Pick<Announcement, "file">): readonly string[] {
  return [...new Set([file.cve, file.ghsa, ...file.aliases, file.id].filter((id) => id !== undefined))];
}

/** How often it was published: 1, and 1 more for each correction. */
export function revisionOf({ file }: Announcement): number {
  return file.corrections.length + 1;
}

/** The affected versions in words, for people. */
export function rangeInWords({ lines }: Announcement): string {
  return lines.map(lineInWords).join(", and ");
}

function projectOf(roots: readonly AnnouncedRoot[]): RootPredicate["release"] {
  const [first, ...others] = roots.map(({ statement }) => statement.predicate.release);
  if (first === undefined) throw contradiction("there is no capsule");
  for (const one of others) {
    if (one.name !== first.name || one.repository !== first.repository || one.versioning !== first.versioning) {
      throw contradiction(`${shown(one)} and ${shown(first)} are not of one project`);
    }
  }
  return first;
}

type Releases = { readonly affected: readonly AnnouncedRelease[]; readonly fixed: readonly AnnouncedRelease[] };

function requireDistinct({ affected, fixed }: Releases): void {
  const versions = [...affected, ...fixed].map(({ version }) => version);
  const twice = versions.find((version, index) => versions.indexOf(version) !== index);
  if (twice !== undefined) throw contradiction(`two capsules are of ${printable(twice)}`);
  const same = affected.find(({ files }) => files.length === 0);
  if (same !== undefined) throw contradiction(`every file of ${printable(same.version)} has the same bytes in a fix`);
}

function requireOrderOfDays({ timeline, reported, publish }: AnnouncementFile, modified: string): void {
  if (reported !== undefined && reported > publish.slice(0, 10)) {
    throw contradiction("it was reported after it is published");
  }
  const late = timeline.find((entry) => entry.day > modified.slice(0, 10));
  if (late !== undefined) throw contradiction(`the timeline has ${late.day}, which is after the day of publication`);
}

function shown({ name, version }: RootPredicate["release"]): string {
  return printable(`${name} ${version}`);
}
