import type { ContentStore } from "./content-store.ts";
import type { Contract } from "./contract.ts";
import type { FaultSchedule } from "./fault-schedule.ts";
import type { GitHubState } from "./github-state.ts";
import type { Features, Place } from "./route.ts";
import type { TokenPermissions } from "./tokens.ts";

/** What the answering parts of the server share. */
export interface ServerWorld {
  readonly state: GitHubState;
  readonly content: ContentStore;
  readonly place: Place;
  readonly features: Features;
  readonly tokens: ReadonlyMap<string, TokenPermissions>;
  /** Undefined where nothing is compared. */
  readonly contract: Contract | undefined;
  readonly faults: FaultSchedule;
  /** Requests that a token has in an hour. */
  readonly rateLimit: number;
  readonly latencyMs: number;
  readonly requests: SeenRequest[];
  readonly violations: Set<string>;
  /** Told of each visible request after it took effect and before it is answered. */
  told(request: SeenRequest): void;
}

/** One request, in the order of arrival. */
export interface SeenRequest {
  /** From 1. */
  readonly number: number;
  /** Method and template of the API's description, `GET download` and `GET bundle` of the other host, or `GET web`. */
  readonly operation: string;
  readonly path: string;
  status: number;
  /** It changed something that others can see. */
  visible: boolean;
  /** To the API, without a token. */
  isAnonymous: boolean;
}

/** Counts a request; the caller fills in what becomes of it. */
export function countRequest(world: Pick<ServerWorld, "requests">, operation: string, path: string): SeenRequest {
  const number = world.requests.length + 1;
  const seen: SeenRequest = { number, operation, path, status: 0, visible: false, isAnonymous: false };
  world.requests.push(seen);
  return seen;
}
