import type { ScoredSbom } from "../../domain/sbom/quality/scored-sbom.ts";
import { counted } from "../../kernel/counted.ts";
import { columns } from "../columns.ts";
import type { Paint } from "../paint.ts";
import { visible } from "../visible.ts";

/** Read once, it makes every score below it plain. */
const LEGEND = [
  "10 of 10 has all that a profile asks for. Below each score stands what is missing,",
  "with the part of it that is there: 0 % is nothing, 95 % nearly all. The gate of seal,",
  "sbom-quality, compares with ten times sbomqs-v2.",
].join("\n");

/** A score for each quality profile, with every check that is not met in full and why. */
export function sbomScoreText(
  { format, specVersion, components, problems, scorecards }: ScoredSbom,
  paint: Paint,
): string {
  const lines = [
    `${format === "cyclonedx" ? "CycloneDX" : "SPDX"} ${visible(specVersion).replace(/^SPDX-/, "")}, ${counted(components, "component")}`,
    LEGEND,
  ];
  for (const problem of problems) lines.push(paint("red", `  ${visible(problem)}`));
  for (const { profile, source, score, checks } of scorecards) {
    lines.push("", paint("bold", `${profile}  ${score.toFixed(1)} of 10`), paint("dim", `  ${source}`));
    const open = checks.filter((check) => check.score < 1);
    if (open.length > 0)
      lines.push(
        ...columns(open.map(({ id, score: part, reason }) => [id, `${Math.round(part * 100)} %`, visible(reason)])),
      );
  }
  return `${lines.join("\n")}\n`;
}
