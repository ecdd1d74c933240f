import type { CapsuleDiff } from "../domain/comparison/capsule-diff.ts";
import type { Comparison } from "../domain/comparison/comparison.ts";
import type { SbomDiff } from "../domain/sbom/diff/diff.ts";
import type { DiffFinding } from "../domain/sbom/diff/diff-rules.ts";

/** A comparison as text and Markdown show it. */
export interface ShownDiff {
  readonly rows: readonly DiffRow[];
  readonly findings: readonly DiffFinding[];
  readonly summary: string;
}

/** One change; the gravest come first. */
export interface DiffRow {
  readonly what: string;
  readonly subject: string;
  readonly detail: string;
}

export function shownComparison(comparison: Comparison): ShownDiff {
  const { findings } = comparison;
  return comparison.of === "capsules"
    ? { rows: capsuleRows(comparison.diff), findings, summary: summary(comparison.diff.sbom) }
    : shownSbomDiff(comparison.diff, findings);
}

export function shownSbomDiff(diff: SbomDiff, findings: readonly DiffFinding[]): ShownDiff {
  return { rows: sbomRows(diff), findings, summary: summary(diff) };
}

function capsuleRows({ signer, release, provenance, assets, sbom }: CapsuleDiff): DiffRow[] {
  return [
    ...Object.entries({ signer, release, provenance }).flatMap(([what, changes]) =>
      changes.map(({ what: subject, before, after }): DiffRow => ({ what, subject, detail: change(before, after) })),
    ),
    ...assets.map(({ name, before, after }): DiffRow => {
      const [from, to] = [before, after].map((hex) => (hex === null ? null : `sha256:${hex}`));
      return { what: "asset", subject: name, detail: change(from ?? null, to ?? null) };
    }),
    ...sbomRows(sbom),
  ];
}

function sbomRows({ added, removed, updated, rehashed, licenses, lostHashes }: SbomDiff): DiffRow[] {
  return [
    ...rehashed.map(
      ({ package: name, version, algorithm, before, after }): DiffRow => ({
        what: "rehashed",
        subject: version === "" ? name : `${name} ${version}`,
        detail: `${algorithm} ${before} -> ${after}`,
      }),
    ),
    ...lostHashes.map((subject): DiffRow => ({ what: "lost hash", subject, detail: "" })),
    ...licenses.map(
      ({ package: subject, before, after }): DiffRow => ({
        what: "licence",
        subject,
        detail: `${list(before)} -> ${list(after)}`,
      }),
    ),
    ...removed.map(({ package: subject, version }): DiffRow => ({ what: "removed", subject, detail: version })),
    ...added.map(({ package: subject, version }): DiffRow => ({ what: "added", subject, detail: version })),
    ...updated.map(
      ({ package: subject, from, to }): DiffRow => ({
        what: "updated",
        subject,
        detail: `${list(from)} -> ${list(to)}`,
      }),
    ),
  ];
}

function change(before: string | null, after: string | null): string {
  return `${before ?? "none"} -> ${after ?? "none"}`;
}

function list(items: readonly string[]): string {
  return items.length === 0 ? "none" : items.join(", ");
}

function summary({ edges, completeness }: SbomDiff): string {
  const level =
    completeness.before === completeness.after ? completeness.after : `${completeness.before} -> ${completeness.after}`;
  return `${edges.added.length} dependencies added, ${edges.removed.length} removed; completeness: ${level}`;
}
