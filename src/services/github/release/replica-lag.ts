import type { Clock } from "../../../ports/clock.ts";

/**
 * GitHub answers from replicas: for a while, what was made a moment ago may be 404, be missing in a list, or be shown as it
 * was before. What this run made or saw is therefore looked at again, in all for about a minute, before an answer is
 * believed that does not know it. In milliseconds.
 */
const WAITS = [500, 1000, 2000, 4000, 8000, 15_000, 15_000, 15_000] as const;

/** How often something is asked for before an answer is believed that does not know it. */
export const LOOKS = WAITS.length + 1;

/** Sleeps between attempt `n`, counted from 1, and the next one. */
export function waitAfter(n: number, clock: Clock): Promise<void> {
  return clock.sleep(WAITS[Math.min(n, WAITS.length) - 1] ?? 0);
}

/** Looks until what is found is not behind what this run knows, or the minute is over; the last one is returned. */
export async function lookAgain<T>(clock: Clock, look: () => Promise<T>, isBehind: (found: T) => boolean): Promise<T> {
  for (let n = 1; ; n++) {
    const found = await look();
    if (n === LOOKS || !isBehind(found)) return found;
    await waitAfter(n, clock);
  }
}
