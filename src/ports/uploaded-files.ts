/** A file that another tool put on a release before it is sealed. */
export interface UploadedFile {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** Lower-case hex, as GitHub states it; undefined if it states none. */
  readonly sha256: string | undefined;
}

/** The files on the release of one tag, but for evidence that an earlier run of this program put there. */
export interface UploadedFiles {
  /** Undefined if no release shows up within a minute. `release-conflict` if a file is still being uploaded. */
  list(tag: string): Promise<readonly UploadedFile[] | undefined>;
  /**
   * Downloads a listed file, in constant memory, into a private folder that is gone when the process ends; resolves to its
   * absolute path, which has nothing of the file's name.
   */
  download(file: UploadedFile): Promise<string>;
}
