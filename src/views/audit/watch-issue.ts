import type { AuditRow } from "../../domain/audit/audit-row.ts";
import type { AuditedRelease } from "../../domain/audit/audited-release.ts";
import type { JudgedFinding, JudgedFindings } from "../../domain/vulnerability/judge-findings.ts";
import type { RiskDecision } from "../../domain/vulnerability/risk.ts";
import type { ToldFinding, WatchChange } from "../../domain/watch/watch-change.ts";
import { formatWatchState } from "../../domain/watch/watch-state.ts";
import { compareUtf8 } from "../../kernel/bytewise.ts";
import { counted } from "../../kernel/counted.ts";
import { codeSpan, table } from "../../kernel/markdown.ts";
import { visible } from "../visible.ts";
import type { ScanReport } from "../vulnerability/scan-json.ts";
import { worstFirst } from "./audit-text.ts";

/** A release as a watch saw it. */
export interface ReleaseOfNight {
  readonly tag: string;
  readonly audit: AuditedRelease;
  /** Or why nothing was scanned, if that was requested. */
  readonly scan:
    | (Omit<ScanReport, "delta"> & { readonly judged: Pick<JudgedFindings, "findings"> })
    | string
    | undefined;
  readonly change: WatchChange;
}

/** What became of the decisions of whoever watches. */
export interface DecisionsOfNight {
  readonly expired: readonly RiskDecision[];
  readonly unmatched: readonly RiskDecision[];
}

export interface Night<R extends ReleaseOfNight> {
  readonly releases: readonly R[];
  readonly decisions: DecisionsOfNight | undefined;
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

/** The same of all releases for the page of a run, and what became of the decisions. */
export function watchSummary({ releases, decisions }: Night<ReleaseOfNight>): string {
  const about = decisionSentences(decisions, codeSpan).map((sentence) => `- ${sentence}`);
  return [
    ...releases.map((seen) => `## ${codeSpan(seen.tag)}\n\n${watchSections(seen).join("\n\n")}\n`),
    ...(about.length === 0 ? [] : [`## Decisions\n\n${about.join("\n")}\n`]),
  ].join("\n");
}

/** One of each decision that does not hold, or is about nothing; who owns it is not published. */
export function decisionSentences(
  decisions: DecisionsOfNight | undefined,
  shown: (text: string) => string,
): readonly string[] {
  const named = ({ id, component }: RiskDecision) => `${shown(id)} in ${shown(component)}`;
  return [
    ...(decisions?.expired.map(
      (one) => `The decision about ${named(one)} does not hold: ${one.reviewed} to ${one.expires}.`,
    ) ?? []),
    ...(decisions?.unmatched.map((one) => `The decision about ${named(one)} is about nothing that was found.`) ?? []),
  ];
}

function watchSections(seen: ReleaseOfNight): string[] {
  const { audit, scan } = seen;
  const rows = worstFirst(audit.rows).filter(({ status, required }) => status === "differs" || required);
  const open = rows.filter(({ status }) => status !== "holds");
  const found = typeof scan === "string" || scan === undefined ? [] : scan.judged.findings;
  return [
    `**${headline(seen, found)}**${pageOf(audit)}`,
    ...(open.length === 0 ? [] : ["### What differs, or could not be seen", auditTable(open)]),
    ...(found.length === 0 ? [] : ["### Known vulnerabilities", findingsTable(found)]),
    ...(scan === undefined ? [] : [scanNote(scan)]),
  ];
}

/** What was not scanned is not said to be without a known vulnerability. */
function headline({ scan, change }: ReleaseOfNight, found: readonly JudgedFinding[]): string {
  const { findings, differences } = change;
  const quiet = found.filter(({ state }) => state !== "open").length;
  const more = quiet === 0 ? "" : ` ${counted(quiet, "more is", "more are")} known that nothing need be done about.`;
  const none =
    scan === undefined ? [] : [typeof scan === "string" ? "nothing was scanned" : "no vulnerability is known"];
  const known = findings.length === 0 ? none : [counted(findings.length, "known vulnerability", KNOWN)];
  const differing = differences.length === 0 ? "nothing differs" : counted(differences.length, "difference");
  return sentence([...known, differing].join(", and ")) + more;
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

/** What counts first. The last column is there only if something was decided about one of them, or is too slight. */
function findingsTable(findings: readonly JudgedFinding[]): string {
  const hasWhy = findings.some(({ why }) => why !== undefined);
  const isOpen = ({ state }: JudgedFinding) => state === "open";
  const ordered = [...findings.filter(isOpen), ...findings.filter((one) => !isOpen(one))];
  return fitting(
    ["Severity", "Vulnerability", "Package", "Fixed in", ...(hasWhy ? ["Judged"] : [])],
    ordered.map(({ finding: { severity, id, component, fixed }, why = "–" }) => [
      `${severity.level}${severity.score === undefined ? "" : ` ${severity.score.toFixed(1)}`}`,
      codeSpan(id),
      codeSpan(`${component.name} ${component.version ?? ""}`.trim()),
      fixed.length === 0 ? "–" : codeSpan(fixed.join(", ")),
      ...(hasWhy ? [why === "–" ? why : codeSpan(why)] : []),
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
  const { added, gone, changed, settled, newDifferences, goneDifferences } = change;
  const lines = [
    ...newDifferences.map((one) => `- **differs now:** ${codeSpan(one)}`),
    ...goneDifferences.map((one) => `- differs no more: ${codeSpan(one)}`),
    ...added.map((one) => `- **new:** ${findingLine(one)}`),
    ...changed.map(({ before, after }) => `- ${before.level} is ${after.level} now: ${findingLine(after)}`),
    ...settled.map((one) => `- counts no more: ${findingLine(one)}`),
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

function findingLine({ ids: [id = ""], component, level, why }: ToldFinding): string {
  const reason = why === undefined ? "" : `: ${codeSpan(why)}`;
  return `${codeSpan(id)} in ${codeSpan(component)} (${LEVEL.test(level) ? level : codeSpan(level)})${reason}`;
}

const LEVEL = /^[a-z]{1,10}$/;

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
