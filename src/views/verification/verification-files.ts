import type { AssetResult, Verification } from "../../domain/verification/verification.ts";
import { counted } from "../../kernel/counted.ts";
import { NARROW, widest, wrapped } from "../layout.ts";
import type { Style } from "../paint.ts";
import { sizeText } from "../size-text.ts";
import { shownName, type VerificationPage } from "./verification-page.ts";

/** A state is a word; nothing else is coloured. */
const WORDS: Readonly<Partial<Record<AssetResult["status"], readonly [word: string, style: Style]>>> = {
  verified: ["ok", "green"],
  renamed: ["ok", "green"],
  failed: ["WRONG", "red"],
  absent: ["missing", "yellow"],
  unreadable: ["unread", "yellow"],
  "not-vouched": ["open", "yellow"],
  "not-part": ["other", "yellow"],
};

/** As many as a person reads; `verbose` lists all. */
const MOST = 100;
const MOST_BESIDE = 5;
/** From here on a digest has room beside name and size. */
const WIDE = 116;

/** A line for each file that was looked at, what is wrong first, and the others counted. */
export function fileLines(verification: Verification, page: VerificationPage): string[] {
  const { assets, verdict } = verification;
  const looked = assets.flatMap((asset) => {
    const word = WORDS[asset.status];
    return word === undefined ? [] : [{ asset, word }];
  });
  const isRejected = verdict === "rejected";
  const good = looked.filter(({ asset }) => isRight(asset));
  const inOrder = [
    ...looked.filter(({ asset }) => !isRight(asset)),
    ...good.filter(({ asset }) => asset.isDocument !== true),
    ...good.filter(({ asset }) => asset.isDocument === true),
  ];
  // Beside a wrong file the right ones are only counted.
  const right = good.length;
  const listed = isRejected && !page.verbose ? inOrder.slice(0, inOrder.length - right) : inOrder;
  const shown = page.verbose ? listed : listed.slice(0, MOST);
  const width = widest(inOrder.map(({ word: [word] }) => word));
  const lines = [
    ...rows(shown, width, page),
    ...(isRejected && !page.verbose && right > 0
      ? [line("ok", "green", counted(right, inOrder.length > right ? "other file" : "file"), { width, page })]
      : []),
    ...(shown.length < listed.length ? [`${" ".repeat(width + 4)}and ${listed.length - shown.length} more`] : []),
    ...restLines(verification, width, page),
  ];
  return lines.length === 0 ? [] : ["", ...lines.map((text) => text.trimEnd())];
}

function isRight({ status }: AssetResult): boolean {
  return status === "verified" || status === "renamed";
}

interface Shown {
  readonly asset: AssetResult;
  readonly word: readonly [word: string, style: Style];
}

function rows(shown: readonly Shown[], width: number, page: VerificationPage): string[] {
  const isNarrow = page.width < NARROW;
  const names = widest(shown.map(({ asset }) => shownName(asset)));
  const sizes = widest(shown.map(({ asset }) => sizeOf(asset)));
  const isWide = page.width >= WIDE && names + sizes + 64 + width + 8 <= page.width;
  return shown.flatMap(({ asset, word: [word, style] }) => {
    const size = sizeOf(asset).padStart(sizes);
    const digest = isWide && asset.sha256 !== undefined ? `  ${asset.sha256}` : "";
    const more = isNarrow || sizes === 0 ? "" : `${isWide ? "  " : "   "}${page.paint("dim", size)}${digest}`;
    const first = line(word, style, `${more === "" ? shownName(asset) : shownName(asset).padEnd(names)}${more}`, {
      width,
      page,
    });
    const note = noteOf(asset);
    return note === undefined ? [first] : [first, ...wrapped(note, width + 4, page)];
  });
}

function line(
  word: string,
  style: Style,
  rest: string,
  { width, page }: { readonly width: number; readonly page: VerificationPage },
): string {
  return `  ${page.paint(style, word)}${" ".repeat(width - word.length)}  ${rest}`;
}

function sizeOf({ size }: AssetResult): string {
  return size === undefined ? "" : sizeText(size);
}

/** What the word alone does not say. */
function noteOf({ status, sealedName, reason }: AssetResult): string | undefined {
  switch (status) {
    case "renamed":
      return `sealed as ${sealedName ?? ""}`;
    case "unreadable":
    case "not-vouched":
      return reason;
    default:
      return undefined;
  }
}

/** What is not there, and what only lies there. */
function restLines({ assets, root }: Verification, width: number, page: VerificationPage): string[] {
  const images = new Set(
    root?.statement.subject.flatMap((one) => (one.annotations.kind === "image" ? [one.name] : [])),
  );
  const notLooked = assets.filter(({ status }) => status === "not-asked");
  const files = notLooked.filter(({ sealedName }) => !images.has(sealedName ?? ""));
  const isSome = assets.some(isRight);
  const beside = assets.filter(({ status }) => status === "beside");
  const named = beside
    .slice(0, page.verbose ? beside.length : MOST_BESIDE)
    .map(shownName)
    .join(", ");
  const more = page.verbose || beside.length <= MOST_BESIDE ? "" : ` and ${beside.length - MOST_BESIDE} more`;
  const imageCount = notLooked.length - files.length;
  return [
    ...(files.length === 0 || !isSome
      ? []
      : [`${counted(files.length, "other file")} of the release ${files.length === 1 ? "was" : "were"} not looked at`]),
    ...(imageCount === 0 || !isSome ? [] : [`${counted(imageCount, "image")} of the release, to be used by digest`]),
    ...(beside.length === 0
      ? []
      : [
          `${counted(beside.length, "file")} here ${beside.length === 1 ? "is" : "are"} not of the release: ${named}${more}`,
        ]),
  ].flatMap((text) => wrapped(text, width + 4, page));
}
