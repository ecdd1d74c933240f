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
  /** Remarks that say of a file that it was read and its format is not known as it is, so that it may mean something else. */
  readonly doubts?: readonly string[];
}
