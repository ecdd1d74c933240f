import type { Completeness, Component, Edge, Scope } from "./inventory.ts";

/** What one recognised file says; parts become an inventory in `mergeParts`. */
export interface Part {
  /** The format that was read, for example `npm-package-lock`. */
  readonly format: string;
  readonly components: readonly Component[];
  readonly edges: readonly Edge[];
  /** What belongs directly under whatever contains this file. */
  readonly top: readonly { readonly ref: string; readonly scope: Scope }[];
  readonly completeness: readonly Completeness[];
  readonly remarks: readonly string[];
}
