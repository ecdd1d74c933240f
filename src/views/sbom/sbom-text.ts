import type { Component, Inventory } from "../../domain/sbom/model/inventory.ts";
import { compareUtf8 } from "../../kernel/bytewise.ts";
import { counted } from "../../kernel/counted.ts";
import { type Page, wrapped } from "../layout.ts";
import { visible } from "../visible.ts";

/** Shorter ones would say too little. */
const LEAST_CELL = 12;
/** Of `componentRows`. */
export const COMPONENT_HEADER = ["Name", "Version", "Kind", "Licence"] as const;

/** What a file or folder is made of, for people: how much of that is known, a row for each component, and what is remarkable. */
export function sbomText(inventory: Inventory, page: Page): string {
  const { root, components, completeness, remarks } = inventory;
  const own = completeness.find(({ refs }) => refs.includes(root.ref));
  const level = own?.level ?? "unknown";
  const subject = `${visible(root.name)}: ${counted(components.length, "component")}, ${level}`;
  const rows = componentRows(components);
  return [
    `${page.paint("bold", "SBOM")}  ${subject}`,
    "",
    ...wrapped(`${sentence(own?.reason ?? "nothing says what it is made of")}.`, 2, page),
    ...(rows.length === 0 ? [] : ["", ...tableLines(rows, page)]),
    ...(remarks.length === 0 ? [] : ["", ...remarks.flatMap((remark) => wrapped(`note: ${visible(remark)}`, 2, page))]),
    "",
  ].join("\n");
}

/** Name, version, kind and licence of each, by kind and name. */
export function componentRows(components: readonly Component[]): string[][] {
  return [...components].sort(byKindAndName).map(rowOf);
}

function byKindAndName(a: Component, b: Component): number {
  return compareUtf8(kindOf(a), kindOf(b)) || compareUtf8(nameOf(a), nameOf(b)) || compareUtf8(a.ref, b.ref);
}

function rowOf(component: Component): string[] {
  const { version = "", licenses } = component;
  const short = version.replace(/^(sha256:[0-9a-f]{12})[0-9a-f]{52}$/, "$1…");
  return [nameOf(component), short, kindOf(component), licenses.join(", ")].map(visible);
}

function nameOf({ group, name, purl }: Component): string {
  if (group === undefined) return name;
  return `${group}${purl?.startsWith("pkg:maven/") ? ":" : "/"}${name}`;
}

/** The ecosystem, as package URLs name it; what is in none is a file or a program. */
function kindOf({ purl, kind, firstParty }: Component): string {
  const type = /^pkg:([^/]+)\//.exec(purl ?? "")?.[1] ?? kind;
  return firstParty ? `${type}, own` : type;
}

/** Names and licences give way where the page is too narrow, each by as much as it is wider than the others. */
function tableLines(rows: readonly (readonly string[])[], { width, paint }: Page): string[] {
  const all = [COMPONENT_HEADER, ...rows];
  const widths = COMPONENT_HEADER.map((_title, index) =>
    all.reduce((most, row) => Math.max(most, (row[index] ?? "").length), 0),
  );
  for (const index of [3, 0]) {
    const over = widths.reduce((sum, one) => sum + one + 2, 0) - width;
    if (over > 0) widths[index] = Math.max(LEAST_CELL, (widths[index] ?? 0) - over);
  }
  const lines = all.map((row) => {
    const cells = row.map((cell, index) => cut(cell, widths[index] ?? 0).padEnd(widths[index] ?? 0));
    return `  ${cells.join("  ")}`.trimEnd();
  });
  return lines.map((line, index) => (index === 0 ? paint("dim", line) : line));
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, Math.max(0, most - 1))}…`;
}

function sentence(reason: string): string {
  return reason.charAt(0).toUpperCase() + reason.slice(1);
}
