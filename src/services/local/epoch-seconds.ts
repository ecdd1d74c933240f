import type { Clock } from "../../ports/clock.ts";

/** Whole seconds since 1970, rounded down: what certificates, log entries and timestamps of the local Sigstore carry. */
export function epochSeconds(clock: Clock): number {
  return Math.floor(clock.now().getTime() / 1000);
}
