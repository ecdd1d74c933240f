import type { KitPredicate } from "./kit-statement.ts";

/** How a kit stands at a time. */
export interface KitStanding {
  /** Whole days until it expires; negative once it has. */
  readonly daysLeft: number;
  /** Whole days since the newest record of its vulnerabilities was changed; null without a feed. */
  readonly feedDays: number | null;
  /** What is too old. */
  readonly stale: readonly ("kit" | "feed")[];
}

const DAY_MS = 86_400_000;

/** `maxFeedDays` is how old the vulnerabilities may be. */
export function kitStanding({ expires, feed }: KitPredicate, now: Date, maxFeedDays: number): KitStanding {
  const daysLeft = Math.floor((Date.parse(expires) - now.getTime()) / DAY_MS);
  const feedDays = feed === null ? null : Math.floor((now.getTime() - Date.parse(feed.newest)) / DAY_MS);
  return {
    ...{ daysLeft, feedDays },
    stale: [
      ...(now.getTime() > Date.parse(expires) ? (["kit"] as const) : []),
      ...(feedDays !== null && feedDays > maxFeedDays ? (["feed"] as const) : []),
    ],
  };
}
