import type { UnverifiedCapsule } from "../../domain/capsule/unverified-capsule.ts";
import { TOOL } from "../../domain/tool.ts";
import { counted } from "../../kernel/counted.ts";
import { factRows } from "../capsule/capsule-text.ts";
import { sizeText } from "../size-text.ts";
import { folded } from "./folded.ts";
import { foreign, type Html, html } from "./html.ts";
import { type PolicyDigest, pageDocument } from "./page-document.ts";
import { digestHtml, type ReportTable, reportTable } from "./report-table.ts";

const MOST_OPEN = 50;

/** What a capsule says of itself, as a page that says at its beginning and its end that nothing of it was checked. */
export function capsulePage(capsule: UnverifiedCapsule, digest: PolicyDigest): Promise<string> {
  const { root, entries, sha256 } = capsule;
  const { name, version } = root.predicate.release;
  const facts = factRows(capsule).map(([label = "", value = ""]) => html`<dt>${label}</dt><dd>${foreign(value)}</dd>`);
  const files = root.subject.map(
    (one) => [html`<b>${foreign(one.name)}</b><br>${digestHtml(one.digest.sha256)}`] as const,
  );
  const documents = entries.map(
    (one) =>
      [
        html`${foreign(one.name)}`,
        html`${sizeText(one.size)}`,
        one.listed === false ? html`<span class="warn">not what the root lists</span>` : foreign(one.mediaType ?? ""),
      ] as const,
  );
  const body = html`<div class="page">
<header class="top"><span><b>${foreign(`${name} ${version}`)}</b> &middot; contents of a capsule</span><span>capsule ${TOOL.version}</span></header>
<main><div class="verdict"><p class="word">NOT CHECKED</p>
<h1>This is what the capsule says of itself.</h1>
<p class="because">Nothing of it was verified, and anybody can write such a file.</p></div>
<section><h2>The release</h2><dl class="rows">${facts}</dl></section>
<section><h2>${counted(files.length, "file")}</h2>${long({ kind: "files", head: ["File and SHA-256"], rows: files })}</section>
<section><h2>${counted(documents.length, "document")}</h2>${long({ kind: "documents", head: ["Document", "Size", "Kind"], numbers: [1], rows: documents })}</section></main>
<footer><p><b>Do not believe this page.</b> It repeats what the capsule ${digestHtml(sha256)} says, and the command <code>capsule verify</code> checks it.</p>
<p>This page loads nothing and sends nothing.</p></footer>
</div>`;
  return pageDocument({ title: `NOT CHECKED: ${name} ${version}`, body }, digest);
}

function long({ rows, ...rest }: ReportTable): Html {
  const more = rows.slice(MOST_OPEN);
  const write = (some: ReportTable["rows"]) => reportTable({ ...rest, rows: some });
  return html`${write(rows.slice(0, MOST_OPEN))}${folded(more, { singular: "more", plural: "more" }, write)}`;
}
