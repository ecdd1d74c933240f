import type { RunReview, RunToday } from "../domain/audit/public-facts.ts";

/**
 * Runs of the workflows of one repository on GitHub, read without a token or with one. Faults as of `PublicReleases`.
 */
export interface PublicRuns {
  /** Undefined if GitHub has no such attempt any more, or does not show it. */
  run(id: string, attempt: string): Promise<RunToday | undefined>;
  /** Who decided about jobs of the run that wait for an environment; empty if nobody had to. */
  reviews(id: string): Promise<readonly RunReview[]>;
  /** Requests that GitHub counted so far. */
  requests(): number;
}
