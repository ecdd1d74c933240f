/** A file of a release as another tool's list names it. Nothing of it is believed before the bytes were hashed. */
export interface ListedAsset {
  /** What it is called on the release; whoever seals it checks it like any asset name. */
  readonly name: string;
  /** As the list writes it: relative to a folder that the list's format fixes, or absolute. */
  readonly path: string;
  readonly expected: ExpectedDigests;
}

/** Lower-case hex. Empty if the list states no digest that counts. */
export interface ExpectedDigests {
  readonly sha256?: string;
  readonly sha512?: string;
}

/** What a list says of a release, and how its paths are meant. */
export interface AssetList {
  readonly assets: readonly ListedAsset[];
  /**
   * What paths are relative to: the folder of the list; or the folder in which the tool ran, from which the list's own
   * folder is written in the paths; or `none`, where the list names files without saying where they are.
   */
  readonly base: "folder" | "project" | "none";
  /** True if the tool publishes the list beside the files that it names. */
  readonly isAsset: boolean;
  /** Names of what is in the list and is not a file, for example images. */
  readonly others: readonly string[];
}
