import type { AuditOutcome, AuditRow } from "../../domain/audit/audit-row.ts";
import type { AuditedRelease } from "../../domain/audit/audited-release.ts";
import { counted } from "../../kernel/counted.ts";
import { type Page, widest, wrapped } from "../layout.ts";
import type { Style } from "../paint.ts";
import { visible } from "../visible.ts";

const WORDS: Readonly<Record<AuditOutcome, readonly [word: string, style: Style]>> = {
  holds: ["UNCHANGED", "green"],
  differs: ["CHANGED", "red"],
  incomplete: ["INCOMPLETE", "yellow"],
};

const STATES: Readonly<Record<AuditRow["status"], readonly [word: string, style: Style]>> = {
  holds: ["holds", "green"],
  differs: ["DIFFERS", "red"],
  unseen: ["unseen", "yellow"],
};

/** An audit for people: the outcome, what differs, what could not be seen, and how much holds. */
export function auditText(audited: AuditedRelease, page: Page & { readonly verbose: boolean }): string {
  const { outcome, rows } = audited;
  const [word, style] = WORDS[outcome];
  const shown = page.verbose ? rows : rows.filter(({ status }) => status !== "holds");
  const held = rows.length - rows.filter(({ status }) => status !== "holds").length;
  const lines = [
    `${page.paint("bold", page.paint(style, word))}  ${visible(auditTitle(audited))}`,
    "",
    ...worstFirst(shown).flatMap((row) => rowLines(row, page)),
    ...(shown.length === 0 ? [] : [""]),
    ...wrapped(`${counted(held, "comparison")} of ${rows.length} ${held === 1 ? "holds" : "hold"}.`, 2, page),
    "",
  ];
  return lines.join("\n");
}

/** What an audit is about, and what came of it, in one line. */
export function auditTitle({ repository, release, root, outcome, rows }: AuditedRelease): string {
  const { name, version } = root?.statement.predicate.release ?? { name: repository, version: release?.tag ?? "" };
  const subject = `${name} ${version}`.trim();
  const differing = rows.filter(({ status }) => status === "differs").length;
  switch (outcome) {
    case "holds":
      return `${subject}: what is public is what was sealed`;
    case "differs":
      return `${subject}: ${counted(differing, "difference")} from what was sealed`;
    case "incomplete":
      return `${subject}: nothing differs, and something could not be seen`;
  }
}

/** What differs first, then what is required and was not seen. */
export function worstFirst(rows: readonly AuditRow[]): AuditRow[] {
  const rank = ({ status, required }: AuditRow) =>
    status === "differs" ? 0 : status === "unseen" ? (required ? 1 : 2) : 3;
  return [...rows].sort((a, b) => rank(a) - rank(b));
}

function rowLines({ id, subject, status, code, reason, required }: AuditRow, page: Page): string[] {
  const [word, style] = STATES[status];
  const width = widest(Object.values(STATES).map(([state]) => state));
  const note = status === "unseen" && !required ? ", which need not be seen" : "";
  const about = subject === null ? id : `${id} ${visible(subject)}`;
  const because = code === undefined ? "" : ` (${code})`;
  return [
    `  ${page.paint(style, word)}${" ".repeat(width - word.length)}  ${about}`,
    ...wrapped(`${visible(reason)}${because}${note}`, width + 4, page),
  ];
}
