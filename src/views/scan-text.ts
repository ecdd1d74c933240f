import type { SeverityLevel } from "../domain/attestation/severity-level.ts";
import type { KnownVulnerability } from "../domain/vulnerability/scan.ts";
import { counted } from "../kernel/counted.ts";
import { groupBy } from "../kernel/group-by.ts";
import { columns } from "./columns.ts";
import { type Page, wrapped } from "./layout.ts";
import type { Style } from "./paint.ts";
import type { ScanReport } from "./scan-json.ts";
import { visible } from "./visible.ts";

const STYLES: Partial<Record<SeverityLevel, Style>> = {
  critical: "red",
  high: "red",
  medium: "yellow",
  unknown: "yellow",
};
/** More reasons are in the JSON. */
const MOST_REASONS = 10;

/** The findings as a table, what was not judged by reason, and which database it comes from. */
export function scanText(report: ScanReport, page: Page): string {
  const { scan, sources, subject } = report;
  const head = `${visible(subject.name)}: ${countedFindings(scan.findings)} in ${counted(scan.packages, "package")}`;
  return [
    `${page.paint("bold", "SCAN")}  ${head}`,
    ...section(findingLines(scan.findings, page)),
    ...section(deltaLines(report, page)),
    ...section(openLines(report, page)),
    ...section(wrapped(`Database: ${sources.map(sourceText).join("; ")}.`, 2, page)),
    "",
  ].join("\n");
}

function section(lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ["", ...lines];
}

function countedFindings(findings: readonly KnownVulnerability[]): string {
  if (findings.length === 0) return "no known vulnerability";
  const levels = groupBy(findings, ({ severity }) => severity.level);
  const parts = [...levels].map(([level, of]) => `${of.length} ${level}`);
  return `${counted(findings.length, "vulnerability", "vulnerabilities")} (${parts.join(", ")})`;
}

function findingLines(findings: readonly KnownVulnerability[], { paint }: Page): string[] {
  const rows = findings.map(({ id, severity, component, fixed }) => [
    `${severity.level}${severity.score === undefined ? "" : ` ${severity.score.toFixed(1)}`}`,
    visible(id),
    visible(`${component.name} ${component.version ?? ""}`.trim()),
    fixed.length === 0 ? "no fix is known" : `fixed in ${visible(fixed.join(", "))}`,
  ]);
  return columns(rows).map((line, index) => {
    const style = STYLES[findings[index]!.severity.level];
    return style === undefined ? line : paint(style, line);
  });
}

function deltaLines({ delta }: ScanReport, page: Page): string[] {
  if (delta === undefined) return [];
  const { added, gone, changed } = delta;
  const said = `Since the earlier scan: ${added.length} new, ${gone.length} gone, ${changed.length} with another severity.`;
  const names = added.map(({ id, component }) => `    new   ${visible(id)} in ${visible(component.name)}`);
  const past = gone.map(({ id, component }) => `    gone  ${visible(id)} in ${visible(component.name)}`);
  return [...wrapped(said, 2, page), ...names, ...past];
}

function openLines({ scan, unknown }: ScanReport, page: Page): string[] {
  const byReason = [...groupBy(scan.unjudged, ({ reason }) => reason)];
  const reasons = byReason.map(([reason, of]) => {
    const names = of.slice(0, 3).map(({ component }) => visible(component.name));
    const more = of.length > names.length ? ` and ${of.length - names.length} more` : "";
    return `${counted(of.length, "package")}: ${reason} (${names.join(", ")}${more})`;
  });
  const rest = reasons.length - MOST_REASONS;
  const lines = [
    ...(unknown === undefined ? [] : [`not all of it is known: ${unknown}`]),
    ...reasons.slice(0, MOST_REASONS),
    ...(rest > 0 ? [`and for ${counted(rest, "other reason")}, which the JSON has`] : []),
  ];
  if (lines.length === 0) return [];
  return [
    page.paint("yellow", "  Not judged, and so not known to be clean:"),
    ...lines.flatMap((line) => wrapped(line, 4, page)),
  ];
}

function sourceText({ name, records, newest }: ScanReport["sources"][number]): string {
  // Go's records say the beginning of its calendar where they say no time.
  const age = newest.startsWith("0001-") ? "without a time" : `the newest of ${visible(newest.slice(0, 10))}`;
  return `${visible(name)}, ${counted(records, "record")}, ${age}`;
}
