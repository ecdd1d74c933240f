/** Private places for work in progress. */
export interface TemporaryFolders {
  /** A new empty folder, mode 0700, that is gone when the process ends; resolves to its absolute path. */
  make(): Promise<string>;
}
