import type { AuditedRelease } from "../../domain/audit/audited-release.ts";
import { counted } from "../../kernel/counted.ts";
import { codeSpan, escapeMarkdown } from "../../kernel/markdown.ts";
import { foldedTable } from "../folded-table.ts";
import { auditTitle, worstFirst } from "./audit-text.ts";

/** An audit on the page of a run, in Markdown: what does not hold, and the rest folded. */
export function auditSummary(audited: AuditedRelease): string {
  const rows = worstFirst(audited.rows).map(({ id, subject, status, code, reason }) => ({
    status,
    cells: [
      escapeMarkdown(id) + (subject === null ? "" : ` ${codeSpan(subject)}`),
      status === "holds" ? "holds" : `**${status}**${code === undefined ? "" : ` ${codeSpan(code)}`}`,
      escapeMarkdown(reason),
    ],
  }));
  const header = ["What", "State", "Reason"];
  const [open, held] = [
    rows.filter(({ status }) => status !== "holds"),
    rows.filter(({ status }) => status === "holds"),
  ];
  const sections = [
    `## ${escapeMarkdown(auditTitle(audited))}`,
    ...(audited.release === undefined ? [] : [escapeMarkdown(audited.release.page)]),
    ...(open.length === 0
      ? []
      : [
          foldedTable(
            header,
            open.map(({ cells }) => cells),
          ),
        ]),
    ...(held.length === 0
      ? []
      : [
          `<details><summary><b>${counted(held.length, "comparison")}</b> ${held.length === 1 ? "holds" : "hold"}</summary>`,
          foldedTable(
            header,
            held.map(({ cells }) => cells),
          ),
          "</details>",
        ]),
  ];
  return `${sections.join("\n\n")}\n`;
}
