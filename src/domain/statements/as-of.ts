import type { LoggedStatement } from "./logged-statement.ts";

/** How far a log goes: a count of its leaves, or seconds since 1970. */
export type LogExtent = { readonly index: number } | { readonly seconds: number };

/** Only what was there when the log had so many leaves, or what was signed by then; what nobody can read has no time. */
export function asOf(statements: readonly LoggedStatement[], at: LogExtent | undefined): readonly LoggedStatement[] {
  if (at === undefined) return statements;
  return statements.filter(({ receipts, content }) => {
    if ("index" in at) return receipts.every(({ index }) => index < at.index);
    return content.kind !== "said" || content.times.some(({ seconds }) => seconds <= at.seconds);
  });
}
