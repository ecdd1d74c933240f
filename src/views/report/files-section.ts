import type { AssetResult, AssetStatus } from "../../domain/verification/verification.ts";
import { counted } from "../../kernel/counted.ts";
import { sizeText } from "../size-text.ts";
import { knownName } from "../verification/verification-page.ts";
import { asSentence } from "./claim-titles.ts";
import { folded } from "./folded.ts";
import { foreign, type Html, html } from "./html.ts";
import type { ReportFacts } from "./report-facts.ts";
import { digestHtml, reportTable, type TableRow } from "./report-table.ts";
import { resultHtml, type Tone } from "./result.ts";

/** The word for one file; pages have *same* and *different* where the terminal has ok and WRONG. */
const WORDS: Readonly<Record<AssetStatus, readonly [word: string, tone: Tone]>> = {
  verified: ["same", "good"],
  renamed: ["same", "good"],
  failed: ["different", "bad"],
  absent: ["missing", "warn"],
  unreadable: ["not read", "warn"],
  "not-vouched": ["open", "warn"],
  "not-part": ["not of this release", "warn"],
  beside: ["only lies here", "quiet"],
  "not-asked": ["not looked at", "quiet"],
};

/** What is wrong comes first, then what was looked at, then the rest; at each place files before documents. */
const RANKS: readonly AssetStatus[] = [
  "failed",
  "absent",
  "unreadable",
  "not-vouched",
  "not-part",
  "verified",
  "renamed",
];

/** A print has as many rows; a page shows as many at once and folds the others. */
const MOST_PRINTED = 8;
const MOST_OPEN = 50;

/** Each file of the release, and each that was looked at: its name, digest, size, and what it is. */
export function filesSection({ verification: { assets } }: ReportFacts): Html | undefined {
  if (assets.length === 0) return undefined;
  const ordered = assets
    .map((asset) => ({ asset, rank: rankOf(asset) }))
    .sort((one, other) => one.rank - other.rank)
    .map(({ asset }) => asset);
  const looked = assets.filter(({ size }) => size !== undefined);
  const bytes = looked.reduce((sum, { size = 0 }) => sum + size, 0);
  const largest = looked.reduce((most, { size = 0 }) => Math.max(most, size), 0);
  const row = (asset: AssetResult) => rowOf(asset, largest);
  const total = bytes === 0 ? "" : `, ${sizeText(bytes)}`;
  const title = `${counted(assets.length, "file")}${total}`;
  const left = ordered.length - MOST_PRINTED;
  return html`<section id="files"><h2>${title}</h2>
<p>Each that was read here was compared with the signed statement. Click a digest to select it.</p>
${reportTable({ kind: "files", head: HEAD, numbers: [1], rows: ordered.slice(0, MOST_OPEN).map(row), printed: MOST_PRINTED })}
${left > 0 ? html`<p class="after on-paper">${counted(left, "more file stands", "more files stand")} on the page, and not in this print.</p>` : undefined}
${folded(ordered.slice(MOST_OPEN), { singular: "more file", plural: "more files" }, (rows) => reportTable({ kind: "files", head: HEAD, numbers: [1], rows: rows.map(row) }))}
</section>`;
}

const HEAD = ["File and SHA-256", "Size", "Result"] as const;

function rankOf({ status, isDocument }: AssetResult): number {
  const rank = RANKS.indexOf(status);
  return (rank < 0 ? RANKS.length : rank) * 2 + (isDocument === true ? 1 : 0);
}

/** A bar beside the number shows how large a file is beside the largest; for the eye only. */
function sizeHtml(size: number, largest: number): Html {
  const share = largest === 0 ? 0 : Math.max(0.5, Math.round((size / largest) * 1000) / 10);
  return html`${sizeText(size)}<svg class="share" aria-hidden="true"><rect width="${share}%" height="4" rx="2"/></svg>`;
}

function rowOf(asset: AssetResult, largest: number): TableRow {
  const { status, size } = asset;
  const [word, tone] = WORDS[status];
  const name = html`<b>${foreign(knownName(asset))}</b>${digestsOf(asset)}${noteOf(asset)}`;
  return [name, size === undefined ? html`` : sizeHtml(size, largest), resultHtml(word, tone)];
}

/** Both digests only if they differ. */
function digestsOf({ sha256, sealedSha256 }: AssetResult): Html | undefined {
  if (sha256 !== undefined && sealedSha256 !== undefined && sha256 !== sealedSha256) {
    return html`<br><span class="small quiet">sealed</span> ${digestHtml(sealedSha256)}<br><span class="small quiet">here</span> ${digestHtml(sha256)}`;
  }
  const known = sha256 ?? sealedSha256;
  return known === undefined ? undefined : html`<br>${digestHtml(known)}`;
}

function noteOf({ status, sealedName, reason, isDocument }: AssetResult): Html | undefined {
  if (status === "renamed") return html`<br><span class="small quiet">sealed as ${foreign(sealedName ?? "")}</span>`;
  if (status === "verified") {
    return isDocument === true ? html`<br><span class="small quiet">a document of the release</span>` : undefined;
  }
  return status === "not-asked" || status === "beside"
    ? undefined
    : html`<br><span class="small quiet">${asSentence(reason)}</span>`;
}
