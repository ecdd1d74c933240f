/** A part of a page of Markdown that opens when its title is chosen. Both texts of the title are safe in HTML. */
export function foldedSection(title: string, note: string, body: string): string[] {
  return [`<details><summary><b>${title}</b> ${note}</summary>`, body, "</details>"];
}
