import type { ScoredSbom } from "../domain/sbom/quality/scored-sbom.ts";
import { columns } from "./columns.ts";
import type { Paint } from "./paint.ts";
import { visible } from "./visible.ts";

/** A score for each quality profile, with every check that is not met in full and why. */
export function sbomScoreText(
  { format, specVersion, components, problems, scorecards }: ScoredSbom,
  paint: Paint,
): string {
  const lines = [
    `${format === "cyclonedx" ? "CycloneDX" : "SPDX"} ${visible(specVersion).replace(/^SPDX-/, "")}, ${components} components`,
  ];
  for (const problem of problems) lines.push(paint("red", `  ${visible(problem)}`));
  for (const { profile, score, checks } of scorecards) {
    lines.push("", paint("bold", `${profile}  ${score.toFixed(1)} of 10`));
    const open = checks.filter((check) => check.score < 1);
    if (open.length > 0)
      lines.push(
        ...columns(open.map(({ id, score: part, reason }) => [id, `${Math.round(part * 100)} %`, visible(reason)])),
      );
  }
  return `${lines.join("\n")}\n`;
}
