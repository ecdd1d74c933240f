/** What one wants to know of a release in a checkout. */
export interface HistoryQuestion {
  /** A tag name that git accepts, or null. */
  readonly tag: string | null;
  /** The commit of the checkout, hex. */
  readonly commit: string;
  /** The branch that releases come from; undefined for the one that the remote `origin` calls its head. */
  readonly branch: string | undefined;
}

/** What a repository on disk says about it. */
export interface GitHistory {
  /** Undefined where the repository has no such tag. */
  readonly tag: TagObject | undefined;
  /** Undefined where the repository does not have the branch, or too little of it to tell. */
  readonly branch: { readonly name: string; readonly contains: boolean } | undefined;
  /** Every tag; bytewise order. */
  readonly tags: readonly string[];
  /** The tags on the commit and on those before it. */
  readonly reachableTags: readonly string[];
  /** True where commits are missing, as in a shallow clone: then nothing is known to be absent. */
  readonly isShallow: boolean;
  /** Tracked paths that differ from the commit, relative to the top. */
  readonly changed: readonly string[];
  /** Paths that are neither tracked nor ignored; a folder of nothing else ends in `/`. */
  readonly untracked: readonly string[];
}

export interface TagObject {
  /** Hex, annotated tags peeled; undefined where the tag leads to no commit. */
  readonly commit: string | undefined;
  readonly isAnnotated: boolean;
  /** Whether a signature stands in it, by its look alone. */
  readonly hasSignature: boolean;
}

/** Undefined where the folder is in no checkout or git is not installed. Fault: `program-failed`. */
export type ReadGitHistory = (folder: string, question: HistoryQuestion) => Promise<GitHistory | undefined>;
