import { codeSpan, escapeMarkdown, table } from "../../kernel/markdown.ts";
import { widest } from "../layout.ts";
import type { Paint } from "../paint.ts";
import { visible } from "../visible.ts";
import type { ShownDiff } from "./diff-rows.ts";

/** A longer name moves the detail of its own line alone. */
const MOST_ALIGNED = 40;

/** One change a line, the gravest first; `no change` if there is none. */
export function diffText({ rows, findings, summary }: ShownDiff, paint: Paint): string {
  const width = widest(rows.map(({ what }) => what));
  const subjects = Math.min(widest(rows.map(({ subject }) => visible(subject))), MOST_ALIGNED);
  const lines = rows.map(({ what, subject, detail }) =>
    `${what.padEnd(width)}  ${visible(subject).padEnd(subjects)}  ${visible(detail)}`.trimEnd(),
  );
  const warnings = findings.map(({ rule, text }) => paint("yellow", `${rule}: ${visible(text)}`));
  return `${[...warnings, ...(rows.length === 0 ? ["no change"] : lines), summary].join("\n")}\n`;
}

/** The same as a table, for a pull request or a job summary. */
export function diffMarkdown({ rows, findings, summary }: ShownDiff): string {
  const warnings = findings.map(({ rule, text }) => `- **${rule}**: ${escapeMarkdown(text)}`);
  const cells = rows.map(({ what, subject, detail }) => [
    what,
    codeSpan(subject),
    detail === "" ? "" : codeSpan(detail),
  ]);
  const body = rows.length === 0 ? "No change." : table(["Change", "Subject", "Detail"], cells);
  return `${[...warnings, ...(warnings.length > 0 ? [""] : []), body, "", summary].join("\n")}\n`;
}
