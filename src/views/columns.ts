import { widest } from "./layout.ts";

/** Lines whose columns begin below each other, indented by two spaces; the last column is not padded. */
export function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_cell, index) => widest(rows.map((row) => row[index] ?? "")));
  return rows.map((row) => {
    const cells = row.map((cell, index) => (index === row.length - 1 ? cell : cell.padEnd(widths[index] ?? 0)));
    return `  ${cells.join("  ")}`.trimEnd();
  });
}
