/** A private folder in the file system where its files will be. */
export interface StagedFolder {
  /** Absolute. */
  readonly path: string;
  /**
   * Puts these files of it into place: all of them or none, and over nothing that is there. Resolves to their absolute paths.
   * Faults: `file-exists`, `file-unwritable`.
   */
  place(names: readonly string[]): Promise<readonly string[]>;
  /** Removes it with all that is still in it. Never a fault. */
  remove(): void;
}

/** Where downloads wait until they are judged. */
export interface Staging {
  /**
   * A new private folder for files that will be in the folder `out`, which need not be there yet; without it, for files that will be
   * nowhere. What a run left there that was killed is
   * cleared away, and what it had put into place without finishing is taken back. Fault: `file-unwritable`.
   */
  open(out: string | undefined): Promise<StagedFolder>;
}
