import type { Claim, ClaimStatus } from "../../domain/verification/claim.ts";
import type { Verification } from "../../domain/verification/verification.ts";
import { type Spelling, spelled } from "../../kernel/advice.ts";
import { asSentence, claimTitle } from "./claim-titles.ts";
import { type Html, html } from "./html.ts";
import { reportTable, type TableRow } from "./report-table.ts";
import { resultHtml, type Tone } from "./result.ts";

const TONES: Readonly<Record<ClaimStatus, Tone>> = {
  verified: "good",
  failed: "bad",
  missing: "warn",
  "not-checked": "warn",
  "not-applicable": "quiet",
};

/** Every check that the verification has, in its own words: one that is added to the table of claims stands here by itself. */
export function checksSection({ claims }: Verification, spelling?: Spelling): Html {
  return html`<section id="checks"><h2>All checks</h2>
<p>${countsOf(claims)}</p>
<div class="lookup">${reportTable({
    kind: "all",
    head: ["Check", "Result", "What was found"],
    rows: claims.map((claim) => rowOf(claim, spelling)),
  })}</div></section>`;
}

function rowOf({ id, status, reason, code, hint }: Claim, spelling: Spelling | undefined): TableRow {
  const advice =
    hint === undefined ? undefined : html`<br><span class="small quiet">${asSentence(spelled(hint, spelling))}</span>`;
  const fault = code === undefined ? undefined : html` <code class="small quiet">${code}</code>`;
  return [
    html`<b>${claimTitle(id)}</b> <code class="small quiet">${id}</code>`,
    resultHtml(status.replaceAll("-", " "), TONES[status]),
    html`${asSentence(reason)}${fault}${advice}`,
  ];
}

function countsOf(claims: readonly Claim[]): string {
  const count = (status: ClaimStatus) => claims.filter((claim) => claim.status === status).length;
  const open = count("not-checked") + count("missing");
  const [held, failed, none] = [count("verified"), count("failed"), count("not-applicable")];
  return `${held} of ${claims.length} ${held === 1 ? "holds" : "hold"}, ${failed === 0 ? "none" : failed} failed, ${open} left open, ${none} without meaning here.`;
}
