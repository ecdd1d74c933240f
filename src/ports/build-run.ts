/**
 * What the CI system says about the run that is sealing, before any token was requested. It is a claim of the
 * environment: the seal journey compares it with the certificate and stops if they differ.
 */
export interface BuildRun {
  /** Web address of the repository, for example `https://github.com/owner/name`. */
  readonly repository: string;
  /** Absent if no variable of the service says it, as the other two that may be. */
  readonly repositoryId?: string;
  readonly ownerId?: string;
  /** Hex. */
  readonly commit: string;
  /** Full git ref, for example `refs/tags/v1.2.3`. */
  readonly ref: string;
  /** Web address of this attempt of the run. */
  readonly runUri?: string;
}

/** Undefined if no CI system is recognised. A `configuration-invalid` fault if one contradicts itself. */
export type ReadBuildRun = () => Promise<BuildRun | undefined>;
