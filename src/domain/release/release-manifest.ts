import type { PlannedRelease } from "./manifest.ts";

/** The release of a manifest that is being made. */
export interface ReleaseManifest {
  /** As it is shown: relative to the checkout where it lies there. */
  readonly path: string;
  readonly release: PlannedRelease;
}
