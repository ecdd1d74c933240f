import type { Claim } from "../domain/verification/claim.ts";
import { escapeMarkdown, table } from "../kernel/markdown.ts";

/** Every claim with its reason, in Markdown. */
export function claimsTable(claims: readonly Claim[]): string {
  const rows = claims.map(({ id, status, reason }) => [id, status.replaceAll("-", " "), escapeMarkdown(reason)]);
  return table(["Claim", "Status", "Reason"], rows);
}
