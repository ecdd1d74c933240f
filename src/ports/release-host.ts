import type { VersionScheme } from "../domain/source/version-scheme.ts";
/** One file of a release. */
export interface PublishedFile {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** Lower-case hex. */
  readonly sha256: string;
}

/** A file that a host receives from disk, and what it must be. */
export interface AssetToPublish extends PublishedFile {
  /** Absolute. */
  readonly path: string;
  /** Set if the file came from this host: it is there already and never put again. */
  readonly received?: true;
}

/** What a host must know to find a release, and to tell an interrupted run of it from anything else. */
export interface ReleaseKey {
  readonly name: string;
  readonly version: string;
  readonly versioning: VersionScheme;
  readonly tag: string | null;
  /** Hex; what the tag must point at. */
  readonly commit: string | null;
  /** What is being sealed; GitHub receives or already holds them, a folder never does. */
  readonly assets: readonly AssetToPublish[];
  /** Name of our checksum list among the evidence, which may replace an equal one; undefined if none is put. */
  readonly checksums: string | undefined;
  /** Names of the evidence that will be put. */
  readonly planned: readonly string[];
  /** Name of the capsule, which is one of them unless nothing is planned. */
  readonly capsule: string;
  /** Names that evidence of this release has in any mode of publishing: what an earlier run may have left. */
  readonly ours: readonly string[];
  /** Set if the release must be public, hold every asset, and still take evidence. */
  readonly backfill?: true;
}

/** Where a release is put. */
export type ReleaseTarget =
  | {
      /** It must hold no asset and lie in no folder of assets. */
      readonly kind: "folder";
      /** Absolute. */
      readonly path: string;
    }
  | { readonly kind: "github" };

/** One file as a host lists it. */
export interface ListedFile extends PublishedFile {
  /** True if the digest is what the host says of the file; false if it was computed from bytes that it gave back. */
  readonly isStated: boolean;
}

/** The digests of one file, as they were computed from the bytes that the host gave back. Hex. */
export interface ReadBack extends PublishedFile {
  readonly sha512: string;
}

/** What became of a release. */
export interface Publication {
  /** A folder, or the web address of the release. */
  readonly location: string;
  /** False if it was left as a draft because that was requested. */
  readonly isPublic: boolean;
  /** Id of the release on GitHub. */
  readonly id?: string;
  /** Whether GitHub refuses every later change; undefined if it does not say. */
  readonly immutable?: boolean;
  /** Web address of the attestation that GitHub keeps. */
  readonly attestation?: string;
}

/** Where a release is published: a folder, or a draft on GitHub. */
export interface ReleaseHost {
  readonly target: ReleaseTarget;
  /**
   * Finds or makes the unpublished release, before anything is signed. A fault if something else is there; what this call
   * made is then taken back.
   */
  open(key: ReleaseKey): Promise<OpenedRelease>;
}

/**
 * A release that was found or made, and as it was found. Its calls come in this order: `remove` for evidence that cannot be
 * taken over; then `putAssets`, `put` for each file of evidence, capsule first; `list` and `digest` to read back; `attest`;
 * `publish` last. Or `leave`, if sealing stops.
 */
export interface OpenedRelease {
  readonly target: ReleaseTarget;
  /** True if people can already see the release: then nothing may lie there without its evidence. */
  readonly isPublic: boolean;
  /** Evidence of an earlier run of this very release. */
  readonly evidence: readonly PublishedFile[];
  /** When it became public, as GitHub says: ISO 8601 in UTC; absent if it is not, or nobody says it. */
  readonly published?: string;
  /** The release before this one; undefined if there is none. Absent if the host knows only one release. */
  earlier?(): Promise<EarlierRelease | undefined>;
  /** Where signatures are kept that an interrupted run need not make again; absent if the host has no place for them. */
  readonly signatures?: KeptSignatures;
  /** Takes files of evidence away; absent ones are not a fault. Refused if the release is public. */
  remove(names: readonly string[]): Promise<void>;
  /** Makes the assets of the key be there. */
  putAssets(): Promise<void>;
  /** Adds one file of evidence; equal bytes under the same name are left as they are. */
  put(name: string, bytes: Uint8Array): Promise<PublishedFile>;
  /** Every file as the host stored it, by what the host says of it, or by its bytes if it says no digest. */
  list(): Promise<readonly ListedFile[]>;
  /** Reads one file back; more than `maxBytes` is a fault. */
  read(name: string, maxBytes: number): Promise<Uint8Array>;
  /** Reads one file of any size back, in constant memory; what `list` read already is not read twice. */
  digest(name: string): Promise<ReadBack>;
  /** How many files may be read back without using up what the host grants; absent, or undefined, if nothing limits it. */
  spareReads?(): number | undefined;
  /**
   * Keeps the signed statements where GitHub's own tools look for them, before the release is public; resolves to their web
   * address, if it is known. Absent if the host has no such place, or it is not wanted.
   */
  attest?(statements: readonly SignedStatement[]): Promise<string | undefined>;
  /**
   * Compares what is there with `expected` once more, and makes it public: the last call, after all was read back and
   * verified. `footer` is Markdown for the end of its text, in place of that of an earlier run; a host without such a text, and one
   * whose release is public already, leaves it out.
   */
  publish(expected: readonly PublishedFile[], footer?: string): Promise<Publication>;
  /**
   * Takes back what opening did, but nothing that a rerun can use. Never a fault: the reason for which sealing stopped is
   * what counts.
   */
  leave(): Promise<void>;
}

/** Bundles that sign a digest, given as lower-case hex sha256. Whoever reads one has to verify it. */
export interface KeptSignatures {
  /** Undefined if none is kept, or what is there cannot be read. */
  read(sha256: string): Promise<Uint8Array | undefined>;
  keep(sha256: string, bundle: Uint8Array): Promise<void>;
}

/** The newest public release of the line that came before. */
export interface EarlierRelease {
  readonly tag: string;
  readonly version: string;
  /** Its capsule as it was published, unverified; undefined if it has none. */
  readonly capsule: Uint8Array | undefined;
}

export interface SignedStatement {
  /** Hex sha256 of one of its subjects. */
  readonly subject: string;
  /** A Sigstore bundle over it, JSON. */
  readonly bundle: Uint8Array;
}
