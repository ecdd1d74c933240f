import type { AuditRow } from "../domain/audit/audit-row.ts";
import type { AuditedRelease } from "../domain/audit/audited-release.ts";
import type { KnownVulnerability } from "../domain/vulnerability/scan.ts";
import type { WatchChange } from "../domain/watch/watch-change.ts";
import { formatWatchState, type RememberedFinding } from "../domain/watch/watch-state.ts";
import { compareUtf8 } from "../kernel/bytewise.ts";
import { counted } from "../kernel/counted.ts";
import { codeSpan, table } from "../kernel/markdown.ts";
import { worstFirst } from "./audit-text.ts";
import type { ScanReport } from "./scan-json.ts";
import { visible } from "./visible.ts";

/** A release as a watch saw it. */
export interface ReleaseOfNight {
  readonly tag: string;
  readonly audit: AuditedRelease;
  /** Or why nothing was scanned, if that was requested. */
  readonly scan: Omit<ScanReport, "delta"> | string | undefined;
  readonly change: WatchChange;
}

/** GitHub takes 65,536 characters of body, and a third of that is for the state. */
const MAX_TABLE_CHARACTERS = 16_000;
const MAX_TITLE_CHARACTERS = 120;

/**
 * The issue about one release. Whatever others wrote stands in code: nowhere else does GitHub leave `@name`, `#1` and addresses
 * alone, backslash or not.
 */
export function watchIssue(seen: ReleaseOfNight): { readonly title: string; readonly body: string } {
  const { tag, change } = seen;
  const shown = Array.from(visible(tag)).slice(0, MAX_TITLE_CHARACTERS).join("");
  const state = formatWatchState({ tag, findings: [...change.findings], differences: [...change.differences] });
  return {
    title: `Watch of the release ${shown}`,
    body: `${watchSections(seen).join("\n\n")}\n\n${NOTE}\n\n${state}\n`,
  };
}

const NOTE =
  "`capsule watch` keeps this issue: it writes only if something changes, closes it once nothing is left, and opens it again for what is new.";

/** The same for the page of a run. */
export function watchSummary(seen: ReleaseOfNight): string {
  return `## ${codeSpan(seen.tag)}\n\n${watchSections(seen).join("\n\n")}\n`;
}

function watchSections(seen: ReleaseOfNight): string[] {
  const { audit, scan, change } = seen;
  const rows = worstFirst(audit.rows).filter(({ status, required }) => status === "differs" || required);
  const open = rows.filter(({ status }) => status !== "holds");
  const found = typeof scan === "string" || scan === undefined ? [] : scan.scan.findings;
  return [
    `**${headline(change)}**${pageOf(audit)}`,
    ...(open.length === 0 ? [] : ["### What differs, or could not be seen", auditTable(open)]),
    ...(found.length === 0 ? [] : ["### Known vulnerabilities", findingsTable(found)]),
    ...(scan === undefined ? [] : [scanNote(scan)]),
  ];
}

function headline({ findings, differences }: WatchChange): string {
  const known =
    findings.length === 0 ? "No vulnerability is known" : counted(findings.length, "known vulnerability", KNOWN);
  const differing = differences.length === 0 ? "nothing differs" : counted(differences.length, "difference");
  return `${known}, and ${differing}.`;
}

const KNOWN = "known vulnerabilities";

/** Only an address that is nothing but one. */
function pageOf({ release }: AuditedRelease): string {
  const page = release?.page ?? "";
  return /^https:\/\/[\w.-]+(?::\d+)?(?:\/[\w.%+-]+)+$/.test(page) ? ` [The release](${page}).` : "";
}

function auditTable(rows: readonly AuditRow[]): string {
  return fitting(
    ["What", "State", "Reason"],
    rows.map(({ id, subject, status, code, reason }) => [
      id + (subject === null ? "" : ` ${codeSpan(subject)}`),
      `${status === "differs" ? "**differs**" : "not seen"}${code === undefined ? "" : ` ${codeSpan(code)}`}`,
      codeSpan(reason),
    ]),
  );
}

function findingsTable(findings: readonly KnownVulnerability[]): string {
  return fitting(
    ["Severity", "Vulnerability", "Package", "Fixed in"],
    findings.map(({ severity: { level, score }, id, component, fixed }) => [
      `${level}${score === undefined ? "" : ` ${score.toFixed(1)}`}`,
      codeSpan(id),
      codeSpan(`${component.name} ${component.version ?? ""}`.trim()),
      fixed.length === 0 ? "–" : codeSpan(fixed.join(", ")),
    ]),
  );
}

function fitting(header: readonly string[], rows: readonly (readonly string[])[]): string {
  let room = MAX_TABLE_CHARACTERS;
  const first = rows.findIndex((row) => {
    room -= row.join(" | ").length + 6;
    return room < 0;
  });
  if (first < 0) return table(header, rows);
  return `${table(header, rows.slice(0, first))}\n\nAnd ${rows.length - first} more.`;
}

function scanNote(scan: Exclude<ReleaseOfNight["scan"], undefined>): string {
  if (typeof scan === "string") return `Not scanned: ${codeSpan(scan)}`;
  const { unjudged, packages } = scan.scan;
  const newest = scan.sources.map((source) => source.newest).sort(compareUtf8);
  const open = [
    ...(unjudged.length === 0 ? [] : [`${counted(unjudged.length, "package")} could not be judged`]),
    ...(scan.unknown === undefined ? [] : [`not all of it is known: ${codeSpan(scan.unknown)}`]),
  ];
  const left = open.length === 0 ? "" : ` ${sentence(open.join(", and "))}`;
  return `${counted(packages, "package")} looked up, newest record of ${codeSpan((newest.at(-1) ?? "unknown").slice(0, 10))}.${left}`;
}

/** What changed, as a comment that those who follow the issue are told of. */
export function watchComment({ change, scan }: ReleaseOfNight): string {
  const { added, gone, changed, newDifferences, goneDifferences } = change;
  const lines = [
    ...newDifferences.map((one) => `- **differs now:** ${codeSpan(one)}`),
    ...goneDifferences.map((one) => `- differs no more: ${codeSpan(one)}`),
    ...added.map((one) => `- **new:** ${findingLine(one)}`),
    ...changed.map(({ before, after }) => `- ${before.level} is ${after.level} now: ${findingLine(after)}`),
    ...gone.map((one) => `- no longer known: ${findingLine(one)}`),
  ];
  const fit = fittingLines(lines);
  const rest = lines.length - fit.length;
  const more = rest > 0 ? [`- and ${rest} more`] : [];
  const note = typeof scan === "string" ? [`\nNot scanned: ${codeSpan(scan)}`] : [];
  return `${[...fit, ...more, ...note].join("\n")}\n`;
}

/** As many as a comment has room for. */
function fittingLines(lines: readonly string[]): readonly string[] {
  let room = 2 * MAX_TABLE_CHARACTERS;
  const first = lines.findIndex((line) => {
    room -= line.length + 1;
    return room < 0;
  });
  return first < 0 ? lines : lines.slice(0, first);
}

function findingLine({ ids: [id = ""], component, level }: RememberedFinding): string {
  return `${codeSpan(id)} in ${codeSpan(component)} (${LEVEL.test(level) ? level : codeSpan(level)})`;
}

const LEVEL = /^[a-z]{1,10}$/;

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
