import { codeBlock, codeSpan, escapeMarkdown, table } from "../../kernel/markdown.ts";
import { TOOL } from "../tool.ts";
import { cosignSection } from "./cosign-section.ts";
import type { GuideFacts } from "./guide-facts.ts";
import { quoteWord } from "./quote-word.ts";

/**
 * VERIFY.md of one release: what is proven and what is not, who must have signed, one command with this program and the
 * commands without it. A pure function of the facts; it names no digest, log index or time made after it, so the capsule
 * can hold it. Names and refs are hostile: they appear in code spans, code blocks and shell words only.
 */
export function formatGuide(facts: GuideFacts): string {
  const sections = [
    title(facts),
    proven(facts),
    identity(facts),
    oneCommand(facts),
    cosignSection(facts),
    assets(facts),
    failures(),
  ];
  return `${sections.filter((section) => section !== undefined).join("\n\n")}\n`;
}

function title(facts: GuideFacts): string {
  const heading = `# Verify ${codeSpan(facts.name)} ${codeSpan(facts.version)}`;
  if (facts.signer.instance !== "local") return heading;
  return `${heading}

> **This release was sealed with the local test instance.** Its signature proves nothing about who made it: the keys lived
> in the memory of one run. It shows only that the files are the ones of that run.`;
}

function proven(facts: GuideFacts): string {
  const source =
    facts.repository === null || facts.commit === null
      ? "- no place of origin: it was sealed outside a known repository"
      : `- that the signer states it comes from ${codeSpan(facts.repository)} at commit ${codeSpan(facts.commit)}`;
  return `## What verification proves

- that every file you check is, byte for byte, one that was sealed as this release
- that one identity signed all of it in one run: the one named below
${source}

It does not prove that the program is free of faults or malice, that the build had no secret input, or that this is the
newest release.`;
}

function identity(facts: GuideFacts): string {
  const rows = [
    ["Signer", codeSpan(facts.signer.subjectAlternativeName)],
    ["Issuer", codeSpan(facts.signer.issuer)],
    ...(facts.tag === null ? [] : [["Tag", codeSpan(facts.tag)]]),
  ];
  return `## Who must have signed

${table(["What", "Exactly"], rows)}

Compare these with a source you already trust, such as the project's documentation in its repository: instructions that
come with a release can be replaced together with it.`;
}

function oneCommand(facts: GuideFacts): string {
  const trust = facts.trustedRoot === undefined ? [] : ["--trusted-root", facts.trustedRoot];
  const words = ["verify", ...facts.identityFlags, ...trust, "--", facts.capsule];
  const command = `npx ${TOOL.name}@${TOOL.version} ${words.map(quoteWord).join(" ")}`;
  return `## One command

Put ${codeSpan(facts.capsule)} beside the files you downloaded, and run there:

${codeBlock(command, "sh")}

It opens no network connection. It exits with 0 only if the evidence and every file beside it that belongs to the release
are genuine; to check single files, add their names.`;
}

function assets(facts: GuideFacts): string {
  const rows = facts.assets.map((asset) => [codeSpan(asset.name), codeSpan(asset.sha256)]);
  return `## Files of this release

${table(["File", "SHA-256"], rows)}`;
}

function failures(): string {
  return `## When a check fails

${table(
  ["Exit code", "Meaning"],
  [
    ["0", "verified"],
    ["1", "rejected: something was read and refused; do not use the files"],
    ["2", "the command line is wrong"],
    ["3", "incomplete: nothing is false, but something required is missing or was not checked"],
    ["4", "a file could not be read, or the program could not run"],
  ],
)}

${escapeMarkdown("Download again from the release page before you report a rejection: an interrupted download fails in the same way.")}`;
}
