import type { Verification } from "../../domain/verification/verification.ts";
import { counted } from "../../kernel/counted.ts";
import { codeBlock, codeSpan, escapeMarkdown } from "../../kernel/markdown.ts";
import { foldedSection } from "../folded-section.ts";
import { foldedTable } from "../folded-table.ts";
import { claimsTable } from "./claims-table.ts";
import { verificationReason } from "./verification-headline.ts";
import type { VerificationPage } from "./verification-page.ts";

export interface SummaryPage extends VerificationPage {
  /** Path of the page that was written; nothing uploads it. */
  readonly report?: string | undefined;
}

/** A verification on the page of a run, in Markdown: the verdict, the reason and what to do; checks and files are folded. */
export function verificationSummary(verification: Verification, page: SummaryPage): string {
  const { claims, assets } = verification;
  const { title, body } = verificationReason(verification, page);
  const held = claims.filter(({ status }) => status === "verified").length;
  const failed = claims.filter(({ status }) => status === "failed").length;
  const rows = assets.map(({ sealedName, looked, status, reason }) => [
    codeSpan(sealedName ?? looked ?? ""),
    status.replaceAll("-", " "),
    escapeMarkdown(reason),
  ]);
  const sections = [
    `## ${title.split("  ", 1)[0]}: ${escapeMarkdown(title.replace(/^[A-Z]+ {2}/, ""))}`,
    ...(body === "" ? [] : [codeBlock(body, "text")]),
    ...(rows.length === 0
      ? []
      : foldedSection("Files", counted(rows.length, "file"), foldedTable(["File", "Status", "Reason"], rows))),
    ...foldedSection("Checks", `${held} ${held === 1 ? "holds" : "hold"}, ${failed} failed`, claimsTable(claims)),
  ];
  return `${sections.join("\n\n")}\n${reportNote(page.report)}`;
}

/** Where the page is that was written, if one was. */
export function reportNote(path: string | undefined): string {
  return path === undefined
    ? ""
    : `\nThe report is ${codeSpan(path)} on the runner. Upload it as an artifact to keep it.\n`;
}
