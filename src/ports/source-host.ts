import type { HostedRun } from "../domain/release/checks/check-run.ts";
import type { TagFacts } from "../domain/release/checks/check-tag.ts";

/** A repository as GitHub knows it. */
export interface HostedRepository {
  readonly id: string;
  readonly ownerId: string;
  readonly defaultBranch: string;
  readonly isPublic: boolean;
}

/** Which run, on the GitHub that the repository is on. */
export interface RunKey {
  readonly id: string;
  readonly attempt: string;
}

/**
 * What GitHub says of the source of a release. Nothing is written. Every method may fail with the faults of a service:
 * what cannot be read leaves a check open, it never passes one.
 */
export interface SourceHost {
  /** For people, for example `api.github.com`. */
  readonly name: string;
  repository(): Promise<HostedRepository>;
  /** Undefined if there is no such tag; of one that is known to be there, that is believed only after a minute. */
  tag(tag: string, order: { readonly isKnown: boolean }): Promise<TagFacts | undefined>;
  /** Every tag that begins so. */
  tags(prefix: string): Promise<readonly string[]>;
  /** Whether the commit is one of the branch. */
  isReachable(branch: string, commit: string): Promise<boolean>;
  isProtected(branch: string): Promise<boolean>;
  run(key: RunKey): Promise<HostedRun>;
}
