import { Fault } from "../../../kernel/fault.ts";
import { printable } from "../../../kernel/printable.ts";
import type { Hash } from "../model/inventory.ts";
import { type Scorecard, scoreSbom } from "../quality/quality.ts";
import { readSbom } from "../read/read-sbom.ts";
import type { ReadSbom } from "../read/sbom-of-others.ts";

/** An SBOM that somebody else made, known to be sound and to speak of one asset. */
export interface BoundSbom {
  readonly sbom: ReadSbom;
  readonly scorecards: readonly Scorecard[];
  /** True if the document itself names the asset's digest; false if only whoever gave it says so. */
  readonly namesAsset: boolean;
}

const STRENGTH: readonly Hash["algorithm"][] = ["SHA-512", "SHA-384", "SHA-256"];

/**
 * Reads an SBOM of any tool and binds it to an asset. Every digest that it gives for its subject must be the asset's. Faults:
 * `sbom-malformed` for what contradicts itself too, `sbom-subject`, and those of `readSbom`.
 */
export function bindSbom(bytes: Uint8Array, asset: { name: string; sha256: string; sha512: string }): BoundSbom {
  const sbom = readSbom(bytes);
  const [problem] = sbom.problems;
  if (problem !== undefined) throw new Fault("sbom-malformed", `the SBOM contradicts itself: ${problem}`);
  const own = new Map<Hash["algorithm"], string>([
    ["SHA-256", asset.sha256],
    ["SHA-512", asset.sha512],
  ]);
  const said = sbom.inventory.root.hashes.filter(({ algorithm }) => STRENGTH.includes(algorithm));
  for (const { algorithm, hex } of said) {
    if (own.get(algorithm) && own.get(algorithm) !== hex) {
      throw new Fault(
        "sbom-subject",
        `the SBOM is of something else than ${printable(asset.name)}: its ${algorithm} differs`,
      );
    }
  }
  return { sbom, scorecards: scoreSbom(sbom), namesAsset: said.some(({ algorithm }) => own.has(algorithm)) };
}
