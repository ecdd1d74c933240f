import { type Answer, refusal } from "./answer.ts";
import type { GitHubState } from "./github-state.ts";

const [MINUTE, HOUR] = [60_000, 3_600_000];
const MESSAGE = "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.";

/** Counts a request that makes content, or refuses it: as GitHub does, without `retry-after` and with requests left. */
export function refuseContent({ reality, clock, made }: GitHubState): Answer | undefined {
  if (reality.contentLimits === undefined) return undefined;
  const now = clock.now().getTime();
  const since = (milliseconds: number) => made.filter((time) => now - time < milliseconds).length;
  const { perMinute, perHour } = reality.contentLimits;
  if (since(MINUTE) >= perMinute || since(HOUR) >= perHour) return refusal(403, MESSAGE);
  made.push(now);
  return undefined;
}
