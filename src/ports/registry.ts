import type { NewFile } from "./files.ts";
import type { HttpStream } from "./http.ts";

/** What a registry says of one manifest or blob. https://github.com/opencontainers/image-spec/blob/v1.1.1/descriptor.md */
export interface Descriptor {
  readonly mediaType: string;
  /** `sha256:` and lower-case hex. */
  readonly digest: string;
  /** Bytes. */
  readonly size: number;
  readonly artifactType?: string;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** A manifest or index as it was stored; its bytes have the digest. */
export interface StoredManifest extends Descriptor {
  readonly bytes: Uint8Array;
}

/**
 * One repository of a registry, by the OCI Distribution Specification 1.1. What is read has the requested digest, or is
 * `digest-mismatch`. Faults: `registry-refused`, `image-missing`, `response-malformed`, and those of the HTTP port.
 */
export interface Registry {
  /** The manifest under a tag or a digest; undefined if nothing is there. */
  manifest(reference: string): Promise<StoredManifest | undefined>;
  /** The bytes of a blob; more than `maxBytes` is a fault. */
  blob(descriptor: Pick<Descriptor, "digest" | "size">, maxBytes: number): Promise<Uint8Array>;
  /** A blob of any size, piece by piece into a new file at each attempt; it has the digest when this resolves. */
  save(descriptor: Pick<Descriptor, "digest" | "size">, create: () => NewFile): Promise<void>;
  /**
   * What refers to a manifest, from the referrers API or, where there is none, from the tag that stands in for it. Its artifact types
   * are what the registry says, which some say wrongly: read the manifests.
   */
  referrers(digest: string): Promise<readonly Descriptor[]>;
  /** Refuses a repository that nothing can be put into: begins an upload and gives it up. */
  requireWritable(): Promise<void>;
  /** Puts a blob, unless it is there. */
  putBlob(bytes: Uint8Array): Promise<Descriptor>;
  /** As `putBlob`, of a blob that memory must not hold. The registry compares the digest. */
  putLargeBlob(descriptor: Pick<Descriptor, "digest">, body: HttpStream): Promise<void>;
  /** Puts a manifest under its digest, or under a tag in place of what is there. */
  place(manifest: Uint8Array, reference: string): Promise<void>;
  /** Puts manifests that refer to another, and sees to it that `referrers` of that one lists them. */
  putReferrers(manifests: readonly Uint8Array[], subject: string): Promise<readonly Descriptor[]>;
  /**
   * Changes what lies under a tag. `change` gets what is there, and resolves to the manifest that is put in its place, or to undefined
   * if there is nothing to change; it is called again, for other runs may write at the same time, until what it made has stayed.
   */
  changeTag(
    tag: string,
    change: (stored: StoredManifest | undefined) => Promise<Uint8Array | undefined>,
  ): Promise<void>;
}
