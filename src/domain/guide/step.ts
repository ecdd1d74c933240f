import { codeBlock } from "../../kernel/markdown.ts";

/**
 * Something to run, and the lines that its output has. After a block of `sh` or `powershell` the next block of `text` is what it
 * prints; the test that runs this page reads it so.
 */
export function step(shell: "sh" | "powershell", text: string, expected: readonly string[]): string {
  return [codeBlock(text, shell), "It prints", codeBlock(expected.join("\n"), "text")].join("\n\n");
}

/** A command that prints nothing when it succeeds. */
export function silentStep(shell: "sh" | "powershell", text: string): string {
  return codeBlock(text, shell);
}

/** A part of the page that is shown when it is asked for; `anchor` is what links to it. Markdown needs the empty lines. */
export function fold(title: string, body: readonly (string | undefined)[], anchor?: string): string {
  const mark = anchor === undefined ? "" : `<a id="${anchor}"></a>`;
  const parts = body.filter((part) => part !== undefined);
  return [`<details><summary>${mark}<b>${title}</b></summary>`, ...parts, "</details>"].join("\n\n");
}
