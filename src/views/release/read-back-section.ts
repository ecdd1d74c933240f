import type { SealedRelease } from "../../domain/release/sealed-release.ts";
import { codeSpan } from "../../kernel/markdown.ts";
import { foldedTable } from "../folded-table.ts";

/** What was read back from GitHub, and how, in Markdown; files that were not downloaded are named. */
export function readBackSection({ readBack }: Pick<SealedRelease, "readBack">): string {
  if (readBack.length === 0) return "Nothing was put on GitHub, so nothing was read back.";
  const stated = readBack.filter(({ by }) => by === "stated");
  const downloaded = readBack.length - stated.length;
  const verified = "The capsule was verified from the download.";
  if (stated.length === 0) {
    return `Downloaded again before anything became public, and byte for byte what was sealed: ${files(downloaded)}, which is all of the release. ${verified}`;
  }
  return [
    `Downloaded again, and byte for byte what was sealed: ${files(downloaded)}. ${verified} **Not downloaded**, because the job's hourly limit of requests left no room, and compared by the SHA-256 that GitHub states: ${files(stated.length)}.`,
    foldedTable(
      ["Compared by the stated digest only"],
      stated.map(({ name }) => [codeSpan(name)]),
    ),
  ].join("\n\n");
}

function files(count: number): string {
  return count === 1 ? "1 file" : `${count} files`;
}
