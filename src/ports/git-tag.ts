/** A file with public keys: allowed signers of OpenSSH, or an armored block of OpenPGP keys. */
export interface TagKeyFile {
  /** As people know it. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** A tag of a checkout, to be judged by keys and by no others. */
export interface TagQuestion {
  readonly tag: string;
  readonly keys: readonly TagKeyFile[];
  /** Keys that have ended by then count no more. */
  readonly now: Date;
}
