import type { ReadSbom } from "../read/sbom-of-others.ts";
import { QUALITY_PROFILES, type QualityProfile } from "./quality-profiles.ts";

/** How an SBOM measures up to one profile. */
export interface Scorecard {
  readonly profile: QualityProfile["profile"];
  /** The text that asks for it. */
  readonly source: string;
  /** From 0 to 10, weighted, one decimal. */
  readonly score: number;
  readonly checks: readonly QualityCheck[];
}

export interface QualityCheck {
  readonly id: string;
  /** Part of the whole; the weights of a profile add up to 1. */
  readonly weight: number;
  /** From 0 to 1. */
  readonly score: number;
  /** One sentence, safe to print. */
  readonly reason: string;
}

/** Scores an SBOM against every profile; every check says why. */
export function scoreSbom(sbom: ReadSbom): Scorecard[] {
  return QUALITY_PROFILES.map(({ profile, source, rules }) => {
    const checks = rules.map(([id, weight, rule]) => ({ id, weight, ...rule(sbom) }));
    const total = checks.reduce((sum, { weight }) => sum + weight, 0);
    const normal = checks.map((check) => ({ ...check, weight: check.weight / total, score: rounded(check.score, 3) }));
    return {
      profile,
      source,
      score: rounded(10 * normal.reduce((sum, { weight, score }) => sum + weight * score, 0), 1),
      checks: normal,
    };
  });
}

function rounded(value: number, digits: number): number {
  return Math.round(value * 10 ** digits) / 10 ** digits;
}
