import type { Verdict } from "../domain/policy/claim.ts";
import type { CheckStatus, ReleaseClaim } from "../domain/release/release-claim.ts";
import { columns } from "./columns.ts";
import type { Paint, Style } from "./paint.ts";
import type { ShownCheck } from "./shown-check.ts";
import { visible } from "./visible.ts";

const VERDICT_STYLES: Readonly<Record<Verdict, Style>> = { verified: "green", rejected: "red", incomplete: "yellow" };
const STATUS_STYLES: Readonly<Record<CheckStatus, Style>> = {
  verified: "green",
  failed: "red",
  missing: "yellow",
  "not-checked": "yellow",
  "not-applicable": "dim",
};
const OPEN: ReadonlySet<CheckStatus> = new Set(["failed", "missing", "not-checked"]);

/** A checked release for people: the verdict, every value with its source, every check with its reason and its fix. */
export function releaseCheckText(check: ShownCheck, paint: Paint): string {
  const { verdict, facts, values, plan } = check;
  const what = facts === undefined ? "" : ` ${visible(facts.name)} ${visible(facts.version)}`;
  const rows = values.map(({ name, value, source }) => [name, visible(value ?? "unknown"), visible(source)]);
  return [
    paint("bold", paint(VERDICT_STYLES[verdict], verdict.toUpperCase())) + what,
    ...(rows.length === 0 ? [] : ["", ...columns(rows)]),
    "",
    ...claimLines(check.claims, paint),
    ...(plan === undefined ? [] : plannedLines(plan)),
    "",
  ].join("\n");
}

function claimLines(claims: readonly ReleaseClaim[], paint: Paint): string[] {
  const rows = claims.map(({ id, status, reason, required }) => [
    words(status),
    words(id),
    visible(reason) + (OPEN.has(status) && !required ? " (not required)" : ""),
  ]);
  const lines = columns(rows);
  return claims.flatMap((claim, index) => {
    // Only the first word, so that nothing hostile stands in colour.
    const line = (lines[index] ?? "").replace(words(claim.status), (word) => paint(STATUS_STYLES[claim.status], word));
    return OPEN.has(claim.status) ? [line, ...details(claim)] : [line];
  });
}

function details({ found, expected, source, fix }: ReleaseClaim): string[] {
  const values = [
    ...(found === null ? [] : [`found ${visible(found)}`]),
    ...(expected === null ? [] : [`expected ${visible(expected)}`]),
    ...(source === "none" ? [] : [`by ${visible(source)}`]),
  ];
  return [
    ...(values.length === 0 ? [] : [`    ${values.join(", ")}`]),
    ...(fix === undefined ? [] : [`    fix: ${fix.split("\n").map(visible).join("\n         ")}`]),
  ];
}

function plannedLines({ publishedNames, warnings }: NonNullable<ShownCheck["plan"]>): string[] {
  return [
    ...(publishedNames.length === 0
      ? ["", "Nothing would be put beside the assets."]
      : ["", "Would be put beside the assets:", ...publishedNames.map((name) => `  ${visible(name)}`)]),
    ...(warnings.length === 0 ? [] : ["", "Warnings:", ...warnings.map((text) => `  ${visible(text)}`)]),
  ];
}

function words(id: string): string {
  return id.replaceAll("-", " ");
}
