import { escapeInvisible } from "./printable.ts";

/**
 * Markdown (CommonMark and GitHub's tables) around hostile text: whatever the content, it stays inside its place. Control,
 * bidirectional and zero-width characters are shown as escapes (V01, V05).
 */

/** A fenced block whose fence is longer than every run of backticks inside. `language` is ours, never input. */
export function codeBlock(text: string, language = ""): string {
  const lines = text.replace(/\n$/, "").split("\n").map(visible);
  const fence = "`".repeat(Math.max(3, longestRun(text) + 1));
  return [fence + language, ...lines, fence].join("\n");
}

/** Inline code on one line. A pipe would end a table cell even inside backticks, so then it is written as HTML. */
export function codeSpan(text: string): string {
  const shown = visible(text);
  if (shown === "" || shown.includes("|")) return `<code>${entities(shown)}</code>`;
  const fence = "`".repeat(longestRun(shown) + 1);
  // A renderer strips one space from both ends, and a backtick must not touch the fence.
  const pad = /^[ `]|[ `]$/.test(shown) && shown.trim() !== "" ? " " : "";
  return fence + pad + shown + pad + fence;
}

/** Text on one line that renders as itself: no emphasis, link, image, HTML, heading, list or table. */
export function escapeMarkdown(text: string): string {
  return visible(text)
    .replace(/[\\`*[\]{}()#!~:@=$^"']|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, "\\$&")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/\|/g, "&#124;")
    .replace(/^ +|(?<! ) +$/g, (spaces) => "&#32;".repeat(spaces.length))
    .replace(/^[-+]|(?<=^\d+)\./, "\\$&")
    .replace(/(?<=\bwww)\./gi, "\\.");
}

/** Text of one line inside of HTML, such as a summary that opens, where no Markdown is read. */
export function htmlText(text: string): string {
  return visible(text).replace(/[&<>"'`]/g, (one) => `&#${one.codePointAt(0)};`);
}

/** A table. Header and cells are Markdown of one line, made with `codeSpan` and `escapeMarkdown`. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(" | ")} |`;
  return [line(header), line(header.map(() => "---")), ...rows.map(line)].join("\n");
}

/** A cell that cannot end early, should one come from elsewhere. */
function cell(markdown: string): string {
  return visible(markdown).replace(/\|/g, "&#124;");
}

function visible(text: string): string {
  return Array.from(text, escapeInvisible).join("");
}

function entities(text: string): string {
  return text.replace(/[^A-Za-z0-9 ]/gu, (character) => `&#${character.codePointAt(0)};`);
}

function longestRun(text: string): number {
  return (text.match(/`+/g) ?? []).reduce((longest, run) => Math.max(longest, run.length), 0);
}
