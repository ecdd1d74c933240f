import { MAX_NOTES_CHARACTERS, withFooter, withoutFooter } from "../../../domain/release/release-notes.ts";
import { Fault } from "../../../kernel/fault.ts";
import type { ReleaseText } from "../../../ports/publishing-settings.ts";
import type { GitHubApi } from "../api/github-api.ts";
import { notesSchema, type Release } from "./release-schemas.ts";

/** What our own part may need. */
const FOOTER_ROOM = 4096;
const CUT = "_The list of changes is longer than a release can hold: the rest was left out._";

interface Noted {
  readonly tag: string;
  readonly text: ReleaseText;
  warn(text: string): void;
}

/** What a release that is made here begins with: the notes that were given, and GitHub's list of changes after them. */
export async function firstNotes(api: GitHubApi, { tag, text, warn }: Noted): Promise<string> {
  const { notes = "", generate = text.notes === undefined } = text;
  const own = notes.trimEnd();
  const listed = generate ? await generatedNotes(api, tag, warn) : "";
  const room = MAX_NOTES_CHARACTERS - FOOTER_ROOM - own.length - 2;
  if (listed.length > room)
    warn("the generated notes are longer than a release can hold: it begins with a part of them");
  return [own, listed.length > room ? cutNotes(listed, room) : listed].filter((part) => part !== "").join("\n\n");
}

/**
 * GitHub's list of changes since the release before. Asked for by itself, and not with the new release: so a failure is only a list that
 * is missing, which is said.
 */
async function generatedNotes(api: GitHubApi, tag: string, warn: (text: string) => void): Promise<string> {
  const what = "generate the notes of the release";
  const purpose = { what, permission: "contents: write", method: "POST", path: "/releases/generate-notes" } as const;
  try {
    return (await api.json(notesSchema, { ...purpose, body: { tag_name: tag } })).body.trimEnd();
  } catch (fault) {
    if (!(fault instanceof Fault)) throw fault;
    warn(`GitHub gave no list of changes, so the notes have none: ${fault.message}`);
    return "";
  }
}

/** The last line of the notes, which links all changes, is kept if it fits; nothing is, where not even the sentence does. */
export function cutNotes(notes: string, room: number): string {
  const lines = notes.trimEnd().split("\n");
  const last = lines.at(-1) ?? "";
  const end = `\n${CUT}\n${last.startsWith("**Full Changelog**") && last.length < 1000 ? `\n${last}\n` : ""}`;
  let kept = "";
  for (const line of lines.slice(0, -1)) {
    if (kept.length + line.length + 1 + end.length > room) break;
    kept += `${line}\n`;
  }
  const cut = (kept + end).trimStart();
  return cut.length > room ? "" : cut;
}

/** What a request is to change. */
export interface TextChange {
  readonly name?: string;
  readonly body?: string;
}

interface FoundDraft extends Noted {
  /** As it is now. */
  readonly found: Release;
  /** Whether this run made it, with its title and notes. */
  readonly made: boolean;
  /** Our part of the text; undefined to leave the text without. */
  readonly footer: string | undefined;
}

/**
 * What of its title and text a draft lacks. What somebody wrote stays: notes and title are for a draft that this makes, or that has
 * none; only our own part of the text is replaced.
 */
export async function lackingText(api: GitHubApi, draft: FoundDraft): Promise<TextChange> {
  const { found, footer, warn } = draft;
  const before = found.body ?? "";
  const noted = await notesOf(api, draft);
  const whole = footer === undefined ? noted : withFooter(noted, footer);
  const isLong = whole.length > MAX_NOTES_CHARACTERS;
  if (isLong) warn("the text of the release has no room for the command that verifies it");
  const body = isLong ? noted : whole;
  return { ...titleOf(draft), ...(body === before ? {} : { body }) };
}

async function notesOf(api: GitHubApi, { found, made, text, tag, warn }: FoundDraft): Promise<string> {
  const before = found.body ?? "";
  if (made || (text.notes === undefined && text.generate !== true)) return before;
  const there = evenLines(withoutFooter(before));
  if (there === "") return firstNotes(api, { tag, text, warn });
  if (text.notes !== undefined && !there.startsWith(evenLines(text.notes))) {
    warn("the draft has notes of its own, which stay: those that were given are not put there");
  }
  return before;
}

/** A draft that nobody gave a title has its tag. */
function titleOf({ found, made, text: { title }, tag, warn }: FoundDraft): Pick<TextChange, "name"> {
  const there = found.name ?? "";
  if (made || title === undefined || there === title) return {};
  if (there === "" || there === tag) return { name: title };
  warn("the draft has a title of its own, which stays");
  return {};
}

/** GitHub's editor writes other ends of lines. */
function evenLines(text: string): string {
  return text.replaceAll("\r\n", "\n").trim();
}
