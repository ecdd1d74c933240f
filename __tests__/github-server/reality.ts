/** What GitHub does in some repositories and on some days: BEHAVIOUR.md says where each was seen. A test may change it. */
export interface Reality {
  /** Commits whose workflows differ from those of the default branch, and how a token is refused that may not change them. */
  workflowsDiffer?: { commits: readonly string[]; post: 404 | 403; patch: 404 | 403 };
  /** Characters that the generated notes have more than usual. */
  notesLength?: number;
  /** How the run ended, and when; by default it goes on. */
  runEnded?: { readonly conclusion: string; readonly at: string };
  /** Decisions about jobs of the run that waited for an environment. */
  reviews?: readonly { readonly state: string; readonly environment: string; readonly user: string }[];
  /** Whose the repository is (default that of a user). */
  owner?: "Organization";
  /** A list of attestations has addresses in the place of bundles (default true, as since July 2026). */
  bundleUrlOnly?: boolean;
  /** The attestations of an account may not be listed by many digests at once. */
  noBulkList?: boolean;
  /** Tags of immutable releases that were deleted, beside those that are deleted here. */
  burnedTags?: readonly string[];
  /** A ruleset lets the token make no tags. */
  tagsRestricted?: boolean;
  /** So many reads by id, after publication, show the draft yet; so many lists of files lack the last one. */
  staleReads?: number;
  staleLists?: number;
  /** So many answers say no digest of a new file. */
  digestLateBy?: number;
  contentLimits?: ContentLimits;
  lag?: Lag;
}

/** Requests that make content: what is more is refused, without a word on when it would not be. */
export interface ContentLimits {
  readonly perMinute: number;
  readonly perHour: number;
}

/** "In general, no more than 80 content-generating requests per minute and no more than 500 … per hour are allowed." */
export const GITHUB_CONTENT_LIMITS: ContentLimits = { perMinute: 80, perHour: 500 };

/** A read of releases may show what was true before a change, until so many requests after it. */
export interface Lag {
  readonly seed: number;
  readonly requests: number;
}
