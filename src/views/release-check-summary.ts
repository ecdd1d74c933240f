import { type Spelling, spelled } from "../kernel/advice.ts";
import { codeBlock, codeSpan, escapeMarkdown, table } from "../kernel/markdown.ts";
import { foldedTable } from "./folded-table.ts";
import { signingSentence } from "./release-check-text.ts";
import type { ShownCheck } from "./shown-check.ts";

/** A checked release on the page of a run, in Markdown. */
export function releaseCheckSummary({ verdict, facts, values, claims, plan }: ShownCheck, spelling?: Spelling): string {
  const what = facts === undefined ? "" : `: ${codeSpan(facts.name)} ${codeSpan(facts.version)}`;
  const fixes = claims.flatMap(({ id, status, fix }) =>
    status === "verified" || fix === undefined ? [] : [`${id}: ${spelled(fix, spelling)}`],
  );
  const sections = [
    `## Release ${verdict}${what}`,
    foldedTable(
      // The reason before the long values, which a narrow page cuts off.
      ["Check", "Status", "Required", "Reason", "Found", "Expected", "Source"],
      claims.map(({ id, status, required, found, expected, source, reason }) => [
        id,
        status.replaceAll("-", " "),
        required ? "yes" : "no",
        escapeMarkdown(reason),
        found === null ? "" : codeSpan(found),
        expected === null ? "" : codeSpan(expected),
        escapeMarkdown(source),
      ]),
    ),
    ...(fixes.length === 0 ? [] : ["### What to change", codeBlock(fixes.join("\n"))]),
    ...(values.length === 0
      ? []
      : [
          "### Values",
          table(
            ["Fact", "Value", "Source"],
            values.map(({ name, value, source }) => [name, codeSpan(value ?? "unknown"), escapeMarkdown(source)]),
          ),
        ]),
    ...(plan === undefined ? [] : [signingSentence(plan)]),
    ...(plan === undefined || plan.warnings.length === 0
      ? []
      : ["### Warnings", plan.warnings.map((text) => `- ${escapeMarkdown(text)}`).join("\n")]),
    ...(plan === undefined || plan.publishedNames.length === 0
      ? []
      : [
          "### Would be put beside the assets",
          foldedTable(
            ["File"],
            plan.publishedNames.map((name) => [codeSpan(name)]),
          ),
        ]),
  ];
  return `${sections.join("\n\n")}\n`;
}
