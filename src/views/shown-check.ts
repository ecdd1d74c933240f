import type { ReleaseCheck } from "../domain/release/release-check.ts";
import type { ReleaseManifest } from "../domain/release/release-manifest.ts";
import type { ReleaseValue } from "../domain/release/release-value.ts";
import type { SourceFacts } from "../domain/source/source-facts.ts";

/** A release that was looked at and not sealed, as the views show it. */
export interface ShownCheck extends ReleaseCheck {
  /** Undefined where they could not be read. */
  readonly facts: SourceFacts | undefined;
  readonly values: readonly ReleaseValue[];
  readonly manifest: ReleaseManifest | undefined;
  /** What would be sealed and published; undefined where no asset was named. */
  readonly plan:
    | {
        readonly assets: readonly { readonly name: string; readonly sha256: string; readonly size: number }[];
        readonly images: readonly { readonly name: string }[];
        readonly sign: "each" | "once";
        readonly publishedNames: readonly string[];
        readonly warnings: readonly string[];
      }
    | undefined;
}
