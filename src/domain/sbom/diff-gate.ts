import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import { diffInventories } from "./diff.ts";
import { judgeDiff } from "./diff-rules.ts";
import { readSbom } from "./read-sbom.ts";

/** What becomes of a change that breaks a rule. */
export type DiffGate = "warn" | "fail" | "off";

const MOST_SHOWN = 10;

/**
 * Compares the SBOM of a release with that of the one before, and returns the changes that break a rule, one sentence
 * each. Faults: `sbom-diff` where the gate is `fail` and there are any, those of `readSbom`.
 */
export function passDiffGate(before: Uint8Array, after: Uint8Array, gate: DiffGate): string[] {
  if (gate === "off") return [];
  const diff = diffInventories(readSbom(before).inventory, readSbom(after).inventory);
  const sentences = judgeDiff(diff).map(({ rule, text }) => `${rule}: ${printable(text, 400).slice(1, -1)}`);
  const more = sentences.length - MOST_SHOWN;
  const shown = more > 0 ? [...sentences.slice(0, MOST_SHOWN), `and ${more} more`] : sentences;
  if (gate === "warn" || sentences.length === 0) return shown;
  throw new Fault("sbom-diff", `the SBOM changed against the rules since the release before: ${shown.join("; ")}`, {
    hint: "capsule diff shows every change; where it is meant, seal with sbom-diff: warn",
  });
}
