import type { SealedRelease } from "../../domain/release/sealed-release.ts";
import { counted } from "../../kernel/counted.ts";
import { codeSpan, escapeMarkdown } from "../../kernel/markdown.ts";
import { shownSbomDiff } from "../capsule/diff-rows.ts";
import { foldedTable } from "../folded-table.ts";

/** What changed in the SBOM since the release before, in Markdown; or why nobody knows. */
export function sbomDeltaSection({ sbomDelta }: Pick<SealedRelease, "sbomDelta">): string {
  if ("notCompared" in sbomDelta) return `Not compared: ${escapeMarkdown(sbomDelta.notCompared)}.`;
  const { rows, findings, summary } = shownSbomDiff(sbomDelta.diff, sbomDelta.findings);
  const since = `Since ${codeSpan(sbomDelta.since)}: ${rows.length === 0 ? "no package changed" : counted(rows.length, "change")}; ${summary}.`;
  const broken = findings.slice(0, MOST_FINDINGS).map(({ rule, text }) => `- **${rule}**: ${escapeMarkdown(text)}`);
  const more = findings.length > MOST_FINDINGS ? [`- and ${findings.length - MOST_FINDINGS} more`] : [];
  const changes = foldedTable(
    ["Change", "Package", "Detail"],
    rows.map(({ what, subject, detail }) => [what, codeSpan(subject), detail === "" ? "" : codeSpan(detail)]),
  );
  return [
    since,
    ...(broken.length === 0 ? [] : [[...broken, ...more].join("\n")]),
    ...(rows.length === 0 ? [] : [changes]),
  ].join("\n\n");
}

const MOST_FINDINGS = 50;
