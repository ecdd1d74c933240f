import type { Comparison } from "../../domain/comparison/comparison.ts";
import { type SbomDiffJson, sbomDiffJson } from "../sbom/sbom-diff-json.ts";
import { type CapsuleDiffJson, capsuleDiffJson } from "./capsule-diff-json.ts";

/** What `capsule diff --json` prints. */
export function comparisonJson(comparison: Comparison): CapsuleDiffJson | SbomDiffJson {
  return comparison.of === "capsules"
    ? capsuleDiffJson(comparison.diff, comparison.findings)
    : sbomDiffJson(comparison.diff, comparison.findings);
}
