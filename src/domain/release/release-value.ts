/** A fact about a release, and where it was read. */
export interface ReleaseValue {
  readonly name: string;
  /** Null if it is not known. Hostile text. */
  readonly value: string | null;
  /** For people, for example `the option tag`, `the workflow run` or `release/manifest.yaml`. */
  readonly source: string;
}
