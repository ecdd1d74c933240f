import type { CheckedRelease, PlannedContents } from "../../domain/release/checked-release.ts";
import { problemsOf, warningClaims } from "../../domain/release/checks/release-check.ts";
import type { ReleaseClaim } from "../../domain/release/checks/release-claim.ts";
import { advice, type Hint, option, spelled } from "../../kernel/advice.ts";
import { counted } from "../../kernel/counted.ts";
import { inColumns, labelled, type Page, wrapped } from "../layout.ts";
import { sizeText } from "../size-text.ts";
import { timeText } from "../time-text.ts";
import { visible } from "../visible.ts";
import { releaseClaimLines, valueLines } from "./release-claim-lines.ts";

export interface CheckPage extends Page {
  /** Whether checks that hold and values are listed, too. */
  readonly verbose: boolean;
  /** The last sentence: what was done, and what comes next. */
  readonly ending: string;
}

/**
 * A checked release for people: the verdict, what does not hold with its fix, what only warns, and what would be released.
 * Checks that hold are counted.
 */
export function releaseCheckText(shown: CheckedRelease, page: CheckPage): string {
  const isReady = shown.verdict === "ready";
  const lines = [
    ...wrapped(headline(shown), 0, { ...page, width: Math.max(page.width, 40) }),
    ...(isReady ? [] : problemsOf(shown).flatMap((claim, index) => ["", ...problemLines(index + 1, claim, page)])),
    ...warningLines(shown, page),
    ...(isReady && shown.facts !== undefined ? ["", ...releaseLines(shown, page)] : []),
    ...(isReady ? plannedLines(shown, page) : otherLines(shown, page)),
    ...(page.verbose
      ? ["", ...valueLines(shown.values), "", ...releaseClaimLines(shown.claims, page.paint, page.spelling)]
      : []),
    "",
    ...wrapped(page.ending, 2, page),
    "",
  ];
  const [first = "", ...rest] = lines;
  return [painted(first, isReady, page), ...rest].join("\n");
}

/** `READY  tool 1.4.2, with 1 warning`, `NOT READY  tool 1.4.2: 2 problems`: it makes sense alone. */
function headline(shown: CheckedRelease): string {
  const { facts, verdict } = shown;
  const what = facts === undefined ? "release" : `${visible(facts.name)} ${visible(facts.version)}`;
  if (verdict === "ready") {
    const count = warningTexts(shown).length;
    return `READY  ${what}${count === 0 ? "" : `, with ${counted(count, "warning")}`}`;
  }
  return `NOT READY  ${what}: ${problemCount(shown)}`;
}

/** What keeps the release back, counted: what is false is a problem, what could not be looked at is an open check. */
export function problemCount(shown: CheckedRelease): string {
  const problems = problemsOf(shown);
  const isFalse = problems.filter(({ status }) => status === "failed").length;
  const open = problems.length - isFalse;
  return [
    ...(isFalse === 0 && open > 0 ? [] : [counted(isFalse, "problem")]),
    ...(open === 0 ? [] : [counted(open, "required check is open", "required checks are open")]),
  ].join(", ");
}

/** Only our own word stands in colour. */
function painted(line: string, isReady: boolean, { paint }: Page): string {
  const word = isReady ? "READY" : "NOT READY";
  return paint("bold", paint(isReady ? "green" : "red", word)) + line.slice(word.length);
}

function problemLines(number: number, claim: ReleaseClaim, page: Page): string[] {
  const [first = "", ...more] = wrapped(visible(sentence(claim.reason)), 5, page);
  return [
    `  ${number}${first.slice(3)}`,
    ...more,
    ...sidesOf(claim).flatMap(([label, value]) => labelled(visible(label), visible(value), page, 5)),
    ...(claim.fix === undefined ? [] : labelled("Fix", lines(spelled(claim.fix, page.spelling)), page, 5)),
  ];
}

/** The two values that differ, if there are two. */
export function sidesOf({ status, sides, found, expected }: ReleaseClaim): readonly (readonly [string, string])[] {
  if (sides !== undefined) return sides;
  if (status !== "failed" || found === null || expected === null) return [];
  return [
    ["Expected", expected],
    ["Found", found],
  ];
}

interface Warning {
  readonly text: string;
  readonly fix: Hint | undefined;
}

/** What does not hold and is not required, and what a plan warns of. */
export function warningTexts(shown: CheckedRelease): Warning[] {
  return [
    ...warningClaims(shown).map(({ reason, sides = [], fix }) => ({ text: reason + sidesText(sides), fix })),
    ...(shown.plan?.warnings ?? []).map((text) => ({ text, fix: undefined })),
  ];
}

function sidesText(sides: readonly (readonly [string, string])[]): string {
  return sides.length === 0 ? "" : ` (${sides.map(([label, value]) => `${label}: ${value}`).join(", ")})`;
}

function warningLines(shown: CheckedRelease, page: Page): string[] {
  return warningTexts(shown).flatMap(({ text, fix }) => {
    const said =
      fix === undefined ? visible(text) : `${visible(text)}\n${lines(sentence(spelled(fix, page.spelling)))}`;
    const [first = "", ...more] = labelled("warning", said, { ...page, paint: (_style, plain) => plain });
    return ["", first.replace("warning", (word) => page.paint("yellow", word)), ...more];
  });
}

function releaseLines(shown: CheckedRelease, page: Page): string[] {
  const { facts, plan, claims } = shown;
  if (facts === undefined) return [];
  const before = claims.find(({ id }) => id === "version-order")?.sides?.[0]?.[1];
  const branch = claims.find(({ id, status }) => id === "branch" && status === "verified")?.found;
  const files = plan?.assets ?? [];
  const size = files.reduce((sum, file) => sum + file.size, 0);
  const rows: readonly (readonly [string, string | undefined])[] = [
    ["Release", `${facts.name} ${facts.version}${facts.tag === null ? "" : `, from tag ${visible(facts.tag)}`}`],
    ["Commit", facts.commit === null ? undefined : commitText(facts.commit, branch ?? undefined, facts.epoch)],
    ["Before it", before],
    [
      "Files",
      files.length === 0 || plan === undefined
        ? undefined
        : `${counted(files.length, "file")}, ${sizeText(size)}, ${signText(plan)}`,
    ],
    ...(plan?.images ?? []).map((image): [string, string] => ["Image", imageText(image)]),
    ["Checked", requiredText(shown)],
  ];
  return rows.flatMap(([label, value]) => (value === undefined ? [] : labelled(label, value, page)));
}

function imageText({ name, found }: PlannedContents["images"][number]): string {
  if (found === undefined) return `${visible(name)}, by its digest only`;
  const platforms = found.children.length === 0 ? "" : `, with ${counted(found.children.length, "platform")}`;
  return `${visible(name)}, as it is in its registry${platforms}`;
}

function commitText(commit: string, branch: string | undefined, epoch: number): string {
  const on = branch === undefined ? "" : ` on ${visible(branch)}`;
  const time = epoch === 0 ? "" : `, ${timeText(epoch)}`;
  return `${commit.slice(0, 12)}${on}${time}`;
}

function signText({ sign, assets }: NonNullable<CheckedRelease["plan"]>): string {
  if (sign === "once") return "signed together, by one list";
  return assets.length === 1 ? "signed by itself" : "each signed by itself";
}

function requiredText({ claims }: CheckedRelease): string {
  const held = claims.filter(({ required, status }) => required && status === "verified").length;
  return held === 1 ? "the 1 required check holds" : `${held} of ${held} required checks hold`;
}

function plannedLines({ plan }: CheckedRelease, page: Page): string[] {
  if (plan === undefined) return [];
  const { publishedNames } = plan;
  if (publishedNames.length === 0) return ["", "  Nothing will be put beside your files."];
  const names = publishedNames.map(visible);
  const place = plan.assets.length === 0 ? "be made" : "be put beside yours";
  return ["", `  ${counted(names.length, "file")} will ${place}:`, ...inColumns(names, page)];
}

function otherLines({ claims }: CheckedRelease, page: CheckPage): string[] {
  const held = claims.filter(({ required, status }) => required && status === "verified").length;
  if (held === 0) return [];
  const others = counted(held, "other required check holds", "other required checks hold");
  return [
    "",
    ...wrapped(
      `${others}.${page.verbose ? "" : ` To see every check, add ${spelled(advice`${option("verbose")}`, page.spelling)}`}`,
      2,
      page,
    ),
  ];
}

function sentence(text: string): string {
  return /^[a-z][a-z]* /.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text;
}

/** A fix may have lines, for example of a manifest. */
function lines(text: string): string {
  return text.split("\n").map(visible).join("\n");
}
