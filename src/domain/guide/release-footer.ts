import { codeBlock } from "../../kernel/markdown.ts";
import { GUIDE_ENTRY } from "../capsule/entry-names.ts";
import { FOOTER_BEGIN, FOOTER_END } from "../release/release-notes.ts";
import { VERIFIER_ADDRESS, VERIFIER_NAME } from "./verifier.ts";

/** Where GitHub gives the files of a release. */
export function downloadsOf(repository: string, tag: string): string {
  return `${repository}/releases/download/${tag.split("/").map(encodeURIComponent).join("/")}`;
}

/**
 * What the text of a release ends with, in Markdown: the command that a consumer runs. Its first line ends whatever comment the text
 * before it left open, so that it is seen.
 */
export function releaseFooter(command: string, downloads: string): string {
  return [
    FOOTER_BEGIN,
    "### Verify this release",
    "",
    `In the folder of the downloads, with [${VERIFIER_NAME}](${VERIFIER_ADDRESS}) in the folder above:`,
    "",
    codeBlock(command, "sh"),
    "",
    `[${GUIDE_ENTRY}](${addressOf(downloads)}/${GUIDE_ENTRY}) says what this proves, what that program must be, and how other programs verify it.`,
    FOOTER_END,
  ].join("\n");
}

/** What was sealed, as a picture with a link to VERIFY.md, in Markdown. It says "sealed", never "verified": only a reader verifies. */
export function releaseBadge(
  { name, version, files }: { readonly name: string; readonly version: string; readonly files: string },
  downloads: string,
): string {
  const message = `${name} ${version}, ${files}`;
  const picture = `https://img.shields.io/badge/${badgeText("sealed")}-${badgeText(message)}-blue`;
  return `[![sealed: ${message}](${picture})](${addressOf(downloads)}/${GUIDE_ENTRY})`;
}

/** That address is made of three parts with a hyphen between them; in each, hyphens and underscores are doubled. */
function badgeText(text: string): string {
  return addressOf(encodeURIComponent(text.replaceAll("-", "--").replaceAll("_", "__")));
}

/** Parentheses would end a link. */
function addressOf(text: string): string {
  return text.replace(/[()]/g, (one) => (one === "(" ? "%28" : "%29"));
}
