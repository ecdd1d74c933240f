import type { ReadSbom } from "../read/sbom-of-others.ts";
import { type Scorecard, scoreSbom } from "./quality.ts";

/** An SBOM as it was judged. */
export interface ScoredSbom {
  readonly format: "cyclonedx" | "spdx";
  readonly specVersion: string;
  /** How many there are. */
  readonly components: number;
  /** What contradicts the format or points at nothing; safe to print. */
  readonly problems: readonly string[];
  readonly scorecards: readonly Scorecard[];
}

export function scoredSbom(sbom: ReadSbom): ScoredSbom {
  const { format, specVersion, problems, inventory } = sbom;
  return { format, specVersion, components: inventory.components.length, problems, scorecards: scoreSbom(sbom) };
}
