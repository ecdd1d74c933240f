import { escapeMarkdown } from "../kernel/markdown.ts";
import { claimsTable } from "./claims-table.ts";
import type { ShownRelease } from "./shown-release.ts";

const MOST_WARNINGS = 50;

/** What a consumer does not learn, in Markdown: what no signature shows, open claims, and warnings of this run. */
export function unprovenSection({ claims, warnings, identity, readBack }: ShownRelease): string {
  const limits = [
    ...(identity.instance === "local" ? ["Who sealed it: the local test instance proves nothing about that."] : []),
    "That the program is free of faults or malice, that its build had no secret input, or that nobody took the build over while it ran.",
    "That this is the newest release.",
    ...(readBack.some(({ by }) => by === "stated")
      ? ["That GitHub gives back the bytes of the assets that were not downloaded again."]
      : []),
  ];
  const shown = warnings.slice(0, MOST_WARNINGS).map((text) => `- ${escapeMarkdown(text)}`);
  const more = warnings.length > MOST_WARNINGS ? [`- and ${warnings.length - MOST_WARNINGS} more, in the result`] : [];
  return [
    limits.map((text) => `- ${text}`).join("\n"),
    "Every claim, as a consumer would compute it:",
    claimsTable(claims),
    ...(shown.length === 0 ? [] : [["Warnings:", "", ...shown, ...more].join("\n")]),
  ].join("\n\n");
}
