import type { AnnouncementFile } from "../../domain/announcement/announcement-file.ts";
import { codeBlock, codeSpan, escapeMarkdown, table } from "../../kernel/markdown.ts";
import { quoteSh } from "../../kernel/shell.ts";

/** What the page of a hand-over says beside the announcement. */
export interface HandoverFacts {
  readonly release: { readonly name: string; readonly version: string };
  /** Name of the archive, and of the folder in it. */
  readonly archive: string;
  readonly folder: string;
  /** Hex, by name. */
  readonly files: readonly { readonly name: string; readonly sha256: string }[];
  /** That verifies the release in the folder, with the program in the folder above. */
  readonly verifyCommand: string;
  /** What the reader must have from elsewhere: who signs. */
  readonly signer: string;
  /** Where the program is, and its digest. */
  readonly verifier: { readonly address: string; readonly sha256: string };
}

/** The page that goes with a release to its distributors, in plain words. It says nothing of when it was written. */
export function handoverMarkdown(file: AnnouncementFile, facts: HandoverFacts): string {
  const { name, version } = facts.release;
  const encrypted = `${facts.archive}.age`;
  const parts = [
    `# ${escapeMarkdown(`${name} ${version}`)}, under embargo`,
    `**Nothing of this may be public before ${whenText(file.publish)}**: not the files, not the version, not that there is a fix. Do not put it into a public repository, log, build, chat or issue before.`,
    "## What it is",
    escapeMarkdown(file.title),
    escapeMarkdown(oneLineOf(file.impact)),
    `What users will be told to do: ${escapeMarkdown(file.action)}`,
    "## Who may have it",
    ...(file.distributors.length === 0
      ? ["Only those whom the publisher sent it to. Pass it on to nobody else."]
      : [
          "Those who are named here, and in each of them only who builds and tests the update:",
          file.distributors.map((one) => `- ${escapeMarkdown(one)}`).join("\n"),
        ]),
    `If it becomes known before, or you need more time, tell the publisher at once: ${escapeMarkdown(file.publisher.name)}, ${codeSpan(file.publisher.web)}`,
    "## Verify it",
    `No network is needed. Keep ${codeSpan("verify.js")} in the folder above: download it once from ${codeSpan(facts.verifier.address)}, whose SHA-256 is ${codeSpan(facts.verifier.sha256)}. Node.js runs it.`,
    escapeMarkdown(facts.signer),
    codeBlock(
      [`tar -xf ${quoteSh(facts.archive)}`, `cd ${quoteSh(facts.folder)}`, facts.verifyCommand].join("\n"),
      "sh",
    ),
    `It must print VERIFIED. With the command-line program it is the same line with ${codeSpan("capsule")} instead of ${codeSpan("node ../verify.js")}.`,
    table(
      ["File of the release", "SHA-256"],
      facts.files.map((one) => [codeSpan(one.name), codeSpan(one.sha256)]),
    ),
    "## Keep it secret",
    "It was sent to you encrypted, and stays so wherever it lies. Whoever passes it on to a colleague encrypts it to them:",
    codeBlock(
      [
        `age -e -R recipients.txt -o ${quoteSh(encrypted)} ${quoteSh(facts.archive)}`,
        `age -d -i mine.key -o ${quoteSh(facts.archive)} ${quoteSh(encrypted)}`,
      ].join("\n"),
      "sh",
    ),
    "## On the day",
    `At ${whenText(file.publish)} the publisher puts out exactly these bytes, and the announcement with them. Publish your update from then on. The embargo ends with that, and so does this page.`,
  ];
  return `${parts.join("\n\n")}\n`;
}

/** Paragraphs as one line: a page has room for each. */
function oneLineOf(text: string): string {
  return text.trim().replace(/\s+/g, " ");
}

/** `2026-11-24T16:00:00Z` as `2026-11-24, 16:00 UTC`. */
function whenText(publish: string): string {
  return `${publish.slice(0, 10)}, ${publish.slice(11, 16)} UTC`;
}
