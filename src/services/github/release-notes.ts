import type { GitHubApi } from "./github-api.ts";
import { readAnswer } from "./github-api.ts";
import { notesSchema } from "./release-schemas.ts";

/** What the text of a release may have; counted in UTF-16 units, which are never fewer than GitHub's characters. */
const MAX_CHARACTERS = 125_000;
const CUT = "_The list of changes is longer than a release can hold: the rest was left out._";

/** GitHub's generated notes, cut at the end of a line to what a release can hold; the cut alone if GitHub gives none. */
export async function shortenedNotes(api: GitHubApi, tag: string): Promise<string> {
  const what = "generate the notes of the release";
  const purpose = { what, permission: "contents: write", method: "POST", path: "/releases/generate-notes" } as const;
  const response = await api.sendOnce({ ...purpose, body: { tag_name: tag } });
  return cutNotes(response.status === 200 ? readAnswer(notesSchema, response, what).body : "");
}

/** The last line of the notes, which links all changes, is kept if it fits. */
export function cutNotes(notes: string): string {
  const lines = notes.trimEnd().split("\n");
  const last = lines.at(-1) ?? "";
  const end = `\n${CUT}\n${last.startsWith("**Full Changelog**") && last.length < 1000 ? `\n${last}\n` : ""}`;
  let kept = "";
  for (const line of lines.slice(0, -1)) {
    if (kept.length + line.length + 1 + end.length > MAX_CHARACTERS) break;
    kept += `${line}\n`;
  }
  return (kept + end).trimStart();
}
