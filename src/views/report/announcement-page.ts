import type { Announcement } from "../../domain/announcement/announcement.ts";
import { type AnnouncementFacts, announcementSections, type Block } from "../announcement/announcement-sections.ts";
import { brokenLines, foreign, type Html, html } from "./html.ts";
import { type PolicyDigest, pageDocument } from "./page-document.ts";
import { digestHtml, reportTable } from "./report-table.ts";

/** Days and numbers stay whole beside a long text, and lists hold web addresses, which take the whole width. */
const STYLE = `.announced tbody th{min-width:7em}table.announced+p{padding-top:24px}section>p:last-child{padding-bottom:0}.limits li{grid-template-columns:1fr}`;

/** The page for people as one HTML file, which loads nothing. */
export function announcementPage(
  announcement: Announcement,
  facts: AnnouncementFacts,
  digest: PolicyDigest,
): Promise<string> {
  const { file, product } = announcement;
  const [first, ...sections] = announcementSections(announcement, facts);
  const body = html`<main class="page">
<div class="top"><span><b>${foreign(file.publisher.name)}</b>, security advisory ${foreign(file.id)}</span><span>${file.publish.slice(0, 10)}</span></div>
<div class="verdict is-rejected"><div class="say"><span class="tone"></span><div>
<p class="word tone">${announcement.severity.level.toUpperCase()}</p>
<h1>${foreign(file.title)}</h1>
<div class="because">${first?.blocks.map(htmlOf)}</div></div></div></div>
${sections.map(({ title, blocks }) => html`<section><h2>${title}</h2>\n${blocks.map(htmlOf)}</section>\n`)}</main>`;
  return pageDocument({ title: `${product}: ${file.title}`, body, style: STYLE }, digest);
}

function htmlOf(block: Block): Html {
  switch (block.kind) {
    case "text":
      return html`<p>${foreign(block.text)}</p>\n`;
    case "command":
      return html`<code class="command">${brokenLines(block.text)}</code>\n`;
    case "list":
      return html`<ul class="limits">${block.items.map((item) => html`<li><span>${foreign(item)}</span></li>`)}</ul>\n`;
    case "table":
      return reportTable({
        kind: "announced",
        head: block.head,
        rows: block.rows.map(([name = "", ...cells]) => [foreign(name), ...cells.map(cell)] as const),
      });
  }
}

function cell(value: string): Html {
  return /^[0-9a-f]{64}$/.test(value) ? digestHtml(value) : foreign(value);
}
