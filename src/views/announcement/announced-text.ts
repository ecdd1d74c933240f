import { idsOf, rangeInWords } from "../../domain/announcement/announcement.ts";
import { labelled, type Page } from "../layout.ts";
import { visible } from "../visible.ts";
import type { ShownAnnounced } from "./announced-json.ts";

/** What was written, and what to do with each file. */
export function announcedText({ announcement, folder, files, late, commands }: ShownAnnounced, page: Page): string {
  return [
    `WRITTEN  ${visible(announcement.product)}: ${visible(idsOf(announcement).join(", "))}`,
    "",
    ...labelled("Affected", visible(rangeInWords(announcement)), page),
    ...labelled("Fixed", visible(announcement.fixed.map(({ version }) => version).join(", ")), page),
    ...labelled("Severity", announcement.severity.level, page),
    ...labelled("Public at", visible(announcement.published), page),
    ...labelled("Folder", visible(folder), page),
    "",
    ...files.map((name) => `  ${visible(name)}`),
    "",
    ...(late.length === 0 ? [] : ["Late, by the rules of the response:", ...late.map((one) => `  ${one}`), ""]),
    "On the day, say it in the log of the project, too, if it has one:",
    ...commands.map((command) => `  ${visible(command)}`),
    "",
    "Every format was read again and says the same. Nothing was published.",
    "",
  ].join("\n");
}
