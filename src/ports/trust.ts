/** A trusted root and where it came from; the bytes are parsed and judged by the verifier, never believed because of this. */
export interface TrustedRootFile {
  /** JSON of `application/vnd.dev.sigstore.trustedroot+json`. */
  readonly bytes: Uint8Array;
  /** For people: `embedded public-good root`, a path, or the TUF repository. */
  readonly origin: string;
  /** ISO 8601 date of the root, or undefined if unknown (a file given by the user). */
  readonly dated: string | undefined;
  /** True if newer ones may exist that nobody looked for: a root that was built in, or imported. */
  readonly mayBeOutdated?: boolean;
}

/** Gives the trusted roots that the user's choice of trust names; a bundle must verify under exactly one of them. */
export interface Trust {
  trustedRoots(): Promise<readonly TrustedRootFile[]>;
  /** Fetches them anew, for something in use that they do not know; absent if they come from no repository. */
  refresh?(): Promise<void>;
}
