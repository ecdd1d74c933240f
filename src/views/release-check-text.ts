import type { Verdict } from "../domain/verification/claim.ts";
import type { Spelling } from "../kernel/advice.ts";
import { checkLines, valueLines } from "./check-lines.ts";
import type { Paint, Style } from "./paint.ts";
import type { ShownCheck } from "./shown-check.ts";
import { visible } from "./visible.ts";

const VERDICT_STYLES: Readonly<Record<Verdict, Style>> = { verified: "green", rejected: "red", incomplete: "yellow" };

/** A checked release for people: the verdict, every value with its source, every check with its reason and its fix. */
export function releaseCheckText(
  { verdict, facts, values, claims, plan }: ShownCheck,
  paint: Paint,
  spelling?: Spelling,
): string {
  const what = facts === undefined ? "" : ` ${visible(facts.name)} ${visible(facts.version)}`;
  return [
    paint("bold", paint(VERDICT_STYLES[verdict], verdict.toUpperCase())) + what,
    ...(values.length === 0 ? [] : ["", ...valueLines(values)]),
    "",
    ...checkLines(claims, paint, spelling),
    ...(plan === undefined ? [] : plannedLines(plan)),
    "",
  ].join("\n");
}

function plannedLines({ assets, sign, publishedNames, warnings }: NonNullable<ShownCheck["plan"]>): string[] {
  return [
    "",
    signingSentence({ assets, sign }),
    ...(publishedNames.length === 0
      ? ["", "Nothing would be put beside the assets."]
      : ["", "Would be put beside the assets:", ...publishedNames.map((name) => `  ${visible(name)}`)]),
    ...(warnings.length === 0 ? [] : ["", "Warnings:", ...warnings.map((text) => `  ${visible(text)}`)]),
  ];
}

/** What would be signed: each asset, or all of them by their list and the capsule. */
export function signingSentence({ assets, sign }: Pick<NonNullable<ShownCheck["plan"]>, "assets" | "sign">): string {
  const { length } = assets;
  if (length === 1) return sign === "each" ? "Would sign the 1 asset." : "Would sign once, for the 1 asset.";
  return sign === "each" ? `Would sign each of ${length} assets.` : `Would sign once, for all ${length} assets.`;
}
