import { type Html, html } from "./html.ts";

export interface ReportTable {
  /** Words of ours. */
  readonly kind: string;
  readonly head: readonly string[];
  /** Which columns hold numbers. */
  readonly numbers?: readonly number[];
  readonly rows: readonly TableRow[];
  /** Rows beyond it are left out of a print. */
  readonly printed?: number;
}

/** The first cell names the row. */
export type TableRow = readonly [name: Html, ...cells: Html[]];

/** A table, which stays one for those who hear it where a phone shows each row as a card. */
export function reportTable({ kind, head, numbers = [], rows, printed = rows.length }: ReportTable): Html {
  const heads = head.map((title, at) =>
    numbers.includes(at)
      ? html`<th role="columnheader" scope="col" class="n">${title}</th>`
      : html`<th role="columnheader" scope="col">${title}</th>`,
  );
  const body = rows.map(([name, ...cells], index) => {
    const shown = cells.map((cell, at) =>
      numbers.includes(at + 1) ? html`<td role="cell" class="n">${cell}</td>` : html`<td role="cell">${cell}</td>`,
    );
    const all = html`<th role="rowheader" scope="row">${name}</th>${shown}`;
    return index < printed ? html`<tr role="row">${all}</tr>\n` : html`<tr role="row" class="more">${all}</tr>\n`;
  });
  return html`<table role="table" class="${kind}"><thead role="rowgroup"><tr role="row">${heads}</tr></thead><tbody role="rowgroup">
${body}</tbody></table>`;
}

/** Eight groups of eight, which are copied as 64 characters. */
export function digestHtml(hex: string): Html {
  const groups = hex.match(/.{1,8}/g) ?? [];
  return html`<code class="digest">${groups.map((group, at) => (at === 0 ? html`<span>${group}</span>` : html`<wbr><span>${group}</span>`))}</code>`;
}
