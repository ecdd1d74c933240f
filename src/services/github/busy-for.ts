import type { Clock } from "../../ports/clock.ts";
import type { HttpResponse } from "../../ports/http.ts";

/** GitHub asks clients to wait at least this long where it names no time. */
const UNNAMED_WAIT_MS = 60_000;

/**
 * How long GitHub asks to wait, in milliseconds, or undefined where the answer is no rate limit. The primary limit is 403
 * or 429 with `x-ratelimit-remaining: 0` and the time of its reset (G03); the secondary one 403 or 429, with `retry-after`
 * or with nothing but its message (G04). https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api
 */
export function busyFor({ status, headers, body }: HttpResponse, clock: Clock): number | undefined {
  if (status !== 403 && status !== 429) return undefined;
  const after = headers.get("retry-after")?.trim() ?? "";
  if (/^\d{1,9}$/.test(after)) return Number(after) * 1000;
  const reset = headers.get("x-ratelimit-reset")?.trim() ?? "";
  if (headers.get("x-ratelimit-remaining")?.trim() === "0" && /^\d{1,12}$/.test(reset)) {
    return Math.max(1000, Number(reset) * 1000 - clock.now().getTime() + 1000);
  }
  const message = Buffer.from(body.subarray(0, 2048)).toString("latin1");
  return /secondary rate limit|abuse detection/i.test(message) ? UNNAMED_WAIT_MS : undefined;
}
