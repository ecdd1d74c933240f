import type { VersionScheme } from "./version-scheme.ts";

/**
 * Where a release comes from, each value with the place it was read from. Null is allowed only when sealing with the
 * local instance.
 */
export interface SourceFacts {
  /** Matches `[A-Za-z0-9][A-Za-z0-9._-]{0,63}`. */
  readonly name: string;
  readonly version: string;
  /** How the project numbers releases: `version` is one of this scheme. */
  readonly versioning: VersionScheme;
  readonly tag: string | null;
  /** Hex, 40 or 64 characters. */
  readonly commit: string | null;
  /** Web address, for example `https://github.com/owner/name`. */
  readonly repository: string | null;
  readonly repositoryId: string | null;
  readonly ownerId: string | null;
  /** Web address of the workflow run, with its attempt. */
  readonly runUri: string | null;
  /** Full git ref that the run was started for, for example `refs/tags/v1.2.3`. */
  readonly ref: string | null;
  readonly dirty: boolean | null;
  /** Seconds since 1970: SOURCE_DATE_EPOCH or the commit time; the only time that unsigned outputs contain. */
  readonly epoch: number;
}
