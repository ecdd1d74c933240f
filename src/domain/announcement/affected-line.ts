import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import type { AnnouncedRelease } from "./announced-release.ts";
import type { AnnouncementFile } from "./announcement-file.ts";

/** A line of versions that is affected: from where, and what ends it. */
export interface AffectedLine {
  /** Undefined if every version before its end is affected. */
  readonly introduced: string | undefined;
  readonly introducedCommit: string | undefined;
  /** Undefined if the line gets no fix. */
  readonly fixed: AnnouncedRelease | undefined;
  /** Of a line without a fix: the last affected version; undefined if every later one is affected as well. */
  readonly last: string | undefined;
  /** Package URLs without a version. */
  readonly packages: readonly string[];
  /** Those of which there is a capsule, the oldest first. */
  readonly affected: readonly AnnouncedRelease[];
}

type Order = (a: string, b: string) => number | undefined;

/**
 * The affected lines, in the order of their ends: each with its fix and the affected releases in it. Without `lines` in the file there is
 * one, up to the one fix. Fault: `announcement-contradicts`, if a fix or an affected release is in none, or a line ends before it begins.
 */
export function affectedLines(
  file: AnnouncementFile,
  { affected, fixed }: { readonly affected: readonly AnnouncedRelease[]; readonly fixed: readonly AnnouncedRelease[] },
  order: Order,
): AffectedLine[] {
  const lines = asked(file, fixed).sort((a, b) => byEnd(a, b, order));
  for (const line of lines) requireBegins(line, order);
  requireApart(lines, order);
  const inLine = new Map<AnnouncedRelease, AffectedLine>();
  for (const release of affected) {
    const holding = lines.filter((one) => holds(one, release.version, order));
    // Lines of different packages may overlap: the release is of the one that it is updated in.
    const line = holding.find(({ fixed: fix }) => fix !== undefined) ?? holding[0];
    if (line === undefined) {
      throw contradiction(
        `${printable(release.version)} is named as affected, but no line of affected versions has it`,
      );
    }
    inLine.set(release, line);
  }
  return lines.map((line) => ({ ...line, affected: affected.filter((release) => inLine.get(release) === line) }));
}

/** The range of a line in words, for people. */
export function lineInWords({ introduced, fixed, last }: AffectedLine): string {
  const from = introduced === undefined ? "every version" : `every version from ${introduced} on`;
  if (fixed !== undefined) return `${from}${introduced === undefined ? "" : ","} before ${fixed.version}`;
  return last === undefined ? from : `${from} up to ${last}`;
}

export function contradiction(problem: string): Fault {
  return new Fault("announcement-contradicts", `the announcement and the capsules do not fit: ${problem}`);
}

function asked(file: AnnouncementFile, fixed: readonly AnnouncedRelease[]): AffectedLine[] {
  if (file.lines.length === 0) {
    const [fix, more] = fixed;
    if (fix === undefined || more !== undefined)
      throw contradiction("there is more than one fix, and no lines say of what");
    const { introduced, "introduced-commit": introducedCommit, packages } = file;
    return [{ introduced, introducedCommit, fixed: fix, last: undefined, packages, affected: [] }];
  }
  const stray = fixed.find(({ version }) => !file.lines.some((line) => line.fixed === version));
  if (stray !== undefined) throw contradiction(`${printable(stray.version)} is the fix of no line`);
  return file.lines.map(({ introduced, "introduced-commit": introducedCommit, fixed: version, last, packages }) => {
    const fix = fixed.find((one) => one.version === version);
    if (version !== undefined && fix === undefined) {
      throw contradiction(`a line is fixed in ${printable(version)}, of which there is no capsule`);
    }
    const own = packages.length > 0 ? packages : file.packages;
    return { introduced, introducedCommit, fixed: fix, last, packages: own, affected: [] };
  });
}

/** A line without an end comes last. */
function byEnd(a: AffectedLine, b: AffectedLine, order: Order): number {
  const [one, other] = [endOf(a), endOf(b)];
  if (one === undefined || other === undefined) return Number(one === undefined) - Number(other === undefined);
  return order(one, other) ?? 0;
}

function endOf({ fixed, last }: AffectedLine): string | undefined {
  return fixed?.version ?? last;
}

function requireBegins(line: AffectedLine, order: Order): void {
  const end = endOf(line);
  if (line.introduced === undefined || end === undefined) return;
  const place = order(line.introduced, end) ?? (line.introduced === end ? 0 : -1);
  if (place < 0 || (place === 0 && line.fixed === undefined)) return;
  throw contradiction(`the first affected version ${printable(line.introduced)} is not before ${printable(end)}`);
}

/** Two lines of the same packages hold no version both: what is fixed in one would be affected in the other. */
function requireApart(lines: readonly AffectedLine[], order: Order): void {
  for (const [index, line] of lines.entries()) {
    const next = lines.slice(index + 1).find((one) => isOfSamePackage(line, one));
    const end = endOf(line);
    if (next === undefined || (next.introduced !== undefined && end !== undefined && isAfter(line, next, order)))
      continue;
    throw contradiction(`two lines hold the same versions: ${lineInWords(line)}, and ${lineInWords(next)}`);
  }
}

function isAfter(line: AffectedLine, { introduced = "" }: AffectedLine, order: Order): boolean {
  const place = order(introduced, endOf(line) ?? "") ?? 1;
  return line.fixed === undefined ? place > 0 : place >= 0;
}

function isOfSamePackage(a: AffectedLine, b: AffectedLine): boolean {
  return a.packages.length === 0 || b.packages.length === 0 || a.packages.some((one) => b.packages.includes(one));
}

/** What has no place in the order is taken to be in the line. */
function holds({ introduced, fixed, last }: AffectedLine, version: string, order: Order): boolean {
  if (version === fixed?.version) return false;
  const begins = introduced === undefined || (order(version, introduced) ?? 0) >= 0;
  const ends =
    fixed === undefined
      ? last === undefined || (order(version, last) ?? 0) <= 0
      : (order(version, fixed.version) ?? -1) < 0;
  return begins && ends;
}
