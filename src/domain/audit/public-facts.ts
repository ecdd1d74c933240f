/** What a service said; `undefined` as value: that there is no such thing. Or why nobody knows. */
export type Seen<T> = { readonly isSeen: true; readonly value: T } | { readonly isSeen: false; readonly why: string };

export function seen<T>(value: T): Seen<T> {
  return { isSeen: true, value };
}

/** A repository as it is public today. */
export interface RepositoryToday {
  readonly id: string;
  readonly ownerId: string;
  /** `owner/name`. */
  readonly fullName: string;
}

/** A release as it is public today. */
export interface ReleaseToday {
  readonly id: string;
  readonly isDraft: boolean;
  readonly isPrerelease: boolean;
  /** Undefined where GitHub does not say. */
  readonly immutable: boolean | undefined;
  /** ISO 8601 in UTC. */
  readonly publishedAt: string | undefined;
}

/** An attempt of a run of a workflow, as GitHub says it. */
export interface RunToday {
  readonly repositoryId: string;
  /** Hex. */
  readonly commit: string;
  readonly event: string;
  /** For example `completed`. */
  readonly status: string | null;
  /** For example `success`; null until it ended. */
  readonly conclusion: string | null;
  /** ISO 8601 in UTC. */
  readonly endedAt: string | undefined;
  /** Who started this attempt; undefined if GitHub does not say. */
  readonly startedBy: string | undefined;
}

/** A decision about the jobs of a run that wait for an environment. */
export interface RunReview {
  readonly state: string;
  /** Names of environments. */
  readonly environments: readonly string[];
  /** Login. */
  readonly user: string;
}
