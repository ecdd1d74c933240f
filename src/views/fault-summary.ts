import type { Fault } from "../kernel/fault.ts";
import { codeBlock, escapeMarkdown } from "../kernel/markdown.ts";

/** A fault on the page of a run, in Markdown. */
export function faultSummary(fault: Fault): string {
  const heading = `## Release Capsule failed\n\n${escapeMarkdown(fault.message)}`;
  return `${fault.hint === undefined ? heading : `${heading}\n\n${codeBlock(fault.hint)}`}\n`;
}
