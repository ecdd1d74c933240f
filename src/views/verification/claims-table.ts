import type { Claim } from "../../domain/verification/claim.ts";
import { escapeMarkdown, table } from "../../kernel/markdown.ts";

/** Every claim with its reason, in Markdown. */
export function claimsTable(claims: readonly Claim[]): string {
  // There is no log of statements yet, and nothing that a reader could do about it.
  const shown = claims.filter(({ id, required }) => id !== "log-state" || required);
  const rows = shown.map(({ id, status, reason }) => [id, status.replaceAll("-", " "), escapeMarkdown(reason)]);
  return table(["Claim", "Status", "Reason"], rows);
}
