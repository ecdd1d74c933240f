import { type Announcement, idsOf, rangeInWords } from "../../domain/announcement/announcement.ts";
import { escapeMarkdown, table } from "../../kernel/markdown.ts";

/** Each with room for an answer; nobody's name is asked for. */
const QUESTIONS = [
  "When and how did the defect come in, and which review or test could have seen it?",
  "How was it found, and could it have been found by ourselves, or sooner?",
  "What took longest between the report and the fix, and why?",
  "What did users have to do, and did they learn of it in time?",
  "What else has the same cause, and was it looked for?",
  "What changes, who does it, and until when?",
] as const;

/** The beginning of a look back at a security release: what is known stands there, what only people know is asked. */
export function retrospectiveMarkdown(announcement: Announcement, late: readonly string[]): string {
  const { file, product, fixed } = announcement;
  const days = [
    ...(file.reported === undefined ? [] : [[file.reported, "reported"]]),
    ...file.timeline.map(({ day, what }) => [day, what]),
    [file.publish.slice(0, 10), "public"],
  ];
  return `${[
    `# Looking back at ${escapeMarkdown(idsOf(announcement).join(", "))}`,
    `${escapeMarkdown(product)}: ${escapeMarkdown(file.title)}. Affected was ${escapeMarkdown(rangeInWords(announcement))}, fixed in ${escapeMarkdown(fixed.map(({ version }) => version).join(", "))}.`,
    "## What happened",
    table(
      ["Day", "What"],
      days.map((row) => row.map((cell) => escapeMarkdown(cell))),
    ),
    ...(late.length === 0 ? [] : ["## What was late", late.map((one) => `- ${escapeMarkdown(one)}`).join("\n")]),
    "## What we learn",
    ...QUESTIONS.map((question) => `### ${question}\n\n…`),
  ].join("\n\n")}\n`;
}
