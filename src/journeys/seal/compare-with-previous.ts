import type { EvidenceEntry } from "../../domain/capsule/build-root.ts";
import type { Previous } from "../../domain/capsule/root-schema.ts";
import { type DiffGate, passDiffGate } from "../../domain/sbom/diff-gate.ts";
import { Fault } from "../../kernel/fault.ts";
import type { Progress } from "../../ports/progress.ts";
import type { LinkedPrevious } from "./link-previous.ts";

export interface Comparison {
  readonly linked: LinkedPrevious;
  /** Whether a host was asked for the release before. */
  readonly looked: boolean;
  readonly sboms: readonly EvidenceEntry[];
  readonly gate: DiffGate;
}

/**
 * Compares the SBOM of this release with that of the release before, and warns of what breaks a rule, or refuses it. That
 * nothing could be compared is said too, but for a first release. Faults: those of `passDiffGate`.
 */
export function compareWithPrevious({ linked, looked, sboms, gate }: Comparison, progress: Progress): void {
  const { previous, sbom: before } = linked;
  if (gate === "off") return;
  if (before === undefined) {
    if (!isFirst(previous) && (looked || gate === "fail")) {
      const reason = "none" in previous ? previous.reason : "it holds no SBOM";
      progress.warn(`the SBOM was not compared with that of the release before: ${reason}`);
    }
    return;
  }
  const after = sboms.find(({ name }) => name === "sbom/release.cdx.json");
  if (after === undefined) throw new Fault("internal", "the release was not described");
  for (const sentence of compared(before, after.bytes, gate)) progress.warn(sentence);
}

function compared(before: Uint8Array, after: Uint8Array, gate: DiffGate): string[] {
  try {
    return passDiffGate(before, after, gate).map((sentence) => `SBOM: ${sentence}`);
  } catch (fault) {
    // What an earlier version wrote must not keep a release from being made, unless a comparison was asked for.
    if (gate === "fail" || !(fault instanceof Fault)) throw fault;
    return [`the SBOM was not compared with that of the release before: ${fault.message}`];
  }
}

function isFirst(previous: Previous): boolean {
  return "none" in previous && previous.none === "first-release";
}
