import { type Spelling, spelled } from "../../kernel/advice.ts";
import type { Fault } from "../../kernel/fault.ts";
import { codeBlock, codeSpan, escapeMarkdown } from "../../kernel/markdown.ts";
import { FAULT_SENTENCES } from "./fault-sentences.ts";

/** How far a run had come: nothing was signed; signing had begun; what it did may be seen by anybody. */
export type FaultStage = "unsigned" | "signing" | "exposing";

const CONSEQUENCES: Readonly<Record<FaultStage, string>> = {
  unsigned: "Nothing was signed, and nothing became public.",
  signing:
    "Nothing of the release became public: a draft stays a draft. A transparency log may hold entries that name repository, tag and digests. Running this again goes on where it stopped.",
  exposing:
    "**The release may be public:** look at it. Everything that was put there had been verified. Running this again compares it and goes on where it stopped.",
};

/** A sentence is text, for a line of code does not wrap; what has lines of its own is to be copied. */
function advice(hint: string): string {
  return hint.includes("\n") ? codeBlock(hint) : escapeMarkdown(hint);
}

/**
 * A fault on the page of a run, in Markdown: which check, what to change, and what it means for the release. Without a `stage` it is of a
 * step that signs and publishes nothing.
 */
export function faultSummary(fault: Fault, stage: FaultStage | undefined, spelling?: Spelling): string {
  const sections = [
    "## Release Capsule failed",
    escapeMarkdown(fault.message),
    `Check: ${codeSpan(fault.code)}, ${escapeMarkdown(FAULT_SENTENCES[fault.code])}.`,
    ...(fault.hint === undefined ? [] : ["### What to change", advice(spelled(fault.hint, spelling))]),
    ...(stage === undefined ? [] : ["### What became public", CONSEQUENCES[stage]]),
  ];
  return `${sections.join("\n\n")}\n`;
}
