/** One file of a release. */
export interface PublishedFile {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** Lower-case hex. */
  readonly sha256: string;
}

/** What a host must know to find the place of a release, and to tell an interrupted run of it from anything else. */
export interface ReleaseKey {
  readonly name: string;
  readonly version: string;
  readonly tag: string | null;
  /** The assets that are being sealed; a host may hold them already, and never receives them from here. */
  readonly assets: readonly { readonly name: string; readonly sha256: string }[];
  /** Names of the evidence that will be put. */
  readonly planned: readonly string[];
}

/**
 * Where a release is published: a directory, or a draft on a forge. The seal journey fixes the order of calls: `adopt`
 * before anything is signed, then `put` for each file, `read` of what is there, and `publish` last. `abandon` takes back
 * what `adopt` did when sealing stops before the first `put`.
 */
export interface ReleaseHost {
  /** Absolute path where the host is a folder: it must hold no asset and lie in no folder of assets. */
  readonly folder?: string;
  /** Finds or makes the unpublished release; a fault where something else is in its place. Names what it holds. */
  adopt(key: ReleaseKey): Promise<readonly PublishedFile[]>;
  abandon(): Promise<void>;
  /** Adds one file of evidence; equal bytes under the same name are left as they are. */
  put(name: string, bytes: Uint8Array): Promise<PublishedFile>;
  /** Reads back every file as the host stored it. */
  read(): Promise<readonly PublishedFile[]>;
  /** Makes it public: the last call, after all was read back and verified. */
  publish(): Promise<{ readonly location: string }>;
}
