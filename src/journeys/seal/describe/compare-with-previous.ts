import type { EvidenceEntry } from "../../../domain/capsule/build-root.ts";
import { sbomEntry } from "../../../domain/capsule/entry-names.ts";
import type { Previous } from "../../../domain/capsule/root-schema.ts";
import type { SbomDelta } from "../../../domain/release/sealed-release.ts";
import { type DiffGate, type PassedDiff, passDiffGate } from "../../../domain/sbom/diff/diff-gate.ts";
import { Fault } from "../../../kernel/fault.ts";
import type { Progress } from "../../../ports/progress.ts";
import type { LinkedPrevious } from "./link-previous.ts";

export interface ComparisonOrder {
  readonly linked: LinkedPrevious;
  /** Whether the release before was looked for on a host. */
  readonly looked: boolean;
  readonly sboms: readonly Pick<EvidenceEntry, "name" | "bytes">[];
  readonly gate: DiffGate;
}

/**
 * Compares the SBOM of this release with that of the release before, and warns of what breaks a rule, or refuses it. That
 * nothing could be compared is said too, but for a first release. Faults: those of `passDiffGate`.
 */
export function compareWithPrevious({ linked, looked, sboms, gate }: ComparisonOrder, progress: Progress): SbomDelta {
  const { previous, sbom: before } = linked;
  if (gate === "off") return { notCompared: "the comparison was switched off with sbom-diff: off" };
  if (before === undefined || "none" in previous) {
    const reason = "none" in previous ? previous.reason : "it holds no SBOM";
    if (!isFirst(previous) && (looked || gate === "fail")) progress.warn(notCompared(reason));
    return { notCompared: reason };
  }
  const after = sboms.find(({ name }) => name === sbomEntry("release", "cdx"));
  if (after === undefined) throw new Fault("internal", "the release was not described");
  const compared = compare(before, after.bytes, gate);
  if (compared instanceof Fault) {
    progress.warn(notCompared(compared.message));
    return { notCompared: compared.message };
  }
  const { diff, findings, sentences } = compared;
  for (const sentence of sentences) progress.warn(`SBOM: ${sentence}`);
  return { since: previous.version, diff, findings };
}

function compare(before: Uint8Array, after: Uint8Array, gate: Exclude<DiffGate, "off">): PassedDiff | Fault {
  try {
    return passDiffGate(before, after, gate);
  } catch (fault) {
    // What an earlier version wrote must not keep a release from being made, unless a comparison was requested.
    if (gate === "fail" || !(fault instanceof Fault)) throw fault;
    return fault;
  }
}

function notCompared(reason: string): string {
  return `the SBOM was not compared with that of the release before: ${reason}`;
}

function isFirst(previous: Previous): boolean {
  return "none" in previous && previous.none === "first-release";
}
