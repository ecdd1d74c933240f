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
  /** Set where the file came from this host: it is there already and never put again. */
  readonly received?: true;
}

/** What a host must know to find the place of a release, and to tell an interrupted run of it from anything else. */
export interface ReleaseKey {
  readonly name: string;
  readonly version: string;
  readonly versioning: VersionScheme;
  readonly tag: string | null;
  /** Hex; what the tag must point at. */
  readonly commit: string | null;
  /** What is being sealed; a forge receives or already holds them, a folder never does. */
  readonly assets: readonly AssetToPublish[];
  /** Name of our checksum list among the evidence, which may take the place of an equal one; undefined where none is put. */
  readonly checksums: string | undefined;
  /** Names of the evidence that will be put. */
  readonly planned: readonly string[];
  /** Name of the capsule, which is one of them unless nothing is planned. */
  readonly capsule: string;
  /** Names that evidence of this release has in any mode of publishing: what an earlier run may have left. */
  readonly ours: readonly string[];
  /** Set where the release must be public, hold every asset, and still take evidence. */
  readonly backfill?: true;
}

/** The place of a release as `adopt` found it. */
export interface AdoptedPlace {
  /** True where people can already see the release: then nothing may lie there without its evidence. */
  readonly isPublic: boolean;
  /** Evidence of an earlier run of this very release. */
  readonly evidence: readonly PublishedFile[];
  /** When it became public, as the forge says: ISO 8601 in UTC; absent where it is not, or nobody says it. */
  readonly published?: string;
}

/** One file as a host lists it. */
export interface ListedFile extends PublishedFile {
  /** True where the digest is what the host says of the file; false where it was computed from bytes that it gave back. */
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
  /** False where it was left as a draft because that was asked for. */
  readonly isPublic: boolean;
  /** Id of the release on a forge. */
  readonly id?: string;
  /** Whether the forge refuses every later change; undefined where it does not say. */
  readonly immutable?: boolean;
  /** Web address of the attestation that the forge keeps. */
  readonly attestation?: string;
}

/**
 * Where a release is published: a directory, or a draft on a forge. The seal journey fixes the order of calls: `adopt`
 * before anything is signed; `remove` for evidence that cannot be taken over; then `putAssets`, `put` for each file of
 * evidence, capsule first; `list` and `digest` to read back; `publish` last. `abandon` takes back what `adopt` did when
 * sealing stops.
 */
export interface ReleaseHost {
  /** Absolute path where the host is a folder: it must hold no asset and lie in no folder of assets. */
  readonly folder?: string;
  /** Finds or makes the unpublished release; a fault where something else is in its place. */
  adopt(key: ReleaseKey): Promise<AdoptedPlace>;
  /** Never a fault: the reason for which sealing stopped is what counts. */
  abandon(): Promise<void>;
  /** The release before the adopted one; undefined where there is none. Absent where the host knows only one release. */
  earlier?(): Promise<EarlierRelease | undefined>;
  /** Takes files of evidence away; absent ones are no fault. Refused where the release is public. */
  remove(names: readonly string[]): Promise<void>;
  /** Makes the assets of the key be there. */
  putAssets(): Promise<void>;
  /** Adds one file of evidence; equal bytes under the same name are left as they are. */
  put(name: string, bytes: Uint8Array): Promise<PublishedFile>;
  /** Every file as the host stored it, by what the host says of it, or by its bytes where it says no digest. */
  list(): Promise<readonly ListedFile[]>;
  /** Reads one file back; more than `maxBytes` is a fault. */
  read(name: string, maxBytes: number): Promise<Uint8Array>;
  /** Reads one file of any size back, in constant memory; what `list` read already is not read twice. */
  digest(name: string): Promise<ReadBack>;
  /** How many files may be read back without using up what the host grants; absent, or undefined, where nothing limits it. */
  spareReads?(): number | undefined;
  /**
   * Keeps the signed statements where the forge's own tools look for them, before the release is public. Absent where
   * the host has no such place, or it is not wanted.
   */
  attest?(statements: readonly SignedStatement[]): Promise<void>;
  /**
   * Compares what is there with `expected` once more, and makes it public: the last call, after all was read back and
   * verified.
   */
  publish(expected: readonly PublishedFile[]): Promise<Publication>;
}

/** The newest public release of the line that came before. */
export interface EarlierRelease {
  readonly tag: string;
  readonly version: string;
  /** Its capsule as it was published, unverified; undefined where it has none. */
  readonly capsule: Uint8Array | undefined;
}

export interface SignedStatement {
  /** Hex sha256 of one of its subjects. */
  readonly subject: string;
  /** A Sigstore bundle over it, JSON. */
  readonly bundle: Uint8Array;
}
