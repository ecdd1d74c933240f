import { type Html, html } from "./html.ts";

export type Tone = "good" | "bad" | "warn" | "quiet";

const MARKS: Readonly<Record<Tone, string>> = {
  good: "M2.8 8.6L6.4 12.2L13.2 4.4",
  bad: "M3.5 3.5L12.5 12.5M12.5 3.5L3.5 12.5",
  warn: "M8 2.8V9.4M8 12.6V13",
  quiet: "M4 8H12",
};

/** A state is a word of ours; mark and colour repeat it. */
export function resultHtml(word: string, tone: Tone): Html {
  return html`<span class="result ${tone}"><svg class="mark" viewBox="0 0 16 16" aria-hidden="true"><path d="${MARKS[tone]}"/></svg>${word}</span>`;
}
