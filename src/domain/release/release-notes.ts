import { Fault } from "../../kernel/fault.ts";

/** What the text of a release on GitHub may have; counted in UTF-16 units, which are never fewer than GitHub's characters. */
export const MAX_NOTES_CHARACTERS = 125_000;

/** Our part of the text of a release: from the one line to the other. Readers do not see them. */
export const FOOTER_BEGIN = "<!-- release-capsule: how to verify -->";
export const FOOTER_END = "<!-- release-capsule: end -->";

/**
 * Notes as somebody wrote them, in Markdown; `shown` names where. What would be cut or replaced later is refused: too long a text, and a
 * line that marks our part. Fault: `notes-malformed`.
 */
export function requireNotes(text: string, shown: string): string {
  if (text.length > MAX_NOTES_CHARACTERS) {
    throw new Fault(
      "notes-malformed",
      `${shown} has ${text.length} characters, and a release on GitHub takes ${MAX_NOTES_CHARACTERS}`,
      { hint: "shorten it, or link to the whole list of changes" },
    );
  }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(text)) {
    throw new Fault("notes-malformed", `${shown} contains control characters`, {
      hint: "write it as text in UTF-8",
    });
  }
  if (linesOf(text).some(isMark)) {
    throw new Fault("notes-malformed", `${shown} has a line that marks the part which sealing writes`, {
      hint: `remove the lines ${FOOTER_BEGIN} and ${FOOTER_END}`,
    });
  }
  return text;
}

/**
 * The text with this part of ours: in place of the last one that an earlier run left, else at the end. All others of that form go, too,
 * so that only one speaks for us; everything else stays, byte for byte, whoever wrote it.
 */
export function withFooter(text: string, footer: string): string {
  const next = footerPut(text, footer);
  // What is taken away may leave a begin and an end that now belong together.
  return next === text ? text : withFooter(next, footer);
}

function footerPut(text: string, footer: string): string {
  const parts = partsOf(text);
  const last = parts.findLastIndex(({ isOurs }) => isOurs);
  if (last >= 0) return parts.map((part, at) => (at === last ? footer : part.isOurs ? "" : part.text)).join("");
  const own = text.trimEnd();
  return own === "" ? footer : `${own}\n\n${footer}`;
}

/** The text without any part of ours. */
export function withoutFooter(text: string): string {
  return partsOf(text)
    .map(({ text, isOurs }) => (isOurs ? "" : text))
    .join("");
}

interface Part {
  /** Without the end of its last line, if it is ours. */
  readonly text: string;
  readonly isOurs: boolean;
}

/** Ours is what stands between two whole lines; a begin without an end is text. GitHub's editor writes lines that end with CR and LF. */
function partsOf(text: string): Part[] {
  const lines = linesOf(text);
  const parts: Part[] = [];
  let kept: string[] = [];
  let begin: number | undefined;
  const keep = () => {
    if (kept.length > 0) parts.push({ text: kept.join(""), isOurs: false });
    kept = [];
  };
  for (const line of lines) {
    kept.push(line);
    if (isBegin(line)) begin = kept.length - 1;
    if (!isEnd(line) || begin === undefined) continue;
    const ours = kept.splice(begin);
    keep();
    const end = /\r?\n$/.exec(line)?.[0] ?? "";
    const own = ours.join("");
    parts.push({ text: own.slice(0, own.length - end.length), isOurs: true }, { text: end, isOurs: false });
    begin = undefined;
  }
  keep();
  return parts;
}

/** Each with its end. */
function linesOf(text: string): string[] {
  return text.split(/(?<=\n)/);
}

function isMark(line: string): boolean {
  return isBegin(line) || isEnd(line);
}

function isBegin(line: string): boolean {
  return line.trim() === FOOTER_BEGIN;
}

function isEnd(line: string): boolean {
  return line.trim() === FOOTER_END;
}
