import type { SbomDiff } from "../domain/sbom/diff.ts";
import type { DiffFinding } from "../domain/sbom/diff-rules.ts";
import { codeSpan, escapeMarkdown, table } from "../kernel/markdown.ts";
import type { Paint } from "./paint.ts";
import { visible } from "./visible.ts";

/** One change a line, the gravest first; `no change` where there is none. */
export function sbomDiffText(diff: SbomDiff, findings: readonly DiffFinding[], paint: Paint): string {
  const rows = rowsOf(diff).map(
    ({ what, subject, detail }) => `${what.padEnd(9)}${visible(subject)}${detail === "" ? "" : `  ${visible(detail)}`}`,
  );
  const warnings = findings.map(({ rule, text }) => paint("yellow", `${rule}: ${visible(text)}`));
  return `${[...warnings, ...(rows.length === 0 ? ["no change"] : rows), summary(diff)].join("\n")}\n`;
}

/** The same as tables, for a pull request or a job summary. */
export function sbomDiffMarkdown(diff: SbomDiff, findings: readonly DiffFinding[]): string {
  const warnings = findings.map(({ rule, text }) => `- **${rule}**: ${escapeMarkdown(text)}`);
  const rows = rowsOf(diff).map(({ what, subject, detail }) => [
    what,
    codeSpan(subject),
    detail === "" ? "" : codeSpan(detail),
  ]);
  const body = rows.length === 0 ? "No change." : table(["Change", "Package", "Detail"], rows);
  return `${[...warnings, ...(warnings.length > 0 ? [""] : []), body, "", summary(diff)].join("\n")}\n`;
}

interface Row {
  readonly what: "added" | "removed" | "updated" | "rehashed" | "licence" | "lost hash";
  readonly subject: string;
  readonly detail: string;
}

function rowsOf({ added, removed, updated, rehashed, licenses, lostHashes }: SbomDiff): Row[] {
  return [
    ...rehashed.map(
      ({ package: name, version, algorithm, before, after }): Row => ({
        what: "rehashed",
        subject: `${name} ${version}`,
        detail: `${algorithm} ${before} -> ${after}`,
      }),
    ),
    ...lostHashes.map((subject): Row => ({ what: "lost hash", subject, detail: "" })),
    ...licenses.map(
      ({ package: subject, before, after }): Row => ({
        what: "licence",
        subject,
        detail: `${list(before)} -> ${list(after)}`,
      }),
    ),
    ...removed.map(({ package: subject, version }): Row => ({ what: "removed", subject, detail: version })),
    ...added.map(({ package: subject, version }): Row => ({ what: "added", subject, detail: version })),
    ...updated.map(
      ({ package: subject, from, to }): Row => ({ what: "updated", subject, detail: `${list(from)} -> ${list(to)}` }),
    ),
  ];
}

function list(items: readonly string[]): string {
  return items.length === 0 ? "none" : items.join(", ");
}

function summary({ edges, completeness }: SbomDiff): string {
  const change =
    completeness.before === completeness.after ? completeness.after : `${completeness.before} -> ${completeness.after}`;
  return `${edges.added.length} dependencies added, ${edges.removed.length} removed; completeness: ${change}`;
}
