import { Fault } from "../../../kernel/fault.ts";
import { printable } from "../../../kernel/printable.ts";
import { readSbom } from "../read/read-sbom.ts";
import { diffInventories, type SbomDiff } from "./diff.ts";
import { type DiffFinding, judgeDiff } from "./diff-rules.ts";

/** What becomes of a change that breaks a rule. */
export type DiffGate = "warn" | "fail" | "off";

const MOST_SHOWN = 10;

/** What changed, and which of it breaks a rule. */
export interface PassedDiff {
  readonly diff: SbomDiff;
  readonly findings: readonly DiffFinding[];
  /** The findings, one sentence each, and how many more there are. */
  readonly sentences: readonly string[];
}

/**
 * Compares the SBOM of a release with that of the one before. Faults: `sbom-diff` if the gate is `fail` and a change
 * breaks a rule, those of `readSbom`.
 */
export function passDiffGate(before: Uint8Array, after: Uint8Array, gate: Exclude<DiffGate, "off">): PassedDiff {
  const diff = diffInventories(readSbom(before).inventory, readSbom(after).inventory);
  const findings = judgeDiff(diff);
  const sentences = findings.map(({ rule, text }) => `${rule}: ${printable(text, 400).slice(1, -1)}`);
  const more = sentences.length - MOST_SHOWN;
  const shown = more > 0 ? [...sentences.slice(0, MOST_SHOWN), `and ${more} more`] : sentences;
  if (gate === "warn" || sentences.length === 0) return { diff, findings, sentences: shown };
  throw new Fault("sbom-diff", `the SBOM changed against the rules since the release before: ${shown.join("; ")}`, {
    hint: "capsule diff shows every change; if it is meant, seal with sbom-diff: warn",
  });
}
