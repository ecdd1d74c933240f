import type { GotRelease } from "../../domain/release/got-release.ts";
import type { Spelling } from "../../kernel/advice.ts";
import { counted } from "../../kernel/counted.ts";
import { codeBlock, codeSpan, escapeMarkdown, table } from "../../kernel/markdown.ts";
import { foldedSection } from "../folded-section.ts";
import { foldedTable } from "../folded-table.ts";
import { sizeText } from "../size-text.ts";
import { gotAdvice, gotNotProven, gotTitle, restsOn } from "./got-release-text.ts";

/** A release that was downloaded, on the page of a run, in Markdown: the verdict, what to do, where the files are; the rest folded. */
export function gotReleaseSummary(
  got: GotRelease,
  { spelling, folder }: { readonly spelling: Spelling; readonly folder: string | undefined },
): string {
  const { files, evidence, claims, others } = got;
  const advised = gotAdvice(got, spelling);
  const [verdict = "", ...rest] = gotTitle(got).split("  ");
  const said = claims.filter(({ status }) => status !== "not-applicable");
  const sections = [
    `## ${verdict}: ${escapeMarkdown(rest.join("  "))}`,
    ...(advised === undefined ? [] : [adviceOf(advised)]),
    placeOf(got, folder),
    ...foldedSection(
      "Files",
      `${counted(files.length, "file")}${others.length === 0 ? "" : `; ${counted(others.length, "other")} not requested`}`,
      foldedTable(
        ["File", "Size", "Proof", "SHA-256"],
        files.map((file) => [
          codeSpan(file.name),
          sizeText(file.size),
          escapeMarkdown(restsOn(file)),
          codeSpan(file.sha256),
        ]),
      ),
    ),
    ...foldedSection(
      "Evidence",
      "what was looked for, and what became of it",
      [
        table(
          ["Evidence", "Status", "What was found"],
          [
            ...evidence.map(({ kind, status, reason }) => [words(kind), words(status), escapeMarkdown(reason)]),
            ...said.map(({ id, status, reason }) => [words(id), words(status), escapeMarkdown(reason)]),
          ],
        ),
        `**Not proven:** ${escapeMarkdown(gotNotProven(got))}`,
      ].join("\n\n"),
    ),
  ];
  return `${sections.join("\n\n")}\n`;
}

/** A sentence is text, for a line of code does not wrap; what has lines of its own is to be copied. */
function adviceOf(advised: string): string {
  return advised.includes("\n") ? codeBlock(advised, "text") : escapeMarkdown(advised);
}

function placeOf({ files, page, tag, isLatest }: GotRelease, folder: string | undefined): string {
  const size = sizeText(files.reduce((sum, file) => sum + file.size, 0));
  const what = `${counted(files.length, "file")}, ${size}`;
  const isPlaced = files.some(({ placed }) => placed !== undefined) && folder !== undefined;
  const where = isPlaced ? `in ${codeSpan(folder)}` : "downloaded, and put nowhere";
  const which = isLatest ? `, the latest release` : "";
  return `${what}, ${where}: ${codeSpan(tag)}${which} at ${codeSpan(page)}.`;
}

function words(id: string): string {
  return escapeMarkdown(id.replaceAll("-", " "));
}
