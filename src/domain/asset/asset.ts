/** One file of a release, described once and never read again without comparing. Digests are lower-case hex. */
export interface Asset {
  /** The file name that consumers download it under: a basename that passed `requireAssetName`. */
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  readonly sha256: string;
  readonly sha512: string;
}
