import type { FoundEvidenceOf, FoundKind, GotFile, GotRelease, GotVerdict } from "../../domain/release/got-release.ts";
import type { Claim } from "../../domain/verification/claim.ts";
import { advice, option, type Spelling, spelled } from "../../kernel/advice.ts";
import { counted } from "../../kernel/counted.ts";
import { groupBy } from "../../kernel/group-by.ts";
import { labelled, NARROW, type Page, wrapped } from "../layout.ts";
import type { Style } from "../paint.ts";
import { sizeText } from "../size-text.ts";
import { visible } from "../visible.ts";

export interface GotPage extends Page {
  readonly verbose: boolean;
  /** Where the files were to be put; undefined for a release that was only verified. */
  readonly folder: string | undefined;
}

const STYLES: Readonly<Record<GotVerdict, Style>> = {
  verified: "green",
  accepted: "yellow",
  rejected: "red",
  incomplete: "yellow",
};
const KINDS: Readonly<Record<FoundKind, string>> = {
  capsule: "Capsule",
  published: "GitHub",
  attestations: "Attested",
  bundle: "Bundle",
  "signed-checksums": "Checksums",
  checksums: "Checksums",
  signature: "Signature",
};
/** In a sentence about one file. */
const BY: Readonly<Record<FoundKind, string>> = {
  capsule: "the capsule",
  published: "GitHub's attestation of the release",
  attestations: "attestations of its build",
  bundle: "its bundle",
  "signed-checksums": "a signed checksum list",
  checksums: "a checksum list that nobody signed",
  signature: "a signature",
};
/** More are counted, unless every one is wanted. */
const MOST_FILES = 12;

/**
 * What became of a release, for people: the verdict with its reason, where the files are, what was found and by whom, what each
 * file rests on, and what is not proven.
 */
export function gotReleaseText(got: GotRelease, page: GotPage): string {
  const title = gotTitle(got);
  const [first = "", ...more] = page.width < NARROW ? wrapped(title, 0, page) : [title];
  const word = got.verdict.toUpperCase();
  const lines = [
    page.paint("bold", page.paint(STYLES[got.verdict], word)) + first.slice(word.length),
    ...more,
    "",
    ...adviceLines(got, page),
    ...labelled(placedLabel(got, page), savedText(got, page), page),
    ...releaseLines(got, page),
    "",
    ...evidenceLines(got, page),
    ...claimLines(got, page),
    "",
    ...fileLines(got, page),
    "",
    ...wrapped(`Not proven: ${gotNotProven(got)}`, 2, page),
    "",
  ];
  return lines.filter((line, index) => line !== "" || lines[index - 1] !== "").join("\n");
}

/** The verdict with its reason, in one line. */
export function gotTitle(got: GotRelease): string {
  return `${got.verdict.toUpperCase()}  ${visible(got.repository.asked)} ${visible(got.tag)}${reasonOf(got)}`;
}

function reasonOf({ verdict, evidence, claims, files }: GotRelease): string {
  if (verdict === "rejected") {
    const refused =
      evidence.find(({ status }) => status === "refused") ?? claims.find(({ status }) => status === "failed");
    return `: ${visible(refused?.reason ?? "something was refused")}`;
  }
  if (verdict === "accepted") return ": its checksums agree, and nobody signed them";
  if (verdict === "verified") return "";
  const open = files.filter(({ open }) => open !== undefined).length;
  if (open === 0) return `: ${visible(claims.find(isOpen)?.reason ?? "something is missing")}`;
  return open === files.length
    ? ": nothing proves who made it"
    : `: ${counted(open, "file")} of ${files.length} lack proof`;
}

function isOpen({ required, status }: Claim): boolean {
  return required && status !== "verified";
}

function adviceLines(got: GotRelease, page: GotPage): string[] {
  const advised = gotAdvice(got, page.spelling);
  return advised === undefined ? [] : [...labelled("What to do", advised, page), ""];
}

/** What to do where not all is verified; undefined where nothing is to be done. */
export function gotAdvice(
  { verdict, evidence, claims, files }: GotRelease,
  spelling: Spelling | undefined,
): string | undefined {
  const refused =
    evidence.find(({ status }) => status === "refused") ?? claims.find(({ status }) => status === "failed");
  if (verdict === "rejected") {
    const hint = refused?.hint === undefined ? "" : `; ${spelled(refused.hint, spelling)}`;
    return `do not use the files${visible(hint)}`;
  }
  if (verdict !== "incomplete") return undefined;
  const isProven = files.every(({ open }) => open === undefined);
  const known = isProven
    ? claims.find(isOpen)
    : evidence.find(({ status, hint }) => status === "not-checked" && hint !== undefined);
  if (known?.hint !== undefined) return visible(spelled(known.hint, spelling));
  const areListed = files.every(({ provenBy, open }) => open === undefined || provenBy.includes("checksums"));
  const proven = files.filter(({ open }) => open === undefined);
  if (areListed) return spelled(advice`only if that is enough for you: ${option("accept", "checksums")}`, spelling);
  return proven.length > 0
    ? "name the files that are proven, to have them alone"
    : "ask the project to sign its releases";
}

function placedLabel({ files }: GotRelease, { folder }: GotPage): string {
  if (files.some(({ placed }) => placed !== undefined)) return "Saved";
  return folder === undefined ? "Looked at" : "Deleted";
}

function savedText({ files }: GotRelease, { folder }: GotPage): string {
  const size = sizeText(files.reduce((sum, file) => sum + file.size, 0));
  const [only] = files;
  const what = files.length === 1 && only !== undefined ? visible(only.name) : counted(files.length, "file");
  const isPlaced = files.some(({ placed }) => placed !== undefined);
  if (isPlaced) return `${what}, ${size}, in ${visible(folder ?? "")}`;
  return folder === undefined ? `${what}, ${size}; nothing was kept` : `${what}, ${size}: nothing was put anywhere`;
}

function releaseLines(got: GotRelease, page: GotPage): string[] {
  const { repository, tag, commit, isLatest, isPrerelease, immutable, publishedAt } = got;
  const facts = [
    isLatest ? "the latest, GitHub says, since no tag was named" : "as it was named",
    ...(isPrerelease ? ["a prerelease"] : []),
    ...(publishedAt === undefined ? [] : [`published ${visible(publishedAt.slice(0, 10))}`]),
    ...(immutable === true ? ["immutable"] : []),
  ];
  const moved = repository.asked.toLowerCase() !== repository.fullName.toLowerCase();
  return [
    ...labelled("Release", `${visible(tag)}, ${facts.join(", ")}`, page),
    ...(moved ? labelled("Repository", `${visible(repository.fullName)}, its name of today`, page) : []),
    ...newerLines(got, page),
    ...labelled("Tag", commit === undefined ? "gone" : `commit ${visible(commit.slice(0, 12))}`, page),
  ];
}

/** Whoever named a tag may not know that there is a newer release. */
function newerLines({ isLatest, latest, tag }: GotRelease, page: GotPage): string[] {
  if (isLatest || latest === undefined) return [];
  const text = latest === tag ? `${visible(tag)} is the latest release` : `the latest release is ${visible(latest)}`;
  return labelled("Newer?", `${text}, GitHub says`, page);
}

function evidenceLines({ evidence }: GotRelease, page: GotPage): string[] {
  const shown = evidence.filter(({ status }) => page.verbose || status !== "not-needed");
  const alike = groupBy(shown, ({ kind, status, reason }) => JSON.stringify([kind, status, reason]));
  return [...alike.values()].flatMap((group) => {
    const [one] = group;
    if (one === undefined) return [];
    const style: Style = one.status === "verified" ? "green" : one.status === "refused" ? "red" : "yellow";
    const word = STATUS_WORDS[one.status];
    const lines = labelled(KINDS[one.kind], `${word}: ${visible(one.reason)}${aboutText(group)}`, page);
    return lines.map((line, index) => (index === 0 ? line.replace(word, (text) => page.paint(style, text)) : line));
  });
}

const TITLES: Readonly<Record<string, string>> = { age: "Age", memory: "Before" };

/** What the user wants to know beside the evidence. */
function claimLines({ claims }: GotRelease, page: GotPage): string[] {
  const asked = claims.filter(({ status }) => status !== "not-applicable");
  return asked.flatMap(({ id, reason }) => labelled(TITLES[id] ?? id, visible(reason), page));
}

const STATUS_WORDS: Readonly<Record<FoundEvidenceOf["status"], string>> = {
  verified: "verified",
  listed: "agrees",
  refused: "refused",
  "not-checked": "not checked",
  absent: "none",
  "not-needed": "not looked for",
};

/** How many files it is about, and which file holds it; the same words of several are said once. */
function aboutText(group: readonly FoundEvidenceOf[]): string {
  const [file, ...more] = group.flatMap((one) => one.file ?? []);
  const by =
    file === undefined ? "" : ` by ${visible(file)}${more.length === 0 ? "" : ` and ${counted(more.length, "other")}`}`;
  if (group[0]?.status !== "verified") return more.length === 0 ? "" : ` (${counted(group.length, "time")})`;
  const files = new Set(group.flatMap(({ proves }) => proves));
  return ` (${counted(files.size, "file")}${by})`;
}

function fileLines({ files, others }: GotRelease, page: GotPage): string[] {
  const open = files.filter((file) => file.open !== undefined);
  const proven = files.filter((file) => file.open === undefined);
  const shown = page.verbose ? proven : proven.slice(0, MOST_FILES);
  return [
    ...[...open, ...shown].flatMap((file) => wrapped(`${visible(file.name)}: ${restsOn(file)}`, 2, page)),
    ...(shown.length < proven.length
      ? wrapped(`and ${counted(proven.length - shown.length, "more file")}, proven as well`, 2, page)
      : []),
    ...(others.length === 0
      ? []
      : wrapped(`Not asked for: ${counted(others.length, "other file")} of the release`, 2, page)),
  ];
}

/** What the word for one file rests on, or why it is not proven. */
export function restsOn({ provenBy, open }: GotFile): string {
  if (open !== undefined) return `not proven: ${visible(open)}`;
  const signed = provenBy.filter((kind) => kind !== "checksums");
  if (signed.length === 0) return "only listed, and the list is not signed";
  return `proven by ${signed.map((kind) => BY[kind]).join(", and by ")}`;
}

/** What nothing here proves, as the end of a sentence. */
export function gotNotProven({ evidence, files }: GotRelease): string {
  const has = (kind: FoundKind): boolean => files.every(({ provenBy }) => provenBy.includes(kind));
  const isBuilt = has("capsule") || has("attestations");
  const isPublished = evidence.some(({ kind, status }) => kind === "published" && status === "verified");
  return [
    ...(isBuilt ? [] : ["from what source and how it was built"]),
    ...(isPublished ? [] : ["that GitHub shows everybody the same files"]),
    "that the program is free of faults or malice",
  ]
    .join(", ")
    .replace(/, ([^,]*)$/, ", or $1.");
}
