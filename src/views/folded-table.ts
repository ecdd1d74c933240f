import { table } from "../kernel/markdown.ts";
import { encodeUtf8 } from "../kernel/utf8.ts";

const SHOWN_ROWS = 50;
/** GitHub takes 1 MiB of summary for a step; three such tables leave room for the rest. */
const MAX_BYTES = 300_000;

/** A table in Markdown of which 50 rows are shown, the next are folded, and what would be too long is counted. */
export function foldedTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const fitting = rows.slice(0, fittingRows(rows));
  const shown = table(header, fitting.slice(0, SHOWN_ROWS));
  const folded = fitting.slice(SHOWN_ROWS);
  return [
    shown,
    ...(folded.length === 0
      ? []
      : [`<details><summary>${folded.length} more</summary>`, table(header, folded), "</details>"]),
    ...(fitting.length < rows.length
      ? [`And ${rows.length - fitting.length} more that this page has no room for.`]
      : []),
  ].join("\n\n");
}

function fittingRows(rows: readonly (readonly string[])[]): number {
  let bytes = 0;
  const tooMany = rows.findIndex((row) => {
    bytes += encodeUtf8(row.join(" | ")).length + 6;
    return bytes > MAX_BYTES;
  });
  return tooMany < 0 ? rows.length : tooMany;
}
