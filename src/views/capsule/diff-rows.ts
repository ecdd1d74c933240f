import type { CapsuleDiff } from "../../domain/comparison/capsule-diff.ts";
import type { Comparison } from "../../domain/comparison/comparison.ts";
import type { SbomDiff } from "../../domain/sbom/diff/diff.ts";
import type { DiffFinding } from "../../domain/sbom/diff/diff-rules.ts";
import { counted } from "../../kernel/counted.ts";

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
  const tag = release.find(({ what }) => what === "tag");
  const names = new Set(assets.map(({ name }) => `file:${name}`));
  // Whoever reads that a file is another one needs no second and third line about it.
  const others = { ...sbom, rehashed: sbom.rehashed.filter((one) => !names.has(one.package)) };
  return [
    ...Object.entries({ signer, release, provenance }).flatMap(([what, changes]) => {
      const own = changes.filter((one) => what === "release" || !followsTag(one, tag));
      const more = changes.length - own.length;
      return [
        ...own.map(({ what: subject, before, after }): DiffRow => ({ what, subject, detail: change(before, after) })),
        ...(more === 0
          ? []
          : [
              {
                what,
                subject: counted(more, own.length === 0 ? "value" : "other value"),
                detail: "the same, but for the tag",
              },
            ]),
      ];
    }),
    ...assets.map(({ name, before, after }): DiffRow => {
      const [from, to] = [before, after].map((hex) => (hex === null ? null : `sha256:${hex}`));
      return { what: "asset", subject: name, detail: change(from ?? null, to ?? null) };
    }),
    ...sbomRows(others),
  ];
}

type Change = CapsuleDiff["release"][number];

/** Whether two values differ in the tag of the release and in nothing else. */
function followsTag({ before, after }: Change, tag: Change | undefined): boolean {
  if (before === null || after === null || tag === undefined || tag.before === null || tag.after === null) return false;
  const [old, now] = [tag.before, tag.after];
  return before.includes(old) && before.split(old).join("\0") === after.split(now).join("\0");
}

function sbomRows({ added, removed, updated, rehashed, licenses, lostHashes }: SbomDiff): DiffRow[] {
  return [
    ...oneOfEach(rehashed).map(
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

/** A file with another SHA-256 has another SHA-512, too: that is one change. */
function oneOfEach(rehashed: SbomDiff["rehashed"]): SbomDiff["rehashed"] {
  const key = (one: SbomDiff["rehashed"][number]) => JSON.stringify([one.package, one.version]);
  const withSha256 = new Set(rehashed.filter(({ algorithm }) => algorithm === "SHA-256").map(key));
  return rehashed.filter((one) => one.algorithm === "SHA-256" || !withSha256.has(key(one)));
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
