import type { Clock } from "../../ports/clock.ts";
import type { HttpResponse } from "../../ports/http.ts";

const MINUTE_MS = 60_000;
const LONGEST_UNNAMED_MS = 15 * MINUTE_MS;

/**
 * How long GitHub asks to wait, in milliseconds, or undefined where the answer is no rate limit. The primary limit is 403
 * or 429 with `x-ratelimit-remaining: 0` and the time of its reset (G03); the secondary one 403 or 429, with `retry-after`
 * or with nothing but its message (G04): "wait for at least one minute before retrying. If your request continues to
 * fail … wait for an exponentially increasing amount of time", so 1, 2, 4, 8 and then 15 minutes for the first, second
 * … such answer in a row. https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api
 */
export function busyFor({ status, headers, body }: HttpResponse, clock: Clock, inARow: number): number | undefined {
  if (status !== 403 && status !== 429) return undefined;
  const after = headers.get("retry-after")?.trim() ?? "";
  if (/^\d{1,9}$/.test(after)) return Math.max(1, Number(after)) * 1000;
  const reset = headers.get("x-ratelimit-reset")?.trim() ?? "";
  if (headers.get("x-ratelimit-remaining")?.trim() === "0" && /^\d{1,12}$/.test(reset)) {
    return Math.max(1000, Number(reset) * 1000 - clock.now().getTime() + 1000);
  }
  const message = Buffer.from(body.subarray(0, 2048)).toString("latin1");
  const isSecondary = /secondary rate limit|abuse detection/i.test(message);
  return isSecondary ? Math.min(LONGEST_UNNAMED_MS, MINUTE_MS * 2 ** (inARow - 1)) : undefined;
}
