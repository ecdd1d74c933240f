import type { Repository } from "../../source/repository.ts";

/** Everything in an SBOM that is not inventory: who wrote it, with what, when. Equal inputs give equal bytes. */
export interface SbomDocument {
  /** Seconds since 1970: SOURCE_DATE_EPOCH or the commit time. */
  readonly epoch: number;
  /** This program. */
  readonly tool: { readonly name: string; readonly version: string };
  /** Who makes the release; undefined if nobody said. */
  readonly producer: Producer | undefined;
  /** What is known of the project that is described; left out if nothing is. */
  readonly own?: OwnProject;
}

export interface OwnProject {
  /** Of the release, or of the checkout: its tag, else its commit. */
  readonly version: string | undefined;
  /** Host and path, for example `github.com/acme/tool`. */
  readonly repository: string | undefined;
  /** Go modules of the checkout. */
  readonly modules?: readonly string[];
  /** True if the files that are described are released in that version. */
  readonly isRelease: boolean;
}

/** Who makes or supplies something. */
export interface Maker {
  readonly name: string;
  /** Web address, for example of the repository's owner. */
  readonly url: string | undefined;
}

export interface Producer extends Maker {
  readonly email: string | undefined;
}

/** Who makes what comes from a repository: its owner. */
export function producerOf({ owner, host }: Repository): Producer {
  return { name: owner, url: `https://${host}/${owner}`, email: undefined };
}

/** Host and path, as Go names the modules in it. */
export function moduleRoot({ url }: Repository): string {
  return url.replace(/^https:\/\//, "");
}
