import type { Purl } from "./purl.ts";
import type { Maker } from "./sbom-document.ts";

/**
 * What a release or one of its assets is made of: the model behind every SBOM that is written. CycloneDX and SPDX
 * documents are two spellings of one inventory, so they cannot disagree.
 */
export interface Inventory {
  /** What is described: an asset, or the release as a whole. Its `ref` is the root of the edges. */
  readonly root: Component;
  /** Everything inside, without the root, in bytewise order of `ref`. */
  readonly components: readonly Component[];
  /** Who needs whom, ordered, without duplicates or self-edges; both ends exist. */
  readonly edges: readonly Edge[];
  /** How much is known. Every ref is in exactly one entry; `reason` says why. */
  readonly completeness: readonly Completeness[];
  /** Formats that were recognised inside, for example `go-build-information`; empty if nothing was. */
  readonly recognised: readonly string[];
  /** What a reader should know: flagged entries, unreadable members. One sentence each, safe to print. */
  readonly remarks: readonly string[];
  /** What could not be read although it may hold packages; empty if all was. */
  readonly unread: readonly Unread[];
  /** Those of `remarks` that say of a lockfile that it was read without knowing its version or all of its directives. */
  readonly doubts?: readonly string[];
}

/** A file within what is described, or the whole, that could not be read. */
export interface Unread {
  readonly path: string;
  /** Follows the path in a sentence: `could not be read: the zip entry "a" is encrypted`. Safe to print. */
  readonly reason: string;
  /** True if a limit of work ended the reading. */
  readonly limit: boolean;
  /** True for what is whole, and of a kind that is not read here: a manifest without a lockfile, a lockfile of another kind. */
  readonly sound?: boolean;
}

/** A package, a file or a whole: one row of an SBOM. */
export interface Component {
  /** Unique in the inventory and the same on every machine: the purl if there is one. */
  readonly ref: string;
  readonly kind: "library" | "application" | "file" | "container" | "operating-system";
  /** Namespace as the ecosystem writes it (`@babel`, `org.apache`), or undefined. */
  readonly group: string | undefined;
  readonly name: string;
  readonly version: string | undefined;
  readonly purl: string | undefined;
  /** Every digest that was read, of the package archive as the registry gives it, or of the file. */
  readonly hashes: readonly Hash[];
  /** Who makes or supplies it, if that is known; `withOwnFacts` adds what the files themselves do not say. */
  readonly supplier?: Maker;
  /** Its coordinates, if its builder gave it no version. */
  readonly unversioned?: Purl;
  /** SPDX expressions or free names, as declared where they were read. */
  readonly licenses: readonly string[];
  /** The strongest way in which something here needs it. */
  readonly scope: Scope;
  /** True for what the release's own project consists of: workspace members, the project of a lockfile. */
  readonly firstParty: boolean;
  /** Paths, within what is described, where it was read; `a.tar.gz!inner/Cargo.lock` for nested archives. */
  readonly foundIn: readonly string[];
  /** Where the package archive or its source comes from, as the lockfile says; never with credentials. */
  readonly origin: string | undefined;
  /** Hex of the commit that was locked, if the package comes from a repository. */
  readonly commit: string | undefined;
  /** Facts without a field of their own in SBOM formats, for example Go's `h1` directory hash. */
  readonly properties: readonly Property[];
}

/** `runtime` is stronger than `peer`, `peer` than `optional`, `optional` than `dev`. */
export type Scope = "runtime" | "peer" | "optional" | "dev";

export interface Edge {
  readonly from: string;
  readonly to: string;
  readonly scope: Scope;
}

export interface Hash {
  readonly algorithm: HashAlgorithm;
  /** Lower-case hex. */
  readonly hex: string;
  /** The file name it belongs to, if a package has several archives (wheels, platform gems). */
  readonly file?: string;
}

export type HashAlgorithm = "MD5" | "SHA-1" | "SHA-256" | "SHA-384" | "SHA-512";

export interface Property {
  readonly name: string;
  readonly value: string;
}

/** `complete`: every direct dependency of these refs is listed. `incomplete`: some are known to be missing. */
export interface Completeness {
  readonly level: CompletenessLevel;
  readonly refs: readonly string[];
  /** One sentence, lower case, no full stop, safe to print. */
  readonly reason: string;
}

export type CompletenessLevel = "complete" | "incomplete" | "unknown";
