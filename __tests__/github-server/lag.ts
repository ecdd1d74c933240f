import type { GitHubState, StoredRelease } from "./github-state.ts";

/** What the releases were until a request changed them. */
export interface Past {
  /** The number of the request that changed them. */
  readonly until: number;
  readonly releases: ReadonlyMap<number, StoredRelease>;
}

/** The replicas have seen everything: time passed that no request took. */
export function catchUp(state: GitHubState): void {
  state.past.length = 0;
}

/** How often a read that may be behind is. */
const BEHIND = 0.4;

/**
 * The state as one of GitHub's replicas has it for this read: by chance the present one, or one that a request of late
 * changed. Each read asks another replica, so that an old answer may follow a new one.
 */
export function asReplica(state: GitHubState, request: number): GitHubState {
  const { lag } = state.reality;
  if (lag === undefined) return state;
  const past = state.past.filter(({ until }) => request - until < lag.requests);
  const [behind, which] = [chance(state, lag.seed), chance(state, lag.seed)];
  const seen = behind < BEHIND ? past[Math.floor(which * past.length)] : undefined;
  return seen === undefined ? state : { ...state, releases: new Map(seen.releases) };
}

/** Keeps what the releases are before a request changes them. */
export function remember(state: GitHubState): ReadonlyMap<number, StoredRelease> | undefined {
  if (state.reality.lag === undefined) return undefined;
  return new Map([...state.releases].map(([id, release]) => [id, copy(release)]));
}

function copy(release: StoredRelease): StoredRelease {
  return { ...release, assets: new Map([...release.assets].map(([id, asset]) => [id, { ...asset }])) };
}

/** The next of a series of numbers from 0 to 1 that a seed begins (mulberry32). */
function chance(state: GitHubState, seed: number): number {
  state.draws += 1;
  let mixed = (Math.imul(seed, 0x9e3779b1) + Math.imul(state.draws, 0x6d2b79f5)) | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
}
