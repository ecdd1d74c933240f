/** A repository as GitHub shows it to whoever asks, under the name that it has today. */
export interface PublicRepository {
  /** GitHub's numbers, which outlive names. */
  readonly id: string;
  readonly ownerId: string;
  /** `owner/name`, another one than was requested if the repository moved. */
  readonly fullName: string;
  readonly isPublic: boolean;
  readonly isArchived: boolean;
  readonly defaultBranch: string;
}

export interface PublicRelease {
  readonly id: string;
  readonly tag: string;
  /** Its title. */
  readonly name: string | null;
  readonly isDraft: boolean;
  readonly isPrerelease: boolean;
  /** Whether GitHub refuses every later change; undefined where it does not say. */
  readonly immutable: boolean | undefined;
  /** ISO 8601 in UTC. */
  readonly publishedAt: string | undefined;
  /** Web address of its page. */
  readonly page: string;
  readonly assets: readonly PublicAsset[];
}

export interface PublicAsset {
  readonly id: string;
  /** As GitHub says it: nothing of it was judged. */
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** Lower-case hex, as GitHub computed it; undefined for old assets and old servers. */
  readonly sha256: string | undefined;
  /** False for what a failed upload left. */
  readonly isWhole: boolean;
  /** Where everybody may download it if the repository is public. */
  readonly address: string;
}

/** What GitHub keeps about a digest. Whoever reads a bundle has to verify it. */
export interface KeptAttestations {
  /** JSON values that should be Sigstore bundles. */
  readonly bundles: readonly unknown[];
  /** How many more there are, which could not be read. */
  readonly unread: number;
  /** Set where GitHub does not let the caller see them, or its server has none. */
  readonly isClosed: boolean;
}

/** Where the bytes of an asset may come from before GitHub: who has them by their digest alone, and gets no token. */
export interface Mirror {
  /** Web address of this asset there. */
  readonly address: string;
}

/**
 * The releases of one repository, read without a token or with one; nothing is written. Faults, beside those of the HTTP port:
 * `token-refused`, `permission-missing`, `github-refused`, `service-busy` (a caller without a token has 60 requests an hour),
 * `response-malformed`, and `address-refused` for an answer that leads elsewhere.
 */
export interface PublicReleases {
  /** As it was requested: `owner/name`. */
  readonly asked: string;
  /** False if requests carry no token. */
  readonly hasToken: boolean;
  /** Undefined if there is none, or it is hidden from the caller. Asked once. */
  repository(): Promise<PublicRepository | undefined>;
  /** The release of a tag, or the one that GitHub calls the latest; undefined if there is none. Drafts are never found. */
  release(which: { readonly tag: string } | "latest"): Promise<PublicRelease | undefined>;
  /** What a tag leads to; undefined if there is none. An annotated tag is an object of its own. 40 or 64 hex characters. */
  tag(tag: string): Promise<{ readonly object: string; readonly commit: string } | undefined>;
  /** The attestations about one digest, as `sha256:…` or `sha1:…`; of all predicates, or of `release` alone. */
  attestations(digest: string, predicate?: "release"): Promise<KeptAttestations>;
  /**
   * Those about any of up to 1,024 digests, in one request, each bundle once; undefined where the caller may not ask so, and
   * has to ask for each.
   */
  attestationsOf(digests: readonly string[]): Promise<KeptAttestations | undefined>;
  /**
   * GitHub's own attestation of an immutable release: about the object of its tag, else about its commit. Several are never
   * expected, but what is there is given.
   */
  releaseAttestation(tag: { readonly object: string; readonly commit: string }): Promise<KeptAttestations>;
  /**
   * Streams the bytes of an asset: what breaks off is taken up where it broke off. Of one source exactly `size` bytes come, or a
   * fault: `network-unreachable`, `response-too-large`, `release-changed` if it is gone. Nothing is compared with a digest.
   */
  download(asset: PublicAsset, take: (chunk: Uint8Array) => void, mirror?: Mirror): Promise<void>;
  /** Requests that GitHub counted so far, those of repeated attempts included. */
  requests(): number;
  /** As many of them as were not for the bytes of a file, which only a private repository counts. */
  lookUps(): number;
}
