import type { Verification } from "../domain/verification/verification.ts";
import { codeSpan, escapeMarkdown } from "../kernel/markdown.ts";
import { claimsTable } from "./claims-table.ts";
import { foldedTable } from "./folded-table.ts";

/** A verification on the page of a run, in Markdown. */
export function verificationSummary(verification: Verification): string {
  const { verdict, root, assets } = verification;
  const release = root?.statement.predicate.release;
  const what = release === undefined ? "" : `: ${codeSpan(release.name)} ${codeSpan(release.version)}`;
  const rows = assets.map(({ sealedName, looked, status, reason }) => [
    codeSpan(sealedName ?? looked ?? ""),
    status.replaceAll("-", " "),
    escapeMarkdown(reason),
  ]);
  const sections = [
    `## ${verdict.slice(0, 1).toUpperCase()}${verdict.slice(1)}${what}`,
    claimsTable(verification.claims),
    ...(rows.length === 0 ? [] : ["### Assets", foldedTable(["File", "Status", "Reason"], rows)]),
  ];
  return `${sections.join("\n\n")}\n`;
}
