import type { ReleaseClaim } from "../../domain/release/checks/release-claim.ts";
import { type Hint, type Spelling, spelled } from "../../kernel/advice.ts";
import { codeSpan, escapeMarkdown } from "../../kernel/markdown.ts";
import { foldedTable } from "../folded-table.ts";
import { sidesOf } from "./release-check-text.ts";

/** What keeps a release back, each with both sides and the fix, in Markdown. */
export function problemsTable(claims: readonly ReleaseClaim[], spelling?: Spelling): string {
  return foldedTable(
    ["Problem", "What to do"],
    claims.map((claim) => [problem(claim), claim.fix === undefined ? "" : oneCell(claim.fix, spelling)]),
  );
}

function problem(claim: ReleaseClaim): string {
  const sides = sidesOf(claim).map(([label, value]) => `${escapeMarkdown(label)} ${codeSpan(value)}`);
  return `**${claim.id.replaceAll("-", " ")}.** ${escapeMarkdown(claim.reason)}${sides.length === 0 ? "" : `: ${sides.join(", ")}`}`;
}

/** Lines of a fix, for example of a manifest, in one cell of a table. */
export function oneCell(fix: Hint, spelling?: Spelling): string {
  const [first = "", ...more] = spelled(fix, spelling).split("\n");
  return [escapeMarkdown(first), ...more.map((line) => codeSpan(line))].join("<br>");
}

/** Every check, folded: for whoever asks what else was looked at. */
export function checksFold(claims: readonly ReleaseClaim[]): string {
  const held = claims.filter(({ status }) => status === "verified").length;
  const failed = claims.filter(({ status }) => status === "failed").length;
  const rows = claims.map(({ id, status, required, found, source, reason }) => [
    id,
    status.replaceAll("-", " "),
    required ? "yes" : "no",
    escapeMarkdown(reason),
    found === null ? "" : codeSpan(found),
    escapeMarkdown(source),
  ]);
  return [
    `<details><summary><b>Checks</b> ${held} hold, ${failed} failed</summary>`,
    foldedTable(["Check", "Status", "Required", "Reason", "Found", "Source"], rows),
    "</details>",
  ].join("\n\n");
}
