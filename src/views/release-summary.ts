import { codeBlock, codeSpan, table } from "../kernel/markdown.ts";
import { foldedTable } from "./folded-table.ts";
import { nextStep } from "./next-step.ts";
import { readBackSection } from "./read-back-section.ts";
import { sbomDeltaSection } from "./sbom-delta-section.ts";
import type { ShownRelease } from "./shown-release.ts";
import { unprovenSection } from "./unproven-section.ts";

/**
 * A sealed release on the page of a run, in Markdown: the verdict in one line, the consumer's command, who signed, the
 * assets, what was read back, what changed in the SBOM, what is not proven, the next step.
 */
export function releaseSummary(release: ShownRelease, command: string | undefined): string {
  const { facts, identity } = release;
  const sections = [
    `## Sealed ${codeSpan(facts.name)} ${codeSpan(facts.version)}: ${state(release)}`,
    ...(identity.instance === "local" ? [LOCAL] : []),
    ...(command === undefined ? [] : ["### Verify", codeBlock(command, "sh")]),
    "### Signed by",
    signerTable(release),
    "### Assets",
    foldedTable(
      ["File", "Bytes", "SHA-256"],
      [
        ...release.assets.map(({ name, size, sha256 }) => [codeSpan(name), String(size), codeSpan(sha256)]),
        ...release.images.map(({ name, sha256 }) => [codeSpan(name), "image", codeSpan(sha256)]),
      ],
    ),
    "### Read back",
    readBackSection(release),
    "### SBOM",
    sbomDeltaSection(release),
    "### Not proven",
    unprovenSection(release),
    "### Next step",
    nextStep(release),
  ];
  return `${sections.join("\n\n")}\n`;
}

const LOCAL =
  "> **Local test instance.** The signature shows that the files belong together and proves nothing about who sealed them.";

function state({ publication, written }: ShownRelease): string {
  if (publication !== undefined) return publication.isPublic ? "verified and public" : "verified, still a draft";
  return written === undefined ? "verified, nothing written" : "verified, not published";
}

function signerTable({ facts, identity, rootSha256, capsuleSha256, logEntries }: ShownRelease): string {
  const { repository, commit, tag } = facts;
  return table(
    ["What", "Exactly"],
    [
      ["Identity", codeSpan(identity.subjectAlternativeName)],
      ["Issuer", codeSpan(identity.issuer)],
      ["Sigstore instance", identity.instance],
      ...(logEntries.length === 0 ? [["Log", "none: signed timestamps instead"]] : logEntries.map(logRow)),
      ...(repository === null ? [] : [["Repository", codeSpan(repository)]]),
      ...(tag === null ? [] : [["Tag", codeSpan(tag)]]),
      ...(commit === null ? [] : [["Commit", codeSpan(commit)]]),
      ["Root", codeSpan(`sha256:${rootSha256}`)],
      ["Capsule", codeSpan(`sha256:${capsuleSha256}`)],
    ],
  );
}

/** The log that has a page for each entry; the indices of others are numbers for their clients. */
const SEARCHABLE = "https://rekor.sigstore.dev";

function logRow({ log, index }: ShownRelease["logEntries"][number]): string[] {
  const shown = codeSpan(index);
  const entry =
    log === SEARCHABLE && /^\d+$/.test(index) ? `[${shown}](https://search.sigstore.dev/?logIndex=${index})` : shown;
  return ["Log", `index ${entry} of ${codeSpan(log)}`];
}
