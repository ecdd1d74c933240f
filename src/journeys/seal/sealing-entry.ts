/** One entry of the capsule that is being made, with what the root statement will say about it. */
export interface SealingEntry {
  /** Entry name, see docs/capsule-format.md. */
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  /** Hex sha256 of the asset that it is about; absent where it is about the release. */
  readonly subject?: string;
  readonly predicateType?: string;
}
