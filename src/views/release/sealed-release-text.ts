import { problemsOf } from "../../domain/release/checks/release-check.ts";
import type { SealedRelease } from "../../domain/release/sealed-release.ts";
import { keyName } from "../../domain/sigstore/verified-bundle.ts";
import { advice, option, spelled } from "../../kernel/advice.ts";
import { counted } from "../../kernel/counted.ts";
import { labelled, type Page, unbroken, wrapped } from "../layout.ts";
import { timeText } from "../time-text.ts";
import { quoted, shortRepository } from "../verification/verification-page.ts";
import { visible } from "../visible.ts";
import { recordLines } from "./record-lines.ts";
import { releaseClaimLines } from "./release-claim-lines.ts";

export interface SealedPage extends Page {
  /** The whole command that verifies it; undefined if none can be written. */
  readonly command: string | undefined;
  /** The folder of the evidence as a person here would write it. */
  readonly folder: string | undefined;
}

/** A sealed release for people: the verdict, where it is, who signed, and what people type to verify it. */
export function sealedReleaseText(release: SealedRelease, page: SealedPage): string {
  const isLocal = release.identity.instance === "local";
  return [
    ...headline(release, page),
    ...(release.publication === undefined ? [] : ["", `  ${visible(release.publication.location)}`]),
    "",
    ...(isLocal ? wrapped(LOCAL, 2, page) : signedLines(release, page)),
    ...(release.written === undefined ? unwrittenLines(release, page) : writtenLines(release, page)),
    ...commandLines(release, page),
    "",
  ].join("\n");
}

const LOCAL =
  "Signed with keys that lived for this one run. That shows how it works, and proves nothing about who made it.";

/** `RELEASED` once it is public, `SEALED` until then. */
function headline({ facts, publication, warnings, identity }: SealedRelease, page: Page): string[] {
  const word = publication?.isPublic === true ? "RELEASED" : "SEALED";
  const trial = identity.instance === "local" ? ", for trying only" : "";
  const warned = warnings.length === 0 ? "" : `, with ${counted(warnings.length, "warning")}`;
  const text = `${word}  ${visible(facts.name)} ${visible(facts.version)}${trial}${warned}`;
  const [first = "", ...more] = wrapped(text, 0, { ...page, width: Math.max(page.width, 40) });
  return [page.paint("bold", page.paint("green", word)) + first.slice(word.length), ...more];
}

function signedLines(
  { identity, logEntries, rootSha256, capsule, facts, storageRecords }: SealedRelease,
  page: Page,
): string[] {
  const dirty = facts.dirty === true ? ", with changes that are not committed" : "";
  return [
    ...labelled("Signed by", signerText(identity), page),
    ...(facts.commit === null ? [] : labelled("Commit", `${facts.commit.slice(0, 12)}${dirty}`, page)),
    ...logEntries.flatMap(({ log, index, integratedSeconds }) => {
      const isPublic = /^https:\/\/[^/]*\.sigstore\.dev$/.test(log);
      const entry = isPublic ? `public log entry ${visible(index)}` : `entry ${visible(index)} of ${visible(log)}`;
      return integratedSeconds === undefined
        ? labelled("Log", entry, page)
        : labelled("Signed at", `${timeText(integratedSeconds)}, ${entry}`, page);
    }),
    ...labelled("Statement", rootSha256, page),
    ...labelled("Capsule", capsule.sha256, page),
    ...recordLines(storageRecords, page),
  ];
}

/** `acme/tool, .github/workflows/release.yml`: a workflow by its repository and path, anybody else as certified. */
function signerText(identity: SealedRelease["identity"]): string {
  if (identity.kind === "key") return keyName(identity);
  const { subjectAlternativeName: name, issuer } = identity;
  const workflow = /^(https:\/\/[^/]+\/[^/]+\/[^/]+)\/(\.github\/workflows\/[^@]+)@/.exec(name);
  if (workflow?.[1] === undefined || workflow[2] === undefined) return `${visible(name)}\nas ${visible(issuer)} says`;
  return `${shortRepository(workflow[1])}, ${visible(workflow[2])}`;
}

/** A dry run that is not a release yet says what it lacks. */
function unwrittenLines({ examined, publication }: SealedRelease, page: Page): string[] {
  const open = problemsOf(examined);
  const lacking = ["", "  To be a release, it lacks:", ...releaseClaimLines(open, page.paint, page.spelling)];
  const nothing = publication === undefined ? ["", "  Nothing was written."] : [];
  return [...(open.length === 0 ? [] : lacking), ...nothing];
}

function writtenLines({ written, capsule }: SealedRelease, page: SealedPage): string[] {
  if (written === undefined) return [];
  const { folder = written.folder } = page;
  const files = `${counted(written.files.length, "file")}; ${quoted(capsule.name)} is the capsule`;
  return ["", ...labelled("Written to", `${visible(folder)}\n${files}`, page)];
}

function commandLines({ written, identity, assets, publication }: SealedRelease, page: SealedPage): string[] {
  if (written === undefined && publication === undefined) return [];
  const { command } = page;
  if (command === undefined) {
    const said = advice`Verify it with the arguments that ${option("json")} shows as verify.argv.`;
    return written === undefined ? [] : ["", ...wrapped(spelled(said, page.spelling), 2, page)];
  }
  if (identity.instance !== "local") return ["", "  What people type:", `  ${visible(command)}`];
  const [first] = assets;
  const again = first === undefined ? "" : `\nThen change one byte of ${quoted(first.name)}, and try it again.`;
  return ["", ...labelled("Try it", `${unbroken(visible(command))}${again}`, page)];
}
