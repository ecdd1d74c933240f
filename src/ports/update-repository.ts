/** Files that an update repository proved to be its newest. */
export interface FreshTargets {
  /** By name; every one that was requested. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** For people: the repository, and until when its word holds. */
  readonly origin: string;
}

/**
 * Fetches targets anew. Faults: `trust-update-refused` if the repository does not prove them, and those of the HTTP
 * port and `service-busy` if it cannot be reached.
 */
export type FetchTargets = (names: readonly string[]) => Promise<FreshTargets>;
