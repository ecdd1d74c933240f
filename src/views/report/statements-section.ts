import type { ToldTimeline } from "../../domain/statements/told-timeline.ts";
import { formatEpoch } from "../../kernel/iso-time.ts";
import { whyOf } from "../log/timeline-json.ts";
import { asSentence } from "./claim-titles.ts";
import { foreign, type Html, html } from "./html.ts";
import type { ReportSection } from "./report-facts.ts";
import { reportTable, type TableRow } from "./report-table.ts";
import { resultHtml } from "./result.ts";

/** What was said of a release since it was sealed, line by line, as a log of statements has it. */
export function statementsSection(shown: ToldTimeline): ReportSection {
  const { origin, size, seconds, standing, rows } = shown;
  const head = seconds === undefined ? "of unknown time" : `signed at ${formatEpoch(seconds)}`;
  const state =
    standing === undefined
      ? ""
      : `It is ${standing.effective}: by its owner ${standing.owner}, by the registry ${standing.registry}, observed ${standing.observed}. `;
  const table = reportTable({
    kind: "all",
    head: ["Leaf", "Said", "What follows"],
    rows: rows.map((row) => rowOf(row, shown)),
  });
  return [
    "said",
    "What was said since",
    html`<section id="said"><h2>What was said since</h2>
<p>${state}All ${size} leaves of the log ${foreign(origin)} were read, up to its head, ${head}.</p>
${rows.length === 0 ? html`<p>Nothing was said of this release.</p>` : html`<div class="lookup">${table}</div>`}</section>`,
  ];
}

function rowOf(row: ToldTimeline["rows"][number], { origin }: ToldTimeline): TableRow {
  const place = row.receipts.find((one) => one.origin === origin) ?? row.receipts[0];
  const why = whyOf(row);
  const isGood = row.standing.kind === "in-effect" || row.standing.kind === "recorded";
  const when = row.notLaterThan === undefined ? "" : ` Not later than ${formatEpoch(row.notLaterThan)}.`;
  const known = row.knownSince === undefined ? "" : ` Known since ${formatEpoch(row.knownSince)}.`;
  const details: Html = html`<br><span class="small quiet">${row.signer === undefined ? "" : foreign(row.signer)}${when}${known}</span>`;
  return [
    html`${place?.index ?? 0}`,
    html`<b>${[row.says, row.use, row.reason === undefined ? undefined : `(${row.reason})`].filter((word) => word !== undefined).join(" ")}</b> ${foreign(row.roles.join(", "))}${details}`,
    html`${resultHtml(isGood ? row.standing.kind.replace("-", " ") : "no effect", isGood ? "good" : "quiet")}${why === undefined ? undefined : html` ${foreign(asSentence(why))}`}`,
  ];
}
