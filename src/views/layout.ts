import type { Spelling } from "../kernel/advice.ts";
import type { Paint } from "./paint.ts";

/** How wide a page is, and how it is coloured. */
export interface Page {
  /** Columns of the terminal; 80 if there is none. */
  readonly width: number;
  readonly paint: Paint;
  /** How options are named in advice. */
  readonly spelling?: Spelling;
}

/** Sentences never get longer: long lines are hard to read. */
const MAX_SENTENCE = 80;
/** Below it labels stand above their values. */
export const NARROW = 64;
/** Where values begin. */
const VALUE_COLUMN = 14;

/** Lines of at most the page's width, each indented; a word that is longer than a line stays whole, to be copied. */
export function wrapped(text: string, indent: number, { width }: Page): string[] {
  const most = Math.max(16, Math.min(width, MAX_SENTENCE) - indent);
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > most) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines.map((line) => " ".repeat(indent) + line.replaceAll(JOINT, " "));
}

/** No visible text holds it. */
const JOINT = "\0";

/** A command or address as one word, which only a terminal may break: it is there to be copied. */
export function unbroken(text: string): string {
  return text.replaceAll(" ", JOINT);
}

/** Lines of a text, each with whether it is one that is there to be copied. */
export function copiedLines(text: string): { readonly line: string; readonly isCopied: boolean }[] {
  return text.split("\n").map((line) => ({ line: line.replaceAll(JOINT, " "), isCopied: line.includes(JOINT) }));
}

/** A label at column 2 and its value at column 14, below each other on a narrow page. Each line of the value is wrapped. */
export function labelled(label: string, value: string, page: Page, indent = 2): string[] {
  const shown = page.paint("dim", label);
  const lines = value.split("\n");
  if (page.width < NARROW) {
    return [" ".repeat(indent) + shown, ...lines.flatMap((line) => wrapped(line, indent + 2, page))];
  }
  const column = label.length < VALUE_COLUMN - 2 ? indent + VALUE_COLUMN - 2 : indent + label.length + 2;
  const [first = "", ...more] = lines.flatMap((line) => wrapped(line, column, page));
  return [" ".repeat(indent) + shown + " ".repeat(column - indent - label.length) + first.trimStart(), ...more];
}

/** Names with what they mean, in two columns as far as the page has room. */
export function explained(rows: readonly (readonly [name: string, meaning: string])[], page: Page): string[] {
  const column = widest(rows.map(([name]) => name)) + 4;
  return rows.flatMap(([name, meaning]) => {
    if (page.width < NARROW) return [`  ${name}`, ...wrapped(meaning, 4, page)];
    const [first = "", ...more] = wrapped(meaning, column, page);
    return [`  ${name.padEnd(column - 2)}${first.trimStart()}`, ...more];
  });
}

/** In characters; 0 of none. */
export function widest(texts: readonly string[]): number {
  return texts.reduce((most, text) => Math.max(most, text.length), 0);
}

/** Texts in as many columns as fit the page, read downwards, indented by four. */
export function inColumns(texts: readonly string[], { width }: Page): string[] {
  const cell = widest(texts) + 2;
  const columns = Math.max(1, Math.min(2, Math.floor((Math.min(width, MAX_SENTENCE) - 4) / cell)));
  const rows = Math.ceil(texts.length / columns);
  return Array.from({ length: rows }, (_, row) => {
    const cells = Array.from({ length: columns }, (_, column) => texts[row + column * rows] ?? "");
    return `    ${cells.map((text) => text.padEnd(cell)).join("")}`.trimEnd();
  });
}
