import { codeBlock, codeSpan, escapeMarkdown, table } from "../kernel/markdown.ts";
import { claimsTable } from "./claims-table.ts";
import { foldedTable } from "./folded-table.ts";
import { readBackSection } from "./read-back-section.ts";
import type { ShownRelease } from "./shown-release.ts";

/** A sealed release on the page of a run, in Markdown: the verdict, the consumer's command, who signed, the assets. */
export function releaseSummary(release: ShownRelease, command: string | undefined): string {
  const { facts, warnings } = release;
  const sections = [
    `## Sealed ${codeSpan(facts.name)} ${codeSpan(facts.version)}`,
    ...(release.identity.instance === "local" ? [LOCAL] : []),
    ...(command === undefined ? [] : ["### Verify", codeBlock(command, "sh")]),
    "### Signed by",
    signerTable(release),
    "### Assets",
    foldedTable(
      ["File", "Bytes", "SHA-256"],
      release.assets.map(({ name, size, sha256 }) => [codeSpan(name), String(size), codeSpan(sha256)]),
    ),
    "### Read back",
    readBackSection(release),
    "### Verified as a consumer would",
    claimsTable(release.claims),
    ...(warnings.length === 0 ? [] : ["### Warnings", warnings.map((text) => `- ${escapeMarkdown(text)}`).join("\n")]),
  ];
  return `${sections.join("\n\n")}\n`;
}

const LOCAL =
  "> **Local test instance.** The signature shows that the files belong together and proves nothing about who sealed them.";

function signerTable({ facts, identity, rootSha256, capsuleSha256 }: ShownRelease): string {
  const { repository, commit, tag } = facts;
  return table(
    ["What", "Exactly"],
    [
      ["Identity", codeSpan(identity.subjectAlternativeName)],
      ["Issuer", codeSpan(identity.issuer)],
      ["Sigstore instance", identity.instance],
      ...(repository === null ? [] : [["Repository", codeSpan(repository)]]),
      ...(tag === null ? [] : [["Tag", codeSpan(tag)]]),
      ...(commit === null ? [] : [["Commit", codeSpan(commit)]]),
      ["Root", codeSpan(`sha256:${rootSha256}`)],
      ["Capsule", codeSpan(`sha256:${capsuleSha256}`)],
    ],
  );
}
