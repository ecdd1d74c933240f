import { Fault } from "../../kernel/fault.ts";
import type { Inventory } from "./inventory.ts";

export interface ReleaseFacts {
  readonly name: string;
  readonly version: string;
  /** Package URL of the release, the same as in the root statement. */
  readonly purl: string | undefined;
  /** Inventories of all assets, from `describeAsset`. */
  readonly assets: readonly Inventory[];
  /** Lockfiles and manifests of the checkout that the assets were built from; paths relative to its top. */
  readonly sources: readonly { readonly path: string; readonly bytes: Uint8Array }[];
}

/**
 * Describes a release: its assets, what they contain, and what the lockfiles of its source add.
 * Fault: `sbom-source-malformed`.
 */
export function describeRelease(release: ReleaseFacts): Inventory {
  throw new Fault("internal", `not written yet: ${release.assets.length}`);
}
