/** The files of a log at one moment. */
export interface LogMoment {
  /** The content of each path, undefined for one that is not there. Paths are relative, with slashes. */
  read(paths: readonly string[]): Promise<(Uint8Array | undefined)[]>;
  /**
   * Puts files there, in their order, if nothing was changed since; false if another came first, and then nothing is changed by this
   * call but files that no head knows of.
   */
  write(files: ReadonlyMap<string, Uint8Array>): Promise<boolean>;
}

/** Where the files of a log are kept, to which many may append. */
export interface LogStore {
  open(): Promise<LogMoment>;
  /** Runs an action while no other writer of this machine is at work, where that can be had: it saves work, and decides nothing. */
  inTurn?<T>(action: () => Promise<T>): Promise<T>;
}

/** Signed statements by the SHA-256 (hex) of their file, and the policy of the log: whatever is erasable lies here alone. */
export interface EnvelopeStore {
  get(sha256: string): Promise<Uint8Array | undefined>;
  put(sha256: string, bytes: Uint8Array): Promise<void>;
  /** No fault if it is not there. */
  remove(sha256: string): Promise<void>;
  policy(): Promise<Uint8Array | undefined>;
  putPolicy(bytes: Uint8Array): Promise<void>;
}
