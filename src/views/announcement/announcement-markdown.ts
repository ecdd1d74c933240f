import type { Announcement } from "../../domain/announcement/announcement.ts";
import { codeBlock, codeSpan, escapeMarkdown, table } from "../../kernel/markdown.ts";
import { type AnnouncementFacts, announcementSections, type Block } from "./announcement-sections.ts";

/** The page for people as Markdown: also what GitHub shows of the advisory. */
export function announcementMarkdown(announcement: Announcement, facts: AnnouncementFacts): string {
  const sections = announcementSections(announcement, facts).flatMap(({ title, blocks }) => [
    `## ${title}`,
    ...blocks.map(markdownOf),
  ]);
  return `${[`# ${escapeMarkdown(announcement.file.title)}`, ...sections].join("\n\n")}\n`;
}

function markdownOf(block: Block): string {
  switch (block.kind) {
    case "text":
      return escapeMarkdown(block.text);
    case "command":
      return codeBlock(block.text, "sh");
    case "list":
      return block.items.map((item) => `- ${escapeMarkdown(item)}`).join("\n");
    case "table":
      return table(
        block.head,
        block.rows.map((row) =>
          row.map((value) => (/^[0-9a-f]{64}$/.test(value) ? codeSpan(value) : escapeMarkdown(value))),
        ),
      );
  }
}
