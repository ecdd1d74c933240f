import type { Clock } from "../../../ports/clock.ts";
import type { Http, HttpResponse } from "../../../ports/http.ts";
import { type RetryPorts, tooBusy } from "../../http/request-with-retries.ts";

const MINUTE_MS = 60_000;
const LONGEST_UNNAMED_MS = 15 * MINUTE_MS;

export interface Patience {
  /** How often one request is sent at most, the first time included. */
  readonly attempts: number;
  /** The longest single wait, in milliseconds. */
  readonly longestMs: number;
  /** Told of each wait that begins, in milliseconds. */
  waiting?(ms: number): void;
}

/** What all requests with one token share: when GitHub may be asked again, by `Clock.elapsed`. */
export interface Pause {
  until: number;
}

/** Stops the run if the wait is longer than a minute. */
export const HASTY: Patience = { attempts: 4, longestMs: 60_000 };
/**
 * The hourly limit of a token is reset within an hour; a minute more for clocks that differ. Eight answers without a time
 * are seven waits, which make an hour: longer lasts no limit.
 */
export const PATIENT: Patience = { attempts: 8, longestMs: 61 * 60_000 };

/**
 * Waits if GitHub says that it is busy, and sends again: it says so before it does anything, so that nothing is done
 * twice. While one request waits the others wait, too, for "continuing to make requests while you are rate limited may
 * result in the banning of your integration". Fault: `service-busy`, once patience ends.
 */
export function waitingOutLimits({ http, clock }: RetryPorts, pause: Pause, patience: Patience): Http {
  const left = (): number => pause.until - clock.elapsed();
  return {
    async request(request) {
      for (let n = 1; ; n++) {
        if (left() > patience.longestMs) throw tooBusy(request, left());
        while (left() > 0) await clock.sleep(left());
        const response = await http.request(request);
        const wait = busyFor(response, clock, n);
        if (wait === undefined) return response;
        // Requests that were on their way together are told nearly the same: one wait.
        const isNew = wait - left() > 1000;
        pause.until = Math.max(pause.until, clock.elapsed() + wait);
        if (n === patience.attempts || wait > patience.longestMs) throw tooBusy(request, wait);
        if (isNew) patience.waiting?.(wait);
      }
    },
  };
}

/**
 * How long GitHub asks to wait, in milliseconds, or undefined if the answer is not a rate limit. The primary limit is 403
 * or 429 with `x-ratelimit-remaining: 0` and the time of its reset (G03); the secondary one 403 or 429, with `retry-after`
 * or with nothing but its message (G04): "wait for at least one minute before retrying. If your request continues to
 * fail … wait for an exponentially increasing amount of time", so 1, 2, 4, 8 and then 15 minutes for the first, second
 * … such answer in a row. https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api
 */
function busyFor({ status, headers, body }: HttpResponse, clock: Clock, inARow: number): number | undefined {
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
