/** What one wants to know of a release in a checkout. */
export interface HistoryQuestion {
  /** A tag name that git accepts, or null. */
  readonly tag: string | null;
  /** The commit that is released, hex. */
  readonly commit: string;
  /** The branch that releases come from; undefined for the one that the remote `origin` calls its head. */
  readonly branch: string | undefined;
}

/** What a repository on disk says about it. */
export interface GitHistory {
  /** Undefined if the repository has no such tag. */
  readonly tag: TagObject | undefined;
  /** Undefined if the repository does not have the branch, or too little of it to tell. */
  readonly branch: { readonly name: string; readonly contains: boolean } | undefined;
  /** Every tag; bytewise order. */
  readonly tags: readonly string[];
  /** The tags on the commit and on those before it. */
  readonly reachableTags: readonly string[];
}

export interface TagObject {
  /** Hex, annotated tags peeled; undefined if the tag leads to no commit. */
  readonly commit: string | undefined;
  readonly isAnnotated: boolean;
  /** Whether a signature stands in it, by its look alone. */
  readonly hasSignature: boolean;
}
