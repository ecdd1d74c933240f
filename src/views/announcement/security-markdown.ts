import type { SecurityFile } from "../../domain/announcement/security-file.ts";
import { compareUtf8 } from "../../kernel/bytewise.ts";
import { escapeMarkdown, table } from "../../kernel/markdown.ts";

/** SECURITY.md, for the top of a repository. */
export function securityMarkdown(file: SecurityFile): string {
  const { project, contact, expires, response, support, keys, reviews } = file;
  return joined([
    `# Security of ${escapeMarkdown(project)}`,
    "## Reporting",
    "Report a vulnerability in private, and not in an issue that everybody can read:",
    contact.map((one) => `- ${address(one)}`).join("\n"),
    `This holds until ${expires}.`,
    response.length === 0
      ? ""
      : table(
          ["What", "When"],
          response.map(({ what, within }) => [escapeMarkdown(what), escapeMarkdown(within)]),
        ),
    "## What is supported",
    table(
      ["Versions", "Fixes until"],
      support.map(({ line, until }) => [escapeMarkdown(line), until === "open" ? "no end is set" : until]),
    ),
    ...section("## What counts", file["in-scope"]),
    ...section("## What does not count", file["out-of-scope"]),
    keys.length === 0 ? "" : "## Keys\n\nThe keys, with what each is for and for how long, are in keys.json.",
    reviews.length === 0 ? "" : "## Reviews\n\nWhat reviews found is in REVIEWS.md, once it is fixed and public.",
  ]);
}

/** REVIEWS.md: what reviews found, newest first; only what is fixed and public. */
export function reviewLedger({ project, reviews }: SecurityFile): string {
  const newest = [...reviews].reverse().sort((a, b) => compareUtf8(b.published, a.published));
  return joined([
    `# What reviews of ${escapeMarkdown(project)} found`,
    "Only what is fixed and public.",
    table(
      ["Id", "What", "Found by", "Fixed in", "Public since"],
      newest.map(({ id, title, by, fixed, published, web }) => [
        web === undefined ? escapeMarkdown(id) : `[${escapeMarkdown(id)}](<${web}>)`,
        escapeMarkdown(title),
        by === undefined ? "" : escapeMarkdown(by),
        ...[escapeMarkdown(fixed), published],
      ]),
    ),
  ]);
}

function section(title: string, text: string | undefined): string[] {
  return text === undefined
    ? []
    : [
        title,
        ...text
          .trim()
          .split(/\n{2,}/)
          .map((one) => escapeMarkdown(one.replace(/\s+/g, " "))),
      ];
}

/** Of a schema that has no character which ends it. */
function address(text: string): string {
  return `<${text}>`;
}

function joined(parts: readonly string[]): string {
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}
