import { advice, option } from "../../../kernel/advice.ts";
import { Fault } from "../../../kernel/fault.ts";
import { printable } from "../../../kernel/printable.ts";
import type { Inventory, Unread } from "../model/inventory.ts";
import type { SbomDocument } from "../model/sbom-document.ts";
import { readSbom } from "../read/read-sbom.ts";
import { formatCycloneDx } from "../write/cyclonedx.ts";
import { type Scorecard, scoreSbom } from "./quality.ts";
import type { QualityGate } from "./quality-gate.ts";

/** The profile of the gate: the one whose weights were made for comparing tools. */
const PROFILE = "sbomqs-v2";

/**
 * Refuses an SBOM that is implausibly empty (`sbom-empty`), leaves out what could not be read (`sbom-quality`), or scores less than the gate asks for (`sbom-quality`, which
 * names what costs most). A file in which nothing is recognised, as a text, has nothing to score.
 */
export function requireQuality(inventory: Inventory, document: SbomDocument, gate: QualityGate): void {
  if (gate.kind === "off") return;
  const [unread] = inventory.unread;
  if (unread !== undefined && gate.kind !== "warn") throw notRead(inventory, unread);
  if (unread === undefined && isImplausiblyEmpty(inventory)) throw empty(inventory);
  if (gate.kind !== "score" || inventory.components.length === 0) return;
  const { score, card } = gateScore(scoreSbom(readSbom(formatCycloneDx(inventory, document))));
  if (score >= gate.least) return;
  const costly = [...card.checks].sort((a, b) => b.weight * (1 - b.score) - a.weight * (1 - a.score)).slice(0, 3);
  const reasons = costly.map(({ id, reason }) => `${id}: ${reason}`).join("; ");
  throw new Fault(
    "sbom-quality",
    `the SBOM of ${printable(inventory.root.name)} scores ${score} of 100, less than ${gate.least}: ${reasons}`,
    {
      hint: advice`capsule sbom with ${option("check")} shows every check; lower ${option("sbom-quality")}, or merge a better SBOM with ${option("sbom")}`,
    },
  );
}

/** What the gate compares: of 100, by its profile. */
export function gateScore(cards: readonly Scorecard[]): { readonly score: number; readonly card: Scorecard } {
  const card = cards.find(({ profile }) => profile === PROFILE);
  if (card === undefined) throw new Fault("internal", `nothing scores by ${PROFILE}`);
  return { score: Math.round(card.score * 10), card };
}

/** What may be said of an asset whose contents are not known, one sentence for each place. */
export function unreadWarnings({ root, unread }: Inventory): string[] {
  const shown = unread
    .slice(0, MOST_WARNINGS)
    .map(({ path, reason }) => `the SBOM of ${printable(root.name)} is unknown: ${printable(path)} ${reason}`);
  const more = unread.length - shown.length;
  return more === 0
    ? shown
    : [...shown, `the SBOM of ${printable(root.name)} is unknown: ${more} more files could not be read`];
}

const MOST_WARNINGS = 5;

function notRead({ root }: Inventory, { path, reason }: Unread): Fault {
  return new Fault("sbom-quality", `the SBOM of ${printable(root.name)} is unknown: ${printable(path)} ${reason}`, {
    hint: advice`give an SBOM of the asset with ${option("sbom")}, or let it pass with a warning by ${option("sbom-quality", "warn")}`,
  });
}

function empty({ root }: Inventory): Fault {
  return new Fault(
    "sbom-empty",
    `nothing is listed for ${printable(root.name)}, although its contents are recognisable`,
    {
      hint: advice`check that the asset is what you meant to release, or allow it by ${option("sbom-quality", "off")}`,
    },
  );
}

/** True if something recognisable was found and yet no component is listed: such an SBOM must not be sealed. */
export function isImplausiblyEmpty(inventory: Inventory): boolean {
  return inventory.components.length === 0 && inventory.recognised.length > 0;
}
