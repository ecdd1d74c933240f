import type { JudgedFinding } from "../../domain/vulnerability/judge-findings.ts";
import { counted } from "../../kernel/counted.ts";
import { type Page, wrapped } from "../layout.ts";
import { visible } from "../visible.ts";
import { auditTitle } from "./audit-text.ts";
import { decisionSentences, type Night, type ReleaseOfNight } from "./watch-issue.ts";

/** A release that was watched, and what became of the issue about it. */
export interface NightOfRelease extends ReleaseOfNight {
  readonly issue: { readonly number: number; readonly became: string } | undefined;
}

/** One paragraph for each release: its audit, what is known of it, and what is new; and what became of the decisions. */
export function watchText({ releases, decisions }: Night<NightOfRelease>, page: Page): string {
  if (releases.length === 0) return "The repository has no public release.\n";
  const about = decisionSentences(decisions, visible).flatMap((sentence) => wrapped(sentence, 0, page));
  return [...releases.map((release) => releaseLines(release, page)), ...(about.length === 0 ? [] : [about])]
    .map((lines) => lines.join("\n"))
    .join("\n\n")
    .concat("\n");
}

function releaseLines({ tag, audit, scan, change, issue }: NightOfRelease, page: Page): string[] {
  const { added, gone, changed, settled, newDifferences, goneDifferences } = change;
  const news = [
    ...(newDifferences.length === 0 ? [] : [counted(newDifferences.length, "new difference")]),
    ...(goneDifferences.length === 0 ? [] : [`${goneDifferences.length} gone`]),
    ...(added.length === 0 ? [] : [counted(added.length, "new vulnerability", "new vulnerabilities")]),
    ...(changed.length === 0 ? [] : [`${changed.length} of another severity`]),
    ...(settled.length === 0 ? [] : [`${settled.length} of no account any more`]),
    ...(gone.length === 0 ? [] : [`${gone.length} no longer known`]),
  ];
  const known =
    scan === undefined
      ? []
      : typeof scan === "string"
        ? [`not scanned: ${visible(scan)}`]
        : knownOf(scan.judged.findings);
  const told = issue === undefined ? [] : [`issue ${issue.number} ${issue.became}`];
  const said = [...known, news.length === 0 ? "nothing new" : news.join(", "), ...told].join("; ");
  const isNew = newDifferences.length + added.length + changed.length > 0;
  return [
    `${page.paint("bold", page.paint(isNew ? "red" : "green", visible(tag)))}  ${visible(auditTitle(audit))}`,
    ...wrapped(`${said}.`, 2, page),
  ];
}

function knownOf(findings: readonly JudgedFinding[]): string[] {
  const quiet = findings.filter(({ state }) => state !== "open").length;
  const all = counted(findings.length, "known vulnerability", "known vulnerabilities");
  return [quiet === 0 ? all : `${all}, of which ${quiet} ${quiet === 1 ? "does" : "do"} not count`];
}
