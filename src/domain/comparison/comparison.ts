import { diffInventories, type SbomDiff } from "../sbom/diff/diff.ts";
import { type DiffFinding, judgeDiff } from "../sbom/diff/diff-rules.ts";
import { formatDiffStatement } from "../sbom/diff/diff-statement.ts";
import type { Inventory } from "../sbom/model/inventory.ts";
import type { CapsuleDiff } from "./capsule-diff.ts";
import { formatCapsuleDiffStatement } from "./capsule-diff-statement.ts";

/** What changed between two releases, or between the SBOMs of two things, and which rules that breaks. */
export type Comparison =
  | { readonly of: "capsules"; readonly diff: CapsuleDiff; readonly findings: readonly DiffFinding[] }
  | { readonly of: "sboms"; readonly diff: SbomDiff; readonly findings: readonly DiffFinding[]; readonly sides: Sides };

interface Sides {
  readonly before: Inventory;
  readonly after: Inventory;
}

export function compareInventories(sides: Sides): Comparison {
  const diff = diffInventories(sides.before, sides.after);
  return { of: "sboms", diff, findings: judgeDiff(diff), sides };
}

/** The comparison as an in-toto statement, RFC 8785. */
export function formatComparison(comparison: Comparison): Uint8Array {
  return comparison.of === "capsules"
    ? formatCapsuleDiffStatement(comparison.diff, comparison.findings)
    : formatDiffStatement(comparison.diff, comparison.findings, comparison.sides);
}
