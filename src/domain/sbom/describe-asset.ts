import type { ByteSource } from "../../kernel/byte-source.ts";
import { Fault } from "../../kernel/fault.ts";
import type { Asset } from "../asset/asset.ts";
import type { Inventory } from "./inventory.ts";

/** An asset and its bytes. */
export interface DescribedAsset extends Asset {
  readonly source: ByteSource;
}

/**
 * Describes one asset from its own bytes: programs, packages, and archives nested to a limit, without extracting or
 * running anything. What cannot be known is declared unknown. Faults: `archive-…` for truncation, lying sizes and
 * limits, `sbom-source-malformed` for a recognised file that contradicts its format.
 */
export async function describeAsset(asset: DescribedAsset): Promise<Inventory> {
  throw new Fault("internal", `not written yet: ${asset.size}`);
}
