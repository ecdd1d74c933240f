import { Fault } from "../../../kernel/fault.ts";
import { printable } from "../../../kernel/printable.ts";
import { isImplausiblyEmpty } from "../describe/implausibly-empty.ts";
import type { Inventory } from "../model/inventory.ts";
import type { SbomDocument } from "../model/sbom-document.ts";
import { readSbom } from "../read/read-sbom.ts";
import { formatCycloneDx } from "../write/cyclonedx.ts";
import { scoreSbom } from "./quality.ts";

/** The least that the SBOMs of a release must be: not implausibly empty, or a score of 0 to 100 on top of that. */
export type QualityGate =
  | { readonly kind: "plausible" }
  | { readonly kind: "score"; readonly least: number }
  | { readonly kind: "off" };

/** The yardstick of the gate: the one whose weights were made for comparing tools. */
const YARDSTICK = "sbomqs-v2";

/**
 * Refuses an SBOM that is implausibly empty (`sbom-empty`), or scores less than the gate asks for (`sbom-quality`, which
 * names what costs most). A file in which nothing is recognised, as a text, has nothing to score.
 */
export function requireQuality(inventory: Inventory, document: SbomDocument, gate: QualityGate): void {
  if (gate.kind === "off") return;
  if (isImplausiblyEmpty(inventory)) throw empty(inventory);
  if (gate.kind === "plausible" || inventory.components.length === 0) return;
  const cards = scoreSbom(readSbom(formatCycloneDx(inventory, document)));
  const card = cards.find(({ yardstick }) => yardstick === YARDSTICK);
  if (card === undefined) throw new Fault("internal", `nothing scores by ${YARDSTICK}`);
  const score = Math.round(card.score * 10);
  if (score >= gate.least) return;
  const costly = [...card.checks].sort((a, b) => b.weight * (1 - b.score) - a.weight * (1 - a.score)).slice(0, 3);
  const reasons = costly.map(({ id, reason }) => `${id}: ${reason}`).join("; ");
  throw new Fault(
    "sbom-quality",
    `the SBOM of ${printable(inventory.root.name)} scores ${score} of 100, less than ${gate.least}: ${reasons}`,
    { hint: "capsule sbom --check shows every check; lower sbom-quality, or merge a better SBOM with sbom" },
  );
}

function empty({ root }: Inventory): Fault {
  return new Fault(
    "sbom-empty",
    `nothing is listed for ${printable(root.name)}, although its contents are recognisable`,
    { hint: "check that the asset is what you meant to release, or allow it by sbom-quality: off" },
  );
}
