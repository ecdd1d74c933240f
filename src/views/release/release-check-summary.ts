import type { CheckedRelease } from "../../domain/release/checked-release.ts";
import { problemsOf } from "../../domain/release/checks/release-check.ts";
import type { Hint, Spelling } from "../../kernel/advice.ts";
import { counted } from "../../kernel/counted.ts";
import { codeSpan, escapeMarkdown, table } from "../../kernel/markdown.ts";
import { foldedSection } from "../folded-section.ts";
import { foldedTable } from "../folded-table.ts";
import { checksFold, oneCell, problemsTable } from "./problems-table.ts";
import { problemCount, warningTexts } from "./release-check-text.ts";

/** A checked release on the page of a run, in Markdown: the verdict, what to change, and the rest folded. */
export function releaseCheckSummary(shown: CheckedRelease, spelling?: Spelling): string {
  const { facts, values, plan } = shown;
  const warnings = warningTexts(shown);
  const name = facts === undefined ? "The release" : codeSpan(`${facts.name} ${facts.version}`);
  const count = warnings.length === 0 ? "" : `, with ${counted(warnings.length, "warning")}`;
  const sections = [
    shown.verdict === "ready" ? `## ${name} is ready${count}` : `## ${name} is not ready: ${problemCount(shown)}`,
    "**Nothing was signed and nothing became public.** This was a check.",
    ...(shown.verdict === "ready" ? [] : [problemsTable(problemsOf(shown), spelling)]),
    ...warningsSection(warnings, spelling),
    checksFold(shown.claims),
    ...(values.length === 0
      ? []
      : foldedSection(
          "Values",
          "and where each was read",
          table(
            ["Fact", "Value", "Source"],
            values.map(({ name, value, source }) => [name, codeSpan(value ?? "unknown"), escapeMarkdown(source)]),
          ),
        )),
    ...(plan === undefined || plan.publishedNames.length === 0
      ? []
      : foldedSection(
          "Files",
          `${counted(plan.publishedNames.length, "file")} would be put beside yours`,
          foldedTable(
            ["File"],
            plan.publishedNames.map((file) => [codeSpan(file)]),
          ),
        )),
  ];
  return `${sections.join("\n\n")}\n`;
}

/** A release that was refused before anything was signed, on the page of a run, in Markdown. */
export function refusedReleaseSummary(shown: CheckedRelease, spelling?: Spelling): string {
  const name = shown.facts === undefined ? "The release" : codeSpan(`${shown.facts.name} ${shown.facts.version}`);
  const sections = [
    `## ${name} was not released: ${problemCount(shown)}`,
    "**Nothing was signed and nothing became public.** Fix what stands here, and run the workflow again.",
    problemsTable(problemsOf(shown), spelling),
    ...warningsSection(warningTexts(shown), spelling),
    "To find such problems before you tag, run `capsule check` with the same files.",
    checksFold(shown.claims),
  ];
  return `${sections.join("\n\n")}\n`;
}

const MOST_WARNINGS = 50;

/** What does not hold and stopped nothing, with what to do. */
export function warningsSection(
  warnings: readonly { readonly text: string; readonly fix: Hint | undefined }[],
  spelling?: Spelling,
): string[] {
  if (warnings.length === 0) return [];
  const rows = warnings
    .slice(0, MOST_WARNINGS)
    .map(({ text, fix }) => [escapeMarkdown(text), fix === undefined ? "" : oneCell(fix, spelling)]);
  const more = warnings.length - MOST_WARNINGS;
  return [
    `### ${counted(warnings.length, "warning")}`,
    foldedTable(["What", "What to do"], rows),
    ...(more > 0 ? [`And ${more} more, in the result.`] : []),
  ];
}
