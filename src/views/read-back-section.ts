import { codeSpan } from "../kernel/markdown.ts";
import { foldedTable } from "./folded-table.ts";
import type { ShownRelease } from "./shown-release.ts";

/** What was read back from the forge, and how, in Markdown; files that were not downloaded are named. */
export function readBackSection({ readBack }: Pick<ShownRelease, "readBack">): string {
  if (readBack.length === 0) return "Nothing was put on a forge, so nothing was read back.";
  const stated = readBack.filter(({ by }) => by === "stated");
  const downloaded = readBack.length - stated.length;
  const verified = "The capsule was verified from the download.";
  if (stated.length === 0) {
    return `All ${downloaded} files of the release were downloaded again before it became public, and are byte for byte what was sealed. ${verified}`;
  }
  return [
    `${downloaded} files were downloaded again and are byte for byte what was sealed. ${verified} ${stated.length} assets were **not downloaded**, because the job's hourly limit of requests left no room: they were compared by the SHA-256 that GitHub states.`,
    foldedTable(
      ["Compared by the stated digest only"],
      stated.map(({ name }) => [codeSpan(name)]),
    ),
  ].join("\n\n");
}
