import type { SourceFacts } from "../source/source-facts.ts";
import type { ReleaseCheck } from "./checks/release-check.ts";
import type { ReleaseManifest } from "./manifest.ts";

/** A release as it was found, before anything is signed. */
export interface CheckedRelease extends ReleaseCheck {
  /** Undefined if they could not be read. */
  readonly facts: SourceFacts | undefined;
  readonly values: readonly ReleaseValue[];
  readonly manifest: ReleaseManifest | undefined;
  /** What would be sealed and published; undefined if no asset was named, or something about them is refused. */
  readonly plan: PlannedContents | undefined;
}

export interface PlannedContents {
  readonly assets: readonly { readonly name: string; readonly sha256: string; readonly size: number }[];
  readonly images: readonly { readonly name: string; readonly found?: { readonly children: readonly unknown[] } }[];
  /** Whether each asset has a bundle of its own. */
  readonly sign: "each" | "once";
  /** All names that will be put beside the assets. */
  readonly publishedNames: readonly string[];
  readonly warnings: readonly string[];
}

/** A fact about a release, and where it was read. */
export interface ReleaseValue {
  readonly name: string;
  /** Null if it is not known. Hostile text. */
  readonly value: string | null;
  /** For people, for example `the option tag`, `the workflow run` or `release/manifest.yaml`. */
  readonly source: string;
}
