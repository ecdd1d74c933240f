/** One file of a release. */
export interface PublishedFile {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** Lower-case hex. */
  readonly sha256: string;
}

/**
 * Where a release is published: a directory, or a draft on a forge. The order of calls is fixed by the publish journey:
 * `adopt`, then `put` for each file, then `read` of what is there, and `publish` last.
 */
export interface ReleaseHost {
  /** Finds or makes the unpublished release; a fault where something else is in its place. Names what it holds. */
  adopt(): Promise<readonly PublishedFile[]>;
  /** Adds one file of evidence; equal bytes under the same name are left as they are. */
  put(name: string, bytes: Uint8Array): Promise<PublishedFile>;
  /** Reads back every file as the host stored it. */
  read(): Promise<readonly PublishedFile[]>;
  /** Makes it public: the last call, after all was read back and verified. */
  publish(): Promise<{ readonly location: string }>;
}
