/** Everything in an SBOM that is not inventory: who wrote it, with what, when. Equal inputs give equal bytes. */
export interface SbomDocument {
  /** Seconds since 1970: SOURCE_DATE_EPOCH or the commit time. */
  readonly epoch: number;
  /** This program. */
  readonly tool: { readonly name: string; readonly version: string };
  /** Who makes the release; undefined if nobody said. */
  readonly producer: Producer | undefined;
}

export interface Producer {
  readonly name: string;
  /** Web address, for example of the repository's owner. */
  readonly url: string | undefined;
  readonly email: string | undefined;
}
