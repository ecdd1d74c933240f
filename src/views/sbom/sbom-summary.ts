import type { Inventory } from "../../domain/sbom/model/inventory.ts";
import type { ScoredSbom } from "../../domain/sbom/quality/scored-sbom.ts";
import { counted } from "../../kernel/counted.ts";
import { codeSpan, escapeMarkdown, table } from "../../kernel/markdown.ts";
import { foldedSection } from "../folded-section.ts";
import { foldedTable } from "../folded-table.ts";
import { COMPONENT_HEADER, componentRows } from "./sbom-text.ts";

/** An SBOM with the score that a gate compares, of 100. */
export interface RatedSbom {
  readonly scored: ScoredSbom;
  readonly score: number;
}

export interface DescribedSbom {
  readonly inventory: Inventory;
  readonly remarks: readonly string[];
  /** Why it is not known what it is made of; undefined if all could be read. */
  readonly unknown: string | undefined;
  /** Undefined where nothing can be scored. */
  readonly rated: RatedSbom | undefined;
  /** Where the documents are. */
  readonly paths: readonly string[];
}

/** An SBOM that was made, on the page of a run, in Markdown: how much is known, the score, where it is; components are folded. */
export function sbomSummary({ inventory, remarks, unknown, rated, paths }: DescribedSbom): string {
  const { root, components, completeness } = inventory;
  const reason = completeness.find(({ refs }) => refs.includes(root.ref))?.reason ?? "nothing says what it is made of";
  const sections = [
    `## ${codeSpan(root.name)}: ${counted(components.length, "component")}${unknown === undefined ? "" : ", and not all is known"}`,
    `${escapeMarkdown(`${reason.charAt(0).toUpperCase()}${reason.slice(1)}`)}.`,
    ...(unknown === undefined ? [] : [`**Not known what it is made of:** ${escapeMarkdown(unknown)}.`]),
    ...(rated === undefined ? [] : [scoreLine(rated)]),
    paths.map((path) => `- ${codeSpan(path)}`).join("\n"),
    ...(components.length === 0
      ? []
      : foldedSection(
          "Components",
          counted(components.length, "row"),
          foldedTable(
            COMPONENT_HEADER,
            componentRows(components).map((row) => row.map(escapeMarkdown)),
          ),
        )),
    ...(remarks.length === 0
      ? []
      : foldedSection(
          "Notes",
          counted(remarks.length, "note"),
          foldedTable(
            ["What a reader should know"],
            remarks.map((remark) => [escapeMarkdown(remark)]),
          ),
        )),
    ...(rated === undefined ? [] : foldedSection("Score", "by each profile", scoresTable(rated.scored))),
  ];
  return `${sections.join("\n\n")}\n`;
}

/** An SBOM that was scored, on the page of a run, in Markdown: what contradicts, the score, and what is missing, folded. */
export function ratedSbomSummary(rated: RatedSbom): string {
  const { scored } = rated;
  const { format, specVersion, components, problems } = scored;
  const form = `${format === "cyclonedx" ? "CycloneDX" : "SPDX"} ${escapeMarkdown(specVersion.replace(/^SPDX-/, ""))}`;
  const sections = [
    `## ${form}, ${counted(components, "component")}${problems.length === 0 ? "" : `: ${counted(problems.length, "contradiction")}`}`,
    ...(problems.length === 0
      ? []
      : [
          foldedTable(
            ["Problem"],
            problems.map((one) => [escapeMarkdown(one)]),
          ),
        ]),
    scoreLine(rated),
    ...foldedSection("Score", "by each profile", scoresTable(scored)),
  ];
  return `${sections.join("\n\n")}\n`;
}

function scoreLine({ score }: RatedSbom): string {
  return `**${score} of 100**, as ${codeSpan("sbom-quality")} of the action that seals compares it.`;
}

function scoresTable({ scorecards }: ScoredSbom): string {
  return table(
    ["Profile", "Of 10", "What is missing, with the part that is there"],
    scorecards.map(({ profile, score, checks }) => [
      profile,
      score.toFixed(1),
      checks
        .filter((check) => check.score < 1)
        .map(({ id, score: part }) => `${escapeMarkdown(id)} ${Math.round(part * 100)} %`)
        .join(", "),
    ]),
  );
}
