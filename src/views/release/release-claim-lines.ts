import type { ReleaseValue } from "../../domain/release/checked-release.ts";
import type { CheckStatus, ReleaseClaim } from "../../domain/release/checks/release-claim.ts";
import { type Spelling, spelled } from "../../kernel/advice.ts";
import { columns } from "../columns.ts";
import type { Paint, Style } from "../paint.ts";
import { visible } from "../visible.ts";

const STATUS_STYLES: Readonly<Record<CheckStatus, Style>> = {
  verified: "green",
  failed: "red",
  missing: "yellow",
  "not-checked": "yellow",
  "not-applicable": "dim",
};
const OPEN: ReadonlySet<CheckStatus> = new Set(["failed", "missing", "not-checked"]);

/** Every fact of a release with the place that it was read from. */
export function valueLines(values: readonly ReleaseValue[]): string[] {
  return columns(values.map(({ name, value, source }) => [name, visible(value ?? "unknown"), visible(source)]));
}

/** Every check of a release with its reason; one that does not hold with what was found and the fix. */
export function releaseClaimLines(claims: readonly ReleaseClaim[], paint: Paint, spelling?: Spelling): string[] {
  const rows = claims.map(({ id, status, reason, required }) => [
    words(status),
    words(id),
    visible(reason) + (OPEN.has(status) && !required ? " (not required)" : ""),
  ]);
  const lines = columns(rows);
  return claims.flatMap((claim, index) => {
    // Only the first word, so that nothing hostile stands in colour.
    const line = (lines[index] ?? "").replace(words(claim.status), (word) => paint(STATUS_STYLES[claim.status], word));
    return OPEN.has(claim.status) ? [line, ...details(claim, spelling)] : [line];
  });
}

function details({ found, expected, source, fix }: ReleaseClaim, spelling?: Spelling): string[] {
  const values = [
    ...(found === null ? [] : [`found ${visible(found)}`]),
    ...(expected === null ? [] : [`expected ${visible(expected)}`]),
    ...(source === "none" ? [] : [`source: ${visible(source)}`]),
  ];
  return [
    ...(values.length === 0 ? [] : [`    ${values.join(", ")}`]),
    ...(fix === undefined ? [] : [`    fix: ${spelled(fix, spelling).split("\n").map(visible).join("\n         ")}`]),
  ];
}

function words(id: string): string {
  return id.replaceAll("-", " ");
}
