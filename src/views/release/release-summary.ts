import type { SealedRelease } from "../../domain/release/sealed-release.ts";
import { counted } from "../../kernel/counted.ts";
import { codeBlock, codeSpan, htmlText, table } from "../../kernel/markdown.ts";
import { foldedSection } from "../folded-section.ts";
import { foldedTable } from "../folded-table.ts";
import { sbomDeltaSection } from "../sbom/sbom-delta-section.ts";
import { sizeText } from "../size-text.ts";
import { unprovenSection } from "../verification/unproven-section.ts";
import { nextStep } from "./next-step.ts";
import { readBackSection } from "./read-back-section.ts";
import { warningsSection } from "./release-check-summary.ts";

/**
 * A sealed release on the page of a run, in Markdown: the verdict with its link, the warnings, the consumer's command, the
 * next step; then, folded, who signed, the files, what changed, and every check.
 */
export function releaseSummary(release: SealedRelease, command: string | undefined): string {
  const { identity } = release;
  const sections = [
    `## ${headline(release)}`,
    opening(release),
    ...(identity.instance === "local" ? [LOCAL] : []),
    ...warningsSection(release.warnings.map((text) => ({ text, fix: undefined }))),
    ...(command === undefined ? [] : ["### What people type", codeBlock(command, "sh")]),
    nextStep(release),
    ...foldedSection("Signed by", htmlText(signerName(identity)), signerTable(release)),
    ...filesSection(release),
    ...foldedSection("Contents", "and what changed in them since the release before", sbomDeltaSection(release)),
    ...foldedSection("Checks", `${checked(release)}, and what is not proven`, unprovenSection(release)),
  ];
  return `${sections.join("\n\n")}\n`;
}

const LOCAL =
  "> **Local test instance.** The signature shows that the files belong together and proves nothing about who sealed them.";

/** The first words make sense alone: what is public is called so, and linked. */
function headline({ facts, publication, written, identity }: SealedRelease): string {
  const name = codeSpan(`${facts.name} ${facts.version}`);
  if (publication !== undefined) {
    const link = `[${name}](${encodeURI(publication.location).replace(/[()]/g, encodeURIComponent)})`;
    return publication.isPublic
      ? `${link} is public and verified`
      : `${link} is sealed and verified, and still a draft`;
  }
  if (written !== undefined) return `${name} is sealed and verified, and not published`;
  return `${name} would be sealed: nothing was written${identity.instance === "local" ? "" : " or published"}`;
}

function opening({ assets, images, facts, publication, readBack, identity }: SealedRelease): string {
  const size = assets.reduce((sum, asset) => sum + asset.size, 0);
  const what = [
    ...(assets.length === 0 ? [] : [`${counted(assets.length, "file")}, ${sizeText(size)}`]),
    ...(images.length === 0 ? [] : [counted(images.length, "image")]),
  ].join(" and ");
  // A workflow signs as its repository; the keys of a trial and other builders are nobody's repository.
  const by = signerName(identity).startsWith(`${facts.repository}/`) ? "as" : "for";
  const source = [
    ...(facts.repository === null
      ? []
      : [`${by} ${codeSpan(facts.repository.replace(/^https:\/\/github\.com\//, ""))}`]),
    ...(facts.tag === null ? [] : [`at tag ${codeSpan(facts.tag)}`]),
  ].join(" ");
  const again = "Every file was downloaded again and compared **before** the release became public.";
  const isAll = publication?.isPublic === true && readBack.every(({ by }) => by === "bytes");
  return `${what}, signed ${source}.${isAll ? ` ${again}` : ""}`.replace(" .", ".");
}

function checked({ claims }: SealedRelease): string {
  const verified = claims.filter(({ status }) => status === "verified").length;
  return `${verified} verified`;
}

function filesSection(release: SealedRelease): string[] {
  const { assets, images, written } = release;
  const added = written?.files.filter(({ name }) => !assets.some((asset) => asset.name === name)) ?? [];
  const note = `${assets.length} of yours${added.length === 0 ? "" : `; ${counted(added.length, "file")} added beside them`}`;
  const rows = [
    ...assets.map(({ name, size, sha256 }) => [codeSpan(name), sizeText(size), codeSpan(sha256)]),
    ...images.map(({ name, sha256 }) => [codeSpan(name), "image", codeSpan(sha256)]),
  ];
  return foldedSection(
    "Files",
    note,
    [
      foldedTable(["File", "Size", "SHA-256"], rows),
      ...(added.length === 0 ? [] : [`Added: ${added.map(({ name }) => codeSpan(name)).join(" · ")}`]),
      readBackSection(release),
    ].join("\n\n"),
  );
}

function signerName(identity: SealedRelease["identity"]): string {
  return identity.kind === "key" ? identity.fingerprint : identity.subjectAlternativeName;
}

function signerTable({ facts, identity, rootSha256, capsule, logEntries }: SealedRelease): string {
  const { repository, commit, tag } = facts;
  return table(
    ["What", "Value"],
    [
      ...(repository === null ? [] : [["Repository", codeSpan(repository)]]),
      ...(tag === null ? [] : [["Tag", codeSpan(tag)]]),
      ...(commit === null ? [] : [["Commit", codeSpan(commit)]]),
      [identity.kind === "key" ? "Key" : "Signer", codeSpan(signerName(identity))],
      ...(identity.kind === "key" ? [] : [["Issuer", codeSpan(identity.issuer)]]),
      ["Sigstore instance", identity.instance],
      ...(logEntries.length === 0 ? [["Public log", "none: signed timestamps instead"]] : logEntries.map(logRow)),
      ["Release statement", codeSpan(`sha256:${rootSha256}`)],
      ["Capsule", codeSpan(`sha256:${capsule.sha256}`)],
    ],
  );
}

/** The log that has a page for each entry; the indices of others are numbers for their clients. */
const SEARCHABLE = "https://rekor.sigstore.dev";

function logRow({ log, index }: SealedRelease["logEntries"][number]): string[] {
  const shown = codeSpan(index);
  const entry =
    log === SEARCHABLE && /^\d+$/.test(index) ? `[${shown}](https://search.sigstore.dev/?logIndex=${index})` : shown;
  return ["Public log", `entry ${entry} of ${codeSpan(log)}`];
}
